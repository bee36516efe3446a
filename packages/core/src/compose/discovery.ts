import { openSource } from "../text/source-file.js";
import { readEnvFile } from "./env-file.js";
import { cleanPath, fileName, joinPath, parentFolder } from "./file-path.js";
import { isRemote } from "./include.js";
import type { ProjectRequest } from "./load.js";
import { parseFile } from "./parse-file.js";
import type { ProjectFiles } from "./project-files.js";
import { nodeAt, type Mapping, type Tree } from "./tree.js";

/** The names that Compose looks for by itself, best first. Source: compose-go `cli/options.go`. */
export const DEFAULT_FILE_NAMES: readonly string[] = ["compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"];

/** The override that Compose lays over a default file by itself, best first; its stem need not be the same. */
export const OVERRIDE_FILE_NAMES: readonly string[] = ["compose.override.yml", "compose.override.yaml", "docker-compose.override.yml", "docker-compose.override.yaml"];

/** Files that make a project, and how that was found out. */
export interface FoundProject {
  readonly request: ProjectRequest;
  /** A clause for people: "compose.yaml and the override that Compose lays over it". */
  readonly because: string;
  /** Half a project whose other half was not found: what is absent in it may be somewhere else. */
  readonly isFragment: boolean;
}

/**
 * Groups Compose files into the projects that Compose would make of them. An override goes with its base, an included file with
 * the file that includes it, a fragment with the one base that has the services it completes.
 */
export function groupProjects(files: ProjectFiles, paths: readonly string[]): readonly FoundProject[] {
  const sketches = new Map(paths.map((path) => [path, sketch(files, path)] as const));
  const extended = new Set([...sketches].flatMap(([path, { extendsFiles }]) => extendsFiles.map((file) => joinPath(parentFolder(path), file))));

  const found: FoundProject[] = [];
  const covered = new Set<string>();
  for (const path of includersFirst(sketches)) {
    if (covered.has(path)) continue;
    for (const included of includedBy(path, sketches)) covered.add(included);
    const folder = parentFolder(path);
    const usual = usualProject(files, folder, path);
    if (usual?.request.files.includes(path)) {
      for (const file of usual.request.files) covered.add(file);
      found.push(usual);
      continue;
    }
    const own = sketches.get(path) ?? sketch(files, path);
    if (own.incomplete.length === 0) {
      // What other files take services from may be no more than a collection of them.
      const isGuess = extended.has(cleanPath(path)) ? { isGuess: true } : {};
      found.push({ request: { files: [path], ...isGuess }, because: "it stands alone", isFragment: false });
      continue;
    }
    if (extended.has(cleanPath(path))) continue;
    const base = baseFor(own, path, usual, sketches);
    found.push(
      base === undefined
        ? { request: { files: [path] }, because: `${fileName(path)} completes services that no file beside it has`, isFragment: true }
        : { request: { files: [base, path], isGuess: true }, because: `${fileName(base)} has the services that ${fileName(path)} completes`, isFragment: false },
    );
  }
  return found;
}

/** The files that no other one includes before those that one does: what is left then, because files include each other, starts with the first. */
function includersFirst(sketches: ReadonlyMap<string, Sketch>): readonly string[] {
  const included = new Set([...sketches.keys()].flatMap((path) => includesOf(path, sketches)));
  const paths = [...sketches.keys()];
  return [...paths.filter((path) => !included.has(path)), ...paths.filter((path) => included.has(path))];
}

/** All files that come in through a file, directly or not. */
function includedBy(path: string, sketches: ReadonlyMap<string, Sketch>): ReadonlySet<string> {
  const reached = new Set<string>();
  const visit = (file: string): void => {
    for (const included of includesOf(file, sketches)) {
      if (reached.has(included)) continue;
      reached.add(included);
      visit(included);
    }
  };
  visit(path);
  reached.delete(path);
  return reached;
}

/** Included files that are among those to be linted, by the name under which they are. */
function includesOf(path: string, sketches: ReadonlyMap<string, Sketch>): readonly string[] {
  const named = new Set((sketches.get(path)?.includes ?? []).map((file) => joinPath(parentFolder(path), file)));
  return named.size === 0 ? [] : [...sketches.keys()].filter((other) => named.has(cleanPath(other)));
}

/**
 * What Compose runs in a folder when it is told nothing: the files of `COMPOSE_FILE`, or a default file with its override. `near` is a path
 * in that folder, and the paths that come out are spelled as it is.
 */
export function usualProject(files: ProjectFiles, folder: string, near: string): FoundProject | undefined {
  const inFolder = (name: string): string => (folder === "." && !near.startsWith("./") ? name : joinPath(folder, name));
  const exists = (path: string): boolean => files.read(path) !== undefined;
  const listed = composeFileVariable(files, inFolder(".env"));
  if (listed.length > 0) {
    const request = { files: listed.map((name) => inFolder(name)) };
    if (request.files.every(exists)) return { request, because: "COMPOSE_FILE in .env lists them", isFragment: false };
  }
  const base = DEFAULT_FILE_NAMES.map(inFolder).find(exists);
  if (base === undefined) return undefined;
  const override = OVERRIDE_FILE_NAMES.map(inFolder).find(exists);
  if (override === undefined) return { request: { files: [base] }, because: "Compose runs it by default", isFragment: false };
  return { request: { files: [base, override] }, because: "Compose lays the override over it by default", isFragment: false };
}

function composeFileVariable(files: ProjectFiles, path: string): readonly string[] {
  const content = files.read(path);
  if (content === undefined) return [];
  const values = readEnvFile(openSource(path, content).text);
  const separator = values.get("COMPOSE_PATH_SEPARATOR") ?? ":";
  return (values.get("COMPOSE_FILE") ?? "").split(separator).map((name) => name.trim()).filter((name) => name !== "");
}

/** What a file says about other files, read without them. */
interface Sketch {
  readonly services: readonly string[];
  /** Services with neither image, build, provider nor extends. */
  readonly incomplete: readonly string[];
  readonly includes: readonly string[];
  readonly extendsFiles: readonly string[];
}

function sketch(files: ProjectFiles, path: string): Sketch {
  const content = files.read(path);
  const trees = content === undefined ? [] : parseFile(path, content).documents.map(({ tree }) => tree);
  const services = trees.flatMap((tree) => entriesOf(nodeAt(tree, ["services"])));
  const names = [...new Set(services.map(([name]) => name))];
  const complete = new Set(services.filter(([, service]) => isComplete(service)).map(([name]) => name));
  return {
    services: names,
    incomplete: names.filter((name) => !complete.has(name)),
    includes: trees.flatMap((tree) => includedFiles(nodeAt(tree, ["include"]))),
    extendsFiles: services.flatMap(([, service]) => textsOf(nodeAt(service, ["extends", "file"]))),
  };
}

function isComplete(service: Tree): boolean {
  return service.kind !== "mapping" || ["image", "build", "provider", "extends"].some((key) => service.entries.has(key));
}

function includedFiles(include: Tree | undefined): readonly string[] {
  const items = include?.kind === "sequence" ? include.items : [];
  return items.flatMap((item) => textsOf(item.kind === "mapping" ? item.entries.get("path") : item)).filter((file) => !isRemote(file));
}

function entriesOf(node: Tree | undefined): readonly (readonly [string, Tree])[] {
  return node?.kind === "mapping" ? [...(node satisfies Mapping).entries] : [];
}

function textsOf(node: Tree | undefined): readonly string[] {
  const nodes = node?.kind === "sequence" ? node.items : node ? [node] : [];
  return nodes.flatMap((item) => (item.kind === "scalar" && typeof item.value === "string" ? [item.value] : []));
}

/** The one file beside a fragment that has all the services which the fragment completes. */
function baseFor(fragment: Sketch, path: string, usual: FoundProject | undefined, sketches: ReadonlyMap<string, Sketch>): string | undefined {
  const has = (sketched: Sketch | undefined): boolean =>
    sketched !== undefined && fragment.incomplete.every((name) => sketched.services.includes(name) && !sketched.incomplete.includes(name));
  const [main] = usual?.request.files ?? [];
  if (main !== undefined && has(sketches.get(main))) return main;
  const candidates = [...sketches].filter(([other, sketched]) => other !== path && parentFolder(other) === parentFolder(path) && has(sketched)).map(([other]) => other);
  return candidates.length === 1 ? candidates[0] : undefined;
}
