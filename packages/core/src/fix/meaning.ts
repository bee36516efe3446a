import { canonicalize } from "../compose/canonical.js";
import { joinPath, parentFolder } from "../compose/file-path.js";
import type { ProjectRequest } from "../compose/load.js";
import type { Operation } from "../compose/operation.js";
import { patternTable, type PatternTable } from "../compose/path-pattern.js";
import type { Path } from "../compose/path.js";
import { emptyMapping, isPlainMapping, mapToPlain, plainMapping, type Plain } from "../compose/plain.js";
import { resolvePaths } from "../compose/resolve-paths.js";
import { makeLiteral, makeMapping, makeSequence, nodeAt, toPlain, type Mapping, type Origin, type Scalar, type Tree } from "../compose/tree.js";

/** What Docker acts on. Top-level `x-…` blocks are only templates: where they are used, they are compared. */
export function effective({ entries }: Mapping): Plain {
  return plainMapping([...entries].filter(([key]) => !key.startsWith("x-")).map(([key, node]) => [key, plainOf(node)] as const));
}

/** Like `toPlain`; but of `KEY=$VALUE` in a list, what is not known is the value alone. */
function plainOf(tree: Tree): Plain {
  if (tree.kind === "sequence") return tree.items.map(plainOf);
  if (tree.kind === "scalar") return toPlain(tree);
  const isListed = tree.listed === true;
  return mapToPlain(tree.entries, (held) => (isListed && held.kind === "scalar" && !held.known ? unknownValue(held) : plainOf(held)));
}

function unknownValue(scalar: Scalar): Plain {
  const { node } = scalar.origin;
  return node.kind === "scalar" && node.text.includes("=") ? `\${unknown}${node.text.slice(node.text.indexOf("=") + 1)}` : toPlain(scalar);
}

/** The same, with what a short syntax spells out and a long one leaves to Compose. Source: compose-go `transform/defaults.go`. */
export function withDefaults(model: Plain, request: ProjectRequest): Plain {
  return complete(model, DEFAULTS, folderOf(request));
}

type Complete = (value: Plain, folder: string) => Plain;

const DEFAULTS = patternTable<Complete>([
  ["services.*.build", (build, folder) => (isPlainMapping(build) ? { context: joinPath(folder, "."), ...build } : build)],
  ["services.*.ports.*", (port) => (isPlainMapping(port) ? { mode: "ingress", protocol: "tcp", ...port } : port)],
  ["services.*.depends_on.*", (dependency) => (isPlainMapping(dependency) ? { condition: "service_started", required: true, ...dependency } : dependency)],
  ["services.*.volumes.*", (mount) => (isPlainMapping(mount) ? { bind: {}, volume: {}, ...mount } : mount)],
  ...["services.*.networks.*", "networks.*", "volumes.*"].map((each) => [each, ((value) => value ?? {}) satisfies Complete] as const),
]);

function complete(value: Plain, defaults: PatternTable<Complete> | undefined, folder: string): Plain {
  if (!defaults) return value;
  const completed = defaults.value?.(value, folder) ?? value;
  if (isList(completed)) return completed.map((item, index) => complete(item, defaults.below(index), folder));
  if (!isPlainMapping(completed)) return completed;
  let filled: Record<string, Plain> | undefined;
  for (const [key, held] of Object.entries(completed)) {
    const whole = complete(held, defaults.below(key), folder);
    if (whole !== held) (filled ??= Object.assign(emptyMapping<Plain>(), completed))[key] = whole;
  }
  return filled ?? completed;
}

/** What relative paths are relative to. */
function folderOf({ files: [main = ""], projectDirectory = parentFolder(main) }: ProjectRequest): string {
  return projectDirectory;
}

/** Operations with their values in the spelling of the effective configuration, whichever Compose allows they are in. */
export function inOneSpelling(operations: readonly Operation[], { origin }: Mapping, request: ProjectRequest): readonly Operation[] {
  const folder = folderOf(request);
  const known = new Map<string, Plain>();
  const respelled = (path: Path, value: Plain): Plain => {
    // Most are the same for another service, and what it is called makes no difference.
    const key = JSON.stringify([path.toSpliced(1, 1), value]);
    const spelled = known.get(key) ?? respell(path, value, origin, folder);
    known.set(key, spelled);
    return spelled;
  };
  return operations.map((operation) => {
    switch (operation.kind) {
      case "set":
        return { ...operation, value: respelled(operation.path, operation.value) };
      case "append":
        return { ...operation, item: respelled([...operation.path, 0], operation.item) };
      case "insert":
        return { ...operation, item: respelled(operation.path, operation.item) };
      default:
        return operation;
    }
  });
}

function respell(path: Path, value: Plain, origin: Origin, folder: string): Plain {
  const whole = path.reduceRight<Plain>((inner, step) => (typeof step === "number" ? [inner] : plainMapping([[step, inner]])), value);
  const read = resolvePaths(canonicalize(treeOf(whole, origin)), folder);
  const found = nodeAt(read, path.map((step) => (typeof step === "number" ? 0 : step)));
  return found ? toPlain(found) : value;
}

function treeOf(value: Plain, origin: Origin): Tree {
  if (isList(value)) return makeSequence(value.map((item) => treeOf(item, origin)), origin);
  if (isPlainMapping(value)) return makeMapping(new Map(Object.entries(value).map(([key, held]) => [key, treeOf(held, origin)] as const)), origin);
  const type = value === null ? "null" : typeof value === "boolean" ? "boolean" : typeof value === "string" ? "string" : Number.isInteger(value) ? "integer" : "float";
  return makeLiteral({ type, value }, origin);
}

function isList(value: Plain): value is readonly Plain[] {
  return Array.isArray(value);
}
