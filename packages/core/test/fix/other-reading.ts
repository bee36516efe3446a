import { parseAllDocuments } from "yaml";
import type { Project } from "../../src/compose/load.js";
import { applyOperations, type Operation } from "../../src/compose/operation.js";
import type { Path } from "../../src/compose/path.js";
import { isPlainList, isPlainMapping, plainEqual, type Plain } from "../../src/compose/plain.js";
import { nodeAt, toPlain, type Mapping, type Tree } from "../../src/compose/tree.js";

/** What another reader of YAML, which knows nothing of Compose, makes of the same. */
export interface OtherReading {
  /**
   * How much of the file it could compare: all of it where the operations mean to it what they mean to Compose, else all but the
   * service, or the section, that they are about; nothing where it is stricter than Compose about indentation.
   */
  readonly extent: "whole" | "rest" | "nothing";
  readonly faults: readonly string[];
}

/** Whether another reader agrees that operations, and nothing else, have happened to a file. */
export function otherReading({ tree, files }: Project, lenders: ReadonlySet<string>, before: string, after: string, operations: readonly Operation[]): OtherReading {
  const was = readPlainly(before);
  if (typeof was === "string") return { extent: "nothing", faults: [] };
  const is = readPlainly(after);
  if (typeof is === "string") return { extent: "nothing", faults: [`another reader cannot read it: ${is}`] };
  const [only = null, ...others] = was;
  if (operations.every(changesNothing)) return { extent: "whole", faults: differences(was.map(asTexts), is.map(asTexts)) };
  const isWhole = tree !== undefined && files.length === 1 && others.length === 0 && operations.every((operation) => meansTheSame(only, tree, operation));
  const [expected = [], found = []] = isWhole ? [[toJson(applyOperations(only, operations))], is] : [was, is].map((documents) => without(documents, lenders, operations));
  return { extent: isWhole ? "whole" : "rest", faults: differences(expected, found) };
}

function differences(expected: readonly Plain[], found: readonly Plain[]): readonly string[] {
  return plainEqual(expected, found) ? [] : [`another reader takes it for ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`];
}

/** Whether an operation is only about how something is written. */
function changesNothing(operation: Operation): boolean {
  return (operation.kind === "respell" && operation.value === undefined) || (operation.kind === "arrange" && operation.file !== undefined);
}

/** The same, with every value as text, and lists of `KEY=value` or of names as mappings. */
function asTexts(value: Plain): Plain {
  if (isPlainMapping(value)) return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, asTexts(held)] as const));
  if (!isPlainList(value)) return value === null ? null : String(value);
  if (!value.every((item) => typeof item === "string")) return value.map(asTexts);
  return Object.fromEntries(value.map((item) => (item.includes("=") ? [item.slice(0, item.indexOf("=")), item.slice(item.indexOf("=") + 1)] : [item, null])));
}

/** Documents without the services and sections that operations are about; what a service lends, others have in some document. */
function without(documents: readonly Plain[], lenders: ReadonlySet<string>, operations: readonly Operation[]): readonly Plain[] {
  const removals = operations.map(({ path }) => ({ kind: "remove", path: path.slice(0, path[0] === "services" && !lenders.has(String(path[1])) ? 2 : 1) }) as const);
  return documents.map((document) => toJson(applyOperations(document, removals)));
}

/** What another reader has against a text, if it has anything. */
export function otherComplaint(text: string): string | undefined {
  const read = readPlainly(text);
  return typeof read === "string" ? read : undefined;
}

/** The documents of a file, or what the other reader has against it. */
const readPlainly = remembered((text: string): readonly Plain[] | string => {
  const documents = parseAllDocuments(text.replace(/^\uFEFF/, ""), { merge: true, logLevel: "error", prettyErrors: false });
  if (!Array.isArray(documents)) return [];
  const [error] = documents.flatMap(({ errors }) => errors);
  if (error) return error.message;
  try {
    return documents.map((document) => toJson(document.toJS({ maxAliasCount: -1 }) as Plain));
  } catch (fault) {
    return String(fault);
  }
});

/** The last few texts are asked for again and again. */
function remembered<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const value = known.has(text) ? (known.get(text) as T) : read(text);
    if (known.size > 20) known.clear();
    known.set(text, value);
    return value;
  };
}

/** Whether the other reader sees the same things on the way to what an operation names. */
function meansTheSame(plain: Plain, tree: Mapping, operation: Operation): boolean {
  const { kind, path } = operation;
  const present = nodeAt(tree, path);
  if (kind === "respell") return false;
  if (kind === "set" && present?.kind === "scalar" && present.variables.length > 0) return false;
  if (kind === "copy" && !plainEqual(valueIn(plain, operation.from), plainAt(tree, operation.from))) return false;
  const isSeen = path.every((_, index) => {
    const above = path.slice(0, index);
    const [seen, meant] = [valueIn(plain, above), nodeAt(tree, above)];
    if (seen === undefined) return meant === undefined;
    if (meant?.kind === "mapping") return isPlainMapping(seen) && !("extends" in seen) && sameKeys(seen, meant, above);
    return sameList(seen, meant);
  });
  return isSeen && (kind !== "append" || sameList(valueIn(plain, path), present)) && (kind !== "arrange" || isPlainMapping(valueIn(plain, path)) || sameList(valueIn(plain, path), present));
}

function sameKeys(seen: Plain, { entries }: Mapping, above: Path): boolean {
  return above.length < 2 || plainEqual(Object.keys(seen as object).sort(), [...entries.keys()].sort());
}

function sameList(seen: Plain | undefined, meant: Tree | undefined): boolean {
  if (seen === undefined) return meant === undefined;
  return meant?.kind === "sequence" && isPlainList(seen) && seen.length === meant.items.length;
}

function plainAt(tree: Mapping, path: Path): Plain | undefined {
  const node = nodeAt(tree, path);
  return node && toPlain(node);
}

function valueIn(value: Plain | undefined, path: Path): Plain | undefined {
  return path.reduce<Plain | undefined>((held, key) => (isPlainMapping(held) ? held[key] : isPlainList(held) ? held[Number(key)] : undefined), value);
}

function toJson(value: Plain): Plain {
  return JSON.parse(JSON.stringify(value)) as Plain;
}
