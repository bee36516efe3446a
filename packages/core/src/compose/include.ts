import { joinPath, parentFolder } from "./file-path.js";
import { mergeTrees, removePaths } from "./merge.js";
import type { Path } from "./path.js";
import { atValue } from "./place.js";
import { plainEqual } from "./plain.js";
import type { Problem } from "./problem.js";
import { stringOf, toPlain, withEntries, withStep, type Mapping, type Tree } from "./tree.js";

/** One entry of `include`: a project of its own whose resources are taken over. */
export interface IncludeRequest {
  /** The main file and its overrides. */
  readonly files: readonly string[];
  /** What its relative paths are relative to, and where its `.env` is. */
  readonly projectDirectory: string;
  /** Absent means the `.env` of the project directory, if there is one. */
  readonly envFiles?: readonly string[];
  readonly node: Tree;
}

/** Loads an included project; nothing if it cannot be had, which is then reported. */
export type OpenIncluded = (request: IncludeRequest) => Mapping | undefined;

const SECTIONS = ["services", "volumes", "networks", "secrets", "configs", "models"] as const;

/** Takes the resources of included projects over into a document; what the document says itself is laid over them. Source: compose-go `loader/include.go`. */
export function applyIncludes(document: Mapping, cleared: readonly Path[], projectDirectory: string, open: OpenIncluded, report: (problem: Problem) => void): Mapping {
  const include = document.entries.get("include");
  if (!include) return document;
  const entries = new Map([...document.entries].filter(([key]) => key !== "include"));
  if (include.kind !== "sequence" && !(include.kind === "scalar" && include.value === null)) {
    report({ kind: "schema", ...atValue(include.origin), path: ["include"], message: "`include` must be a list of files, even for one." });
  }
  // Own copies, because they grow with every file.
  const sections = new Map<string, Map<string, Tree>>();
  for (const node of include.kind === "sequence" ? include.items : []) {
    const request = readRequest(node, projectDirectory);
    const included = request ? open(request) : undefined;
    if (!request || !included) continue;
    const { file, range } = atValue(node.origin);
    const resources = withStep(included, { kind: "include", name: request.files[0] ?? "", file, range });
    for (const section of SECTIONS) {
      const imported = resources.kind === "mapping" ? resources.entries.get(section) : undefined;
      const own = entries.get(section);
      if (imported?.kind !== "mapping" || (own && own.kind !== "mapping")) continue;
      const known = sections.get(section) ?? new Map(own?.entries);
      sections.set(section, known);
      entries.set(section, withEntries(own ?? imported, known));
      for (const [name, resource] of imported.entries) {
        const same = known.get(name);
        const { tree, problems } = same ? layOver(resource, same, cleared, [section, name]) : { tree: resource, problems: [] };
        known.set(name, tree);
        problems.forEach(report);
      }
    }
  }
  return withEntries(document, entries);
}

/** What a document says of an included resource wins, and what it clears is gone. What comes by two ways is still one. */
function layOver(imported: Tree, own: Tree, cleared: readonly Path[], path: Path): { readonly tree: Tree; readonly problems: readonly Problem[] } {
  if (plainEqual(toPlain(imported), toPlain(own))) return { tree: own, problems: [] };
  const below = cleared.filter((step) => step.length > path.length && path.every((key, index) => step[index] === key)).map((step) => step.slice(path.length));
  return mergeTrees(removePaths(imported, below), own, path);
}

function readRequest(node: Tree, folder: string): IncludeRequest | undefined {
  if (node.kind === "scalar") {
    const file = stringOf(node);
    return file === undefined ? undefined : { files: [joinUnlessRemote(folder, file)], projectDirectory: parentFolder(joinPath(folder, file)), node };
  }
  if (node.kind !== "mapping") return undefined;
  const files = textsOf(node.entries.get("path")).map((file) => joinUnlessRemote(folder, file));
  const [main] = files;
  if (main === undefined) return undefined;
  const directory = stringOf(node.entries.get("project_directory"));
  const envFiles = node.entries.get("env_file");
  return {
    files,
    projectDirectory: directory === undefined ? parentFolder(main) : joinPath(folder, directory),
    ...(envFiles ? { envFiles: textsOf(envFiles).map((file) => joinPath(folder, file)) } : {}),
    node,
  };
}

/** Git references and OCI artifacts: Compose downloads them, a linter never does. */
export function isRemote(file: string): boolean {
  return /^(?:oci:\/\/|https?:\/\/|git:\/\/|ssh:\/\/|git@|github\.com\/)/.test(file) || /\.git(?:#|$)/.test(file);
}

function joinUnlessRemote(folder: string, file: string): string {
  return isRemote(file) ? file : joinPath(folder, file);
}

function textsOf(node: Tree | undefined): readonly string[] {
  const nodes = node?.kind === "sequence" ? node.items : node ? [node] : [];
  return nodes.map(stringOf).filter((text) => text !== undefined);
}
