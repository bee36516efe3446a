import type { SourceFile } from "../text/source-file.js";
import type { YamlNode } from "../yaml/nodes.js";
import type { DocumentTree } from "./build-tree.js";
import { canonicalize } from "./canonical.js";
import { environmentFrom } from "./environment.js";
import { applyExtends, type ExtendableFile } from "./extends.js";
import { joinPath, parentFolder } from "./file-path.js";
import { applyIncludes, isRemote, type IncludeRequest } from "./include.js";
import { fillFromEnvironment, withBuildContext } from "./fill-in.js";
import { interpolateTree, type UnsetVariables } from "./interpolate-tree.js";
import type { Lookup } from "./interpolation.js";
import { mergeTrees, removePaths, withoutRepeats } from "./merge.js";
import { parseFile, type ParsedFile } from "./parse-file.js";
import type { Path } from "./path.js";
import { atKey, atValue, type Place } from "./place.js";
import type { Problem } from "./problem.js";
import type { ProjectFiles } from "./project-files.js";
import { resolvePaths } from "./resolve-paths.js";
import { checkSchema } from "./schema/check-schema.js";
import { externalNameProblems, unreadProblems } from "./unread.js";
import { nodeAt, toPlain, withStep, type Mapping, type Tree } from "./tree.js";

/** What the files of one project have in common while they are read; a part that is included has its own. */
export interface Scope {
  /** What relative paths are relative to. */
  readonly projectDirectory: string;
  readonly environment: Lookup;
  /** The files that lead here through `include`. */
  readonly includedBy: readonly string[];
}

/** What holds for all files of a project. */
export interface LoadSettings {
  /** Whether `include` and `extends` may lead to other files. */
  readonly follow: boolean;
  readonly unsetVariables: UnsetVariables;
  /** What `~` stands for; where it is absent, paths keep it. */
  readonly homeFolder?: string;
}

/**
 * So often files are brought in by others, and so much text in all. Nobody includes more, but a few files that include each other twice
 * come to more than any machine can hold.
 */
const MAX_BROUGHT_IN = { times: 1000, characters: 8 * 1024 * 1024 };

/**
 * Reads Compose files and what they name into one tree, in the order of compose-go's loader: decode, interpolate, include, extends,
 * merge, schema, canonical form. A file is read and its faults are told once, however many others name it.
 */
export class FileLoader {
  readonly sources: SourceFile[] = [];
  readonly roots = new Map<SourceFile, readonly YamlNode[]>();
  readonly comments: Place[] = [];
  readonly problems: Problem[] = [];
  private readonly told = new Set<string>();
  private readonly loaded = new Map<string, ParsedFile | undefined>();
  /** A file that many services extend is prepared once for each environment. */
  private readonly extendable = new Map<Scope, Map<string, ExtendableFile>>();
  private readonly broughtIn = { times: 0, characters: 0 };

  constructor(
    private readonly files: ProjectFiles,
    private readonly settings: LoadSettings,
  ) {}

  /** Lays the files over each other. Nothing if none of them has any content that could be understood. */
  loadTree(paths: readonly string[], scope: Scope): Mapping | undefined {
    let merged: Mapping | undefined;
    for (const [index, path] of paths.entries()) {
      const loaded = this.read(path);
      if (!loaded) continue;
      for (const document of loaded.documents) {
        const own = this.loadDocument(document, path, scope);
        if (!own) continue;
        const tree = index === 0 ? own : withStep(own, { kind: "override", name: path, file: loaded.file, range: { start: 0, end: 0 } });
        merged = this.lay(merged, tree, document.cleared);
      }
    }
    if (!merged) return undefined;
    const resolved = resolvePaths(withBuildContext(merged), scope.projectDirectory, this.settings.homeFolder);
    return resolved.kind === "mapping" ? fillFromEnvironment(resolved, scope.environment) : undefined;
  }

  private loadDocument({ tree, cleared }: DocumentTree, path: string, scope: Scope): Mapping | undefined {
    const interpolated = this.interpolate(tree, scope);
    if (interpolated.kind !== "mapping") return undefined;
    const report = (problem: Problem): void => { this.report(problem); };
    const withIncludes = applyIncludes(interpolated, cleared, scope.projectDirectory, (request) => this.openIncluded(request, path, scope), report);
    return applyExtends(withIncludes, { path, folder: scope.projectDirectory, cleared }, (name, from, at) => this.openExtended(name, from.folder, at, scope), report);
  }

  private interpolate(tree: Tree, scope: Scope): Tree {
    const { tree: interpolated, problems } = interpolateTree(tree, scope.environment, this.settings.unsetVariables);
    problems.forEach((problem) => { this.report(problem); });
    return interpolated;
  }

  private lay(base: Mapping | undefined, tree: Tree, cleared: readonly Path[]): Mapping | undefined {
    const { tree: merged, problems } = base ? mergeTrees(removePaths(base, cleared), tree) : { tree: withoutRepeats(tree), problems: [] };
    problems.forEach((problem) => { this.report(problem); });
    this.checkSchema(merged);
    // In canonical form, items that were spelled differently may turn out to be the same.
    const canonical = withoutRepeats(canonicalize(merged));
    if (canonical.kind !== "mapping") return base;
    for (const problem of [...externalNameProblems(merged), ...unreadProblems(canonical)]) this.report(problem);
    return canonical;
  }

  private openIncluded(request: IncludeRequest, path: string, scope: Scope): Mapping | undefined {
    const place = atValue(request.node.origin);
    const [main = ""] = request.files;
    const remote = request.files.find(isRemote);
    if (remote !== undefined) {
      this.report({ kind: "remote", ...place, message: `\`${remote}\` is somewhere else and is not followed: what it brings is not known here.` });
      return undefined;
    }
    if (!this.settings.follow) return undefined;
    const trail = [...scope.includedBy, path];
    if (trail.includes(main)) {
      this.report({ kind: "cycle", ...place, message: `\`${main}\` includes itself: ${[...trail.slice(trail.indexOf(main)), main].join(" → ")}.` });
      return undefined;
    }
    const missing = request.files.find((file) => this.read(file) === undefined);
    if (missing !== undefined) {
      this.report(this.unreadProblem(missing, place) ?? { kind: "reference", ...place, message: `There is no file \`${missing}\` to include.` });
      return undefined;
    }
    if (!this.takeIn(request.files, place)) return undefined;
    const envFiles = request.envFiles ?? [joinPath(request.projectDirectory, ".env")];
    const missingEnvFile = request.envFiles?.find((file) => file !== "/dev/null" && this.files.read(file) === undefined);
    // Like the variables in it, the file may be made where the project runs.
    if (missingEnvFile !== undefined && this.settings.unsetVariables === "empty") this.report({ kind: "reference", ...place, message: `There is no file \`${missingEnvFile}\` to take variables from.` });
    return this.loadTree(request.files, {
      projectDirectory: request.projectDirectory,
      environment: environmentFrom(this.files, envFiles, scope.environment),
      includedBy: trail,
    });
  }

  /** An extended file is read alone: without its includes, without a check against the schema, its paths relative to itself. */
  private openExtended(name: string, folder: string, at: Tree, scope: Scope): ExtendableFile | undefined {
    const place = atKey(at.origin);
    if (isRemote(name)) {
      this.report({ kind: "remote", ...place, message: `\`${name}\` is somewhere else and is not followed: what it brings is not known here.` });
      return undefined;
    }
    if (!this.settings.follow) return undefined;
    const path = joinPath(folder, name);
    const loaded = this.read(path);
    if (!loaded) {
      this.report(this.unreadProblem(path, place) ?? { kind: "reference", ...place, message: `There is no file \`${path}\` to extend from.` });
      return undefined;
    }
    const known = this.extendable.get(scope)?.get(path);
    if (known) return known;
    if (!this.takeIn([path], place)) return undefined;
    let merged: Tree | undefined;
    for (const { tree, cleared } of loaded.documents) {
      const interpolated = this.interpolate(tree, scope);
      merged = withoutRepeats(canonicalize(merged ? mergeTrees(removePaths(merged, cleared), interpolated).tree : withoutRepeats(interpolated)));
    }
    const services = merged ? nodeAt(resolvePaths(merged, parentFolder(path), this.settings.homeFolder), ["services"]) : undefined;
    // Its own `extends.file` are resolved by now.
    const file: ExtendableFile = { path, folder: ".", services: services?.kind === "mapping" ? services.entries : new Map<string, Tree>(), cleared: loaded.documents.flatMap((document) => document.cleared) };
    this.extendable.set(scope, (this.extendable.get(scope) ?? new Map<string, ExtendableFile>()).set(path, file));
    return file;
  }

  /** Whether there is room for what some files bring in; if not, that is told. */
  private takeIn(paths: readonly string[], place: Place): boolean {
    const { broughtIn } = this;
    broughtIn.times += 1;
    broughtIn.characters += paths.reduce((sum, path) => sum + (this.read(path)?.file.text.length ?? 0), 0);
    if (broughtIn.times <= MAX_BROUGHT_IN.times && broughtIn.characters <= MAX_BROUGHT_IN.characters) return true;
    const [main = ""] = paths;
    this.report({ kind: "remote", ...place, message: `\`${main}\` is not followed, because \`include\` and \`extends\` bring in too much (${broughtIn.times > MAX_BROUGHT_IN.times ? `more than ${String(MAX_BROUGHT_IN.times)} files` : `more than ${String(MAX_BROUGHT_IN.characters >> 20)} MiB`}): what it brings is not known here.` });
    return false;
  }

  /** What is to be said of a file that the host keeps to itself. */
  private unreadProblem(path: string, place: Place): Problem | undefined {
    const why = this.files.withheld?.(path);
    return why === undefined ? undefined : { kind: "remote", ...place, message: `\`${path}\` is not read (${why}): what it brings is not known here.` };
  }

  /** A file's documents as they are written; nothing if there is no such file. */
  read(path: string): ParsedFile | undefined {
    if (this.loaded.has(path)) return this.loaded.get(path);
    const content = this.files.read(path);
    const parsed = content === undefined ? undefined : parseFile(path, content);
    this.loaded.set(path, parsed);
    if (parsed) {
      this.sources.push(parsed.file);
      this.roots.set(parsed.file, parsed.documents.map(({ tree }) => tree.origin.node));
      this.comments.push(...parsed.comments);
      parsed.problems.forEach((problem) => { this.report(problem); });
    }
    return parsed;
  }

  /** Compose takes an empty file beside others, but not a project without any content. */
  checkContent(paths: readonly string[], tree: Mapping | undefined): void {
    const isEmpty = !tree || [...tree.entries.keys()].every((key) => key === "version");
    const [file] = paths.map((path) => this.read(path)?.file).filter((source) => source !== undefined);
    if (!isEmpty || !file || this.problems.some(({ kind }) => kind === "syntax" || kind === "schema")) return;
    this.report({ kind: "syntax", file, range: { start: 0, end: 0 }, message: "The file is empty. A Compose file has at least a `services:` section." });
  }

  /** The schema's verdict on what is merged so far, without what depends on a variable that nobody set. */
  private checkSchema(tree: Tree): void {
    for (const { path, at, message, rename } of checkSchema(toPlain(tree))) {
      const node = nearest(tree, path);
      // A key that does not belong here is one whatever its value.
      if (at === "value" && node.kind === "scalar" && !node.known) continue;
      const { origin } = node;
      const place = at === "key" || origin.range.start === origin.range.end ? atKey(origin) : atValue(origin);
      this.report({ kind: "schema", ...place, message, path, ...(rename === undefined ? {} : { rename }) });
    }
  }

  private report(problem: Problem): void {
    const key = JSON.stringify([problem.kind, problem.file.path, problem.range.start, problem.message]);
    if (this.told.has(key)) return;
    this.told.add(key);
    this.problems.push(problem);
  }
}

/** The node at a path, or the closest one above it. */
function nearest(tree: Tree, path: Path): Tree {
  for (let length = path.length; length > 0; length -= 1) {
    const node = nodeAt(tree, path.slice(0, length));
    if (node) return node;
  }
  return tree;
}
