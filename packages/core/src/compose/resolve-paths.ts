import { cleanPath, isAbsolutePath, joinPath } from "./file-path.js";
import { patternTable, type PatternTable } from "./path-pattern.js";
import { withEntries, withItems, withReading, type Mapping, type Tree } from "./tree.js";

/** What relative paths are relative to. */
interface Base {
  readonly folder: string;
  /** What `~` stands for, if that is known. */
  readonly homeFolder?: string;
}

/** Says what a path of the model is from `base`. */
type Resolve = (node: Tree, base: Base) => Tree;

const path: Resolve = (node, base) => mapText(node, (text) => (text === "" ? text : resolveHostPath(text, base)));

/** A build context may be a URL, a git repository, or another service. */
const context: Resolve = (node, base) => mapText(node, (text) => (text === "" || isRemoteContext(text) ? text : resolveHostPath(text, base)));

const hostPath: Resolve = (node, base) => mapText(node, (text) => resolveHostPath(text, base));

const volume: Resolve = (node, base) => {
  if (node.kind !== "mapping" || stringAt(node, "type") !== "bind") return node;
  return mapEntry(node, "source", (source) => hostPath(source, base));
};

/** A local volume that is a bind mount in disguise: `driver_opts: {o: bind, device: ./data}`. */
const namedVolume: Resolve = (node, base) => {
  if (node.kind !== "mapping") return node;
  const driver = stringAt(node, "driver");
  const options = node.entries.get("driver_opts");
  if (driver !== "local" || options?.kind !== "mapping" || stringAt(options, "o") !== "bind") return node;
  return mapEntry(node, "driver_opts", (held) => (held.kind === "mapping" ? mapEntry(held, "device", (device) => hostPath(device, base)) : held));
};

const PATHS = patternTable<Resolve>([
  ["services.*.build.context", context],
  ["services.*.build.additional_contexts.*", context],
  ["services.*.build.ssh.*", hostPath],
  ["services.*.env_file.*.path", path],
  ["services.*.label_file.*", path],
  ["services.*.extends.file", path],
  ["services.*.develop.watch.*.path", path],
  ["services.*.volumes.*", volume],
  ["configs.*.file", hostPath],
  ["secrets.*.file", hostPath],
  ["volumes.*", namedVolume],
]);

/** Makes the relative paths of a canonical tree relative to where `folder` is. */
export function resolvePaths(tree: Tree, folder: string, homeFolder?: string): Tree {
  const from = { folder, ...(homeFolder === undefined ? {} : { homeFolder }) };
  const visit = (node: Tree, paths: PatternTable<Resolve> | undefined): Tree => {
    if (!paths) return node;
    const resolved = paths.value?.(node, from) ?? node;
    if (resolved.kind === "mapping") {
      let entries: Map<string, Tree> | undefined;
      for (const [key, value] of resolved.entries) {
        const changed = visit(value, paths.below(key));
        if (changed !== value) (entries ??= new Map(resolved.entries)).set(key, changed);
      }
      return entries ? withEntries(resolved, entries) : resolved;
    }
    if (resolved.kind === "sequence") {
      const items = resolved.items.map((item, index) => visit(item, paths.below(index)));
      return items.every((item, index) => item === resolved.items[index]) ? resolved : withItems(resolved, items);
    }
    return resolved;
  };
  return visit(tree, PATHS);
}

/** An absolute path stays as it is written, of Unix or of Windows; `~` is the business of the machine that runs the project. */
function resolveHostPath(text: string, { folder, homeFolder }: Base): string {
  if (text.startsWith("~")) return homeFolder === undefined ? text : cleanPath(`${homeFolder}/${text.slice(1)}`);
  return isAbsolutePath(text) ? text : joinPath(folder, text);
}

/** compose-go `paths/context.go`. */
export function isRemoteContext(text: string): boolean {
  return /^(?:https?:\/\/|git:\/\/|ssh:\/\/|git@|github\.com\/|service:|docker-image:\/\/|oci-layout:\/\/|target:)/.test(text) || text.includes("://");
}

function mapText(node: Tree, map: (text: string) => string): Tree {
  if (node.kind !== "scalar" || typeof node.value !== "string" || !node.known) return node;
  const value = map(node.value);
  return value === node.value ? node : withReading(node, { value });
}

function mapEntry(mapping: Mapping, key: string, map: (node: Tree) => Tree): Mapping {
  const value = mapping.entries.get(key);
  if (!value) return mapping;
  const changed = map(value);
  return changed === value ? mapping : withEntries(mapping, new Map(mapping.entries).set(key, changed));
}

function stringAt(mapping: Mapping, key: string): string | undefined {
  const value = mapping.entries.get(key);
  return value?.kind === "scalar" && typeof value.value === "string" ? value.value : undefined;
}
