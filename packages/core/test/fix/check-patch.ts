import { parseAllDocuments } from "yaml";
import type { Project } from "../../src/compose/load.js";
import { applyOperations, type Operation } from "../../src/compose/operation.js";
import type { Path } from "../../src/compose/path.js";
import { isPlainMapping, plainEqual, type Plain } from "../../src/compose/plain.js";
import { nodeAt, toPlain, type Mapping, type Tree } from "../../src/compose/tree.js";
import type { YamlNode } from "../../src/yaml/nodes.js";
import type { Texts } from "./patch.js";
import type { RandomProject } from "./random-file.js";

/** What is wrong with the texts that operations have made of a project's files; nothing should be. */
export function faultsOf(project: Project, { texts, comments }: Pick<RandomProject, "texts" | "comments">, changed: Texts, operations: readonly Operation[]): readonly string[] {
  return [
    ...lostComments(comments, { ...texts, ...changed }),
    ...Object.entries(changed).flatMap(([path, after]) => {
      const before = texts[path] ?? "";
      return [...lostHabits(before, after), ...movedSuppressions(before, after), ...otherLines(project, path, before, after, operations)];
    }),
  ];
}

/** Every comment stands in the files as often as before: once. */
export function lostComments(comments: readonly string[], texts: Texts): readonly string[] {
  const whole = Object.values(texts).join("\n");
  return comments.filter((comment) => whole.split(comment).length !== 2).map((comment) => `not once in the files: ${comment}`);
}

/** Line breaks, the mark at the beginning, the missing last line break and JSON stay what they are. */
export function lostHabits(before: string, after: string): readonly string[] {
  const traits: Readonly<Record<string, (text: string) => boolean>> = {
    "the BOM": (text) => text.startsWith("\uFEFF"),
    "the final line break": (text) => text.endsWith("\n"),
    JSON: isJson,
  };
  const lost = Object.entries(traits).flatMap(([name, has]) => (has(before) === has(after) ? [] : [`${name}: ${has(before) ? "lost" : "new"}`]));
  const kinds = (text: string): ReadonlySet<string> => new Set(text.match(/\r\n|\r|\n/g));
  return [...lost, ...[...kinds(after)].filter((kind) => !kinds(before).has(kind) && before.includes("\n")).map((kind) => `new line breaks: ${JSON.stringify(kind)}`)];
}

function isJson(text: string): boolean {
  if (!/^\s*\{/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** A comment that speaks of the next line still stands above that line, as long as there is such a line. */
function movedSuppressions(before: string, after: string): readonly string[] {
  const is = linesBelow(after);
  const left = after.split(/\r?\n/);
  return [...linesBelow(before)].flatMap(([comment, { line, isAbove }]) => {
    const isOnlyOne = left.includes(line) && left.indexOf(line) === left.lastIndexOf(line);
    return !isAbove || !isOnlyOne || is.get(comment)?.line === line ? [] : [`${comment} stood above ${line}, now above ${String(is.get(comment)?.line)}`];
  });
}

/** The next line with content below each comment that speaks of it, and whether they stand in one column. */
function linesBelow(text: string): ReadonlyMap<string, { readonly line: string; readonly isAbove: boolean }> {
  const lines = text.split(/\r?\n/);
  return new Map(
    lines.flatMap((line, index) => {
      const comment = line.trim();
      const next = lines.slice(index + 1).find((other) => other.trim() !== "" && !/^\s*#/.test(other));
      return !comment.startsWith("# compose-lint-disable-next-line") || next === undefined ? [] : [[comment, { line: next, isAbove: indentOf(line) === indentOf(next) }] as const];
    }),
  );
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** All lines but those of what the operations name stay as they are and where they are. */
function otherLines(project: Project, path: string, before: string, after: string, operations: readonly Operation[]): readonly string[] {
  const mayChange = new Set(operations.flatMap((operation) => linesOf(project, path, operation)));
  const lost = lostLines(before.split(/\r?\n/), after.split(/\r?\n/));
  // What is put in order takes the comments below it along.
  const mayMove = (text: string): boolean => text.trim() === "" || (text.trim().startsWith("#") && operations.some(({ kind }) => kind === "arrange"));
  return lost.filter(({ number, text }) => !mayChange.has(number) && !mayMove(text)).map(({ number, text }) => `line ${String(number)} has gone: ${text}`);
}

/** The numbers of the lines that an operation may touch in a file: the whole of what it names, and no more than a line of what holds that. */
function linesOf({ tree, roots }: Project, path: string, operation: Operation): readonly number[] {
  const { path: named } = operation;
  const lines: number[] = [];
  const file = [...roots.keys()].find((source) => source.path === path);
  if (!file || !tree) return lines;
  const add = (start: number, end: number): void => {
    const last = file.lines.positionAt(Math.max(start, end - 1)).line;
    for (let { line } = file.lines.positionAt(start); line <= last; line += 1) lines.push(line);
  };
  const addTree = ({ origin }: Tree): void => {
    if (origin.file === file) add(origin.keyRange?.start ?? origin.range.start, trimmedEnd(file.text, origin.range.end));
    for (const step of origin.via) if (step.file === file && (step.kind === "alias" || step.kind === "merge-key")) add(step.range.start, step.range.end);
  };
  const whole = nodeAt(tree, named);
  if (whole) addTree(whole);
  // A key that is hidden by another file's goes as well.
  for (const root of roots.get(file) ?? []) addWritten(root, named, add, file.text);
  for (let length = named.length - 1; length >= 0; length -= 1) {
    const above = nodeAt(tree, named.slice(0, length));
    if (!above) continue;
    // What is written on one line or as a text, and a list of names that becomes a mapping; of all else, the line of its key.
    const { node, keyRange, range } = above.origin;
    const isSmall = node.kind === "scalar" || (node.kind === "sequence" && above.kind === "mapping");
    if (isSmall || isBorrowed(above)) addTree(above);
    else if (above.origin.file === file) {
      if (keyRange) add(keyRange.start, node.range.start);
      addFlow(node, range, named[length], add);
    }
    const below = nodeAt(tree, named.slice(0, length + 1));
    const isWrittenThere = node.kind === above.kind && below?.origin.node !== node;
    if (below && isWrittenThere && !isBorrowed(below)) break;
  }
  return lines;
}

function isBorrowed({ origin }: Tree): boolean {
  return origin.via.some(({ kind }) => kind === "alias" || kind === "merge-key" || kind === "extends");
}

function addFlow(node: YamlNode, range: { readonly start: number; readonly end: number }, key: string | number | undefined, add: (start: number, end: number) => void): void {
  if (node.kind === "mapping" && node.entries.length === 1) add(range.start, range.start);
  if ((node.kind !== "mapping" && node.kind !== "sequence") || node.style !== "flow") return;
  const parts = node.kind === "mapping" ? node.entries.map((entry) => ({ start: entry.start, end: entry.value.range.end, name: entry.key.kind === "scalar" ? entry.key.text : "" })) : node.items.map((item, index) => ({ start: item.start, end: item.value.range.end, name: index }));
  // A comma comes or goes behind a neighbour.
  const at = parts.findIndex(({ name }) => name === key);
  for (const part of at === -1 ? parts : [parts[at - 1], parts[at + 1]]) if (part) add(part.end - 1, part.end + 1);
  add(range.start, range.start + 1);
  add(range.end - 1, range.end);
}

function addWritten(root: YamlNode, path: Path, add: (start: number, end: number) => void, text: string): void {
  let node: YamlNode | undefined = root;
  for (const [index, key] of path.entries()) {
    if (node?.kind === "sequence" && index === path.length - 1) {
      for (const { start, value } of node.items) if (value.kind === "scalar" && value.text.split("=", 1)[0] === key) add(start, value.range.end);
    }
    const entry: { readonly start: number; readonly value: YamlNode } | undefined = node?.kind === "mapping" ? node.entries.find((each) => each.key.kind === "scalar" && each.key.text === key) : undefined;
    if (entry && index === path.length - 2) add(entry.start, entry.value.range.start);
    if (entry && index === path.length - 1) add(entry.start, Math.max(entry.start + 1, trimmedEnd(text, entry.value.range.end)));
    node = entry?.value;
  }
}

function trimmedEnd(text: string, end: number): number {
  return text.slice(0, end).trimEnd().length;
}

/** The lines of `before` that are not in `after`, in their order. */
function lostLines(before: readonly string[], after: readonly string[]): readonly { readonly number: number; readonly text: string }[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < before.length - start && end < after.length - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  const [a, b] = [before.slice(start, before.length - end), after.slice(start, after.length - end)];
  const common: number[][] = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  const at = (i: number, j: number): number => common[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) for (let j = b.length - 1; j >= 0; j -= 1) (common[i] ?? [])[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const lost: { number: number; text: string }[] = [];
  for (let i = 0, j = 0; i < a.length; ) {
    if (a[i] === b[j] && j < b.length) {
      i += 1;
      j += 1;
    } else if (j < b.length && at(i, j + 1) >= at(i + 1, j)) j += 1;
    else {
      lost.push({ number: start + i + 1, text: a[i] ?? "" });
      i += 1;
    }
  }
  return lost;
}

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
export function otherReading({ tree, request }: Project, before: string, after: string, operations: readonly Operation[]): OtherReading {
  const was = readPlainly(before);
  if (typeof was === "string") return { extent: "nothing", faults: [] };
  const is = readPlainly(after);
  if (typeof is === "string") return { extent: "nothing", faults: [is] };
  const isWhole = tree !== undefined && was.length === 1 && operations.every((operation) => meansTheSame(was[0] ?? null, tree, operation));
  // What another file hides may change in this one.
  if (!isWhole && request.files.length > 1) return { extent: "nothing", faults: [] };
  const without = (documents: readonly Plain[]): readonly Plain[] =>
    documents.map((document) => operations.reduce<Plain>((rest, { path }) => toJson(applyOperations(rest, [{ kind: "remove", path: path.slice(0, path[0] === "services" ? 2 : 1) }])), document));
  const [expected, found] = isWhole ? [[toJson(applyOperations(was[0] ?? null, operations))], is] : [without(was), without(is)];
  return { extent: isWhole ? "whole" : "rest", faults: plainEqual(expected, found) ? [] : [`another reader takes it for ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`] };
}

/** The documents of a file, or what the other reader has against it. */
const readPlainly = remembered((text: string): readonly Plain[] | string => {
  const documents = parseAllDocuments(text.replace(/^\uFEFF/, ""), { merge: true, logLevel: "error" });
  if (!Array.isArray(documents)) return [];
  const [error] = documents.flatMap(({ errors }) => errors);
  return error ? error.message : documents.map((document) => toJson(document.toJS({ maxAliasCount: -1 }) as Plain));
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
  if (operation.kind === "respell" || operation.kind === "arrange" || operation.kind === "rename") return false;
  const present = nodeAt(tree, operation.path);
  if (operation.kind === "set" && present?.kind === "scalar" && present.variables.length > 0) return false;
  if (operation.kind === "copy" && !plainEqual(valueIn(plain, operation.from), plainAt(tree, operation.from))) return false;
  return operation.path.every((_, index) => {
    const above = operation.path.slice(0, index);
    const [seen, meant] = [valueIn(plain, above), nodeAt(tree, above)];
    if (seen === undefined) return meant === undefined;
    if (meant?.kind === "mapping") return isPlainMapping(seen) && !("extends" in seen) && sameKeys(seen, meant, above);
    return meant?.kind === "sequence" && Array.isArray(seen) && seen.length === meant.items.length;
  }) && (operation.kind !== "append" || sameList(valueIn(plain, operation.path), nodeAt(tree, operation.path)));
}

function sameKeys(seen: Plain, { entries }: Mapping, above: Path): boolean {
  return above.length < 2 || plainEqual(Object.keys(seen as object).sort(), [...entries.keys()].sort());
}

function sameList(seen: Plain | undefined, meant: Tree | undefined): boolean {
  if (seen === undefined) return meant === undefined;
  return meant?.kind === "sequence" && Array.isArray(seen) && seen.length === meant.items.length;
}

function plainAt(tree: Mapping, path: Path): Plain | undefined {
  const node = nodeAt(tree, path);
  return node && toPlain(node);
}

function valueIn(value: Plain | undefined, path: Path): Plain | undefined {
  return path.reduce<Plain | undefined>((held, key) => (isPlainMapping(held) ? held[key] : Array.isArray(held) ? (held as readonly Plain[])[Number(key)] : undefined), value);
}

function toJson(value: Plain): Plain {
  return JSON.parse(JSON.stringify(value)) as Plain;
}
