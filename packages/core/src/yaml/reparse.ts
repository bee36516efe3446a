import type { Range } from "../text/range.js";
import type { YamlEntry, YamlItem, YamlMapping, YamlNode, YamlStream } from "./nodes.js";
import { UNFINISHED_KEYS } from "./explain-error.js";
import { readYaml } from "./parse.js";

/** A text, and what was made of it. */
export interface ReadText {
  readonly text: string;
  readonly stream: YamlStream;
  /** Whether it was read as YAML has it: else what stands around an entry may matter to it. */
  readonly isStrict: boolean;
}

/** Where two texts differ: all before and all behind is the same. */
interface Difference {
  readonly start: number;
  /** The end in the text before. */
  readonly end: number;
  /** How much longer the text has become. */
  readonly growth: number;
}

/** Whole entries of one mapping in block style, from the line of the first one to that of whatever comes next, or the end of the text. */
interface Slice extends Range {
  /** The mappings that lead to it, from the root; each is in the entry of the one before that has the difference. */
  readonly mappings: readonly YamlMapping[];
  /** The columns of their keys. */
  readonly columns: readonly number[];
  readonly first: number;
  /** The entry behind the last one. */
  readonly next: number;
}

/** Larger parts are read as fast with all the rest. */
const LARGEST_SHARE = 0.5;

/**
 * What `parseYaml` makes of a text that differs from one before in a few lines, without reading the rest of it again: only the entries that these
 * lines are in. Nothing where that cannot be done, as when a quote was left open or the difference is too large.
 */
export function reparseYaml(before: ReadText, text: string): YamlStream | undefined {
  if (before.stream.problems.length > 0 || !before.isStrict) return undefined;
  const difference = differenceOf(before.text, text);
  if (!difference) return before.stream;
  // The last document alone: where one ends before another begins is not for its entries to tell.
  const document = before.stream.documents.at(-1);
  if (!document) return undefined;
  for (const slice of slicesAround(document.root, before.text, difference)) {
    const read = readAgain(slice, before, text, difference);
    if (read) return read;
  }
  return undefined;
}

function differenceOf(before: string, after: string): Difference | undefined {
  if (before === after) return undefined;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  // A new line in front of another one seems to begin behind the indentation that both have.
  while (start > 0 && before[start - 1] === " ") start -= 1;
  let same = 0;
  while (same < shorter - start && before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)) same += 1;
  return { start, end: before.length - same, growth: after.length - before.length };
}

/** The entries around a difference, from the innermost mapping outwards. */
function slicesAround(root: YamlNode, text: string, difference: Difference): readonly Slice[] {
  const slices: Slice[] = [];
  const mappings: YamlMapping[] = [];
  const columns: number[] = [];
  let node = root;
  let end = text.length;
  while (node.kind === "mapping" && node.style === "block") {
    const lines = lineStartsOf(node, text);
    if (!lines || node.entries.some(({ colon }) => colon === undefined)) break;
    // What stands right behind an entry may become a part of it, and the other way round.
    const first = lines.starts.findLastIndex((start) => start < difference.start);
    const last = lines.starts.findLastIndex((start) => start <= difference.end);
    if (first === -1) break;
    const next = last + 1;
    mappings.push(node);
    columns.push(lines.column);
    const slice = { mappings: [...mappings], columns: [...columns], first, next, start: lines.starts[first] ?? 0, end: lines.starts[next] ?? end };
    // Where the document begins, its first entry does not tell.
    if (first > 0 || node !== root) slices.unshift(slice);
    const entry = node.entries[first];
    if (first !== last || !entry) break;
    ({ end } = slice);
    node = entry.value;
  }
  return slices;
}

/** Where the lines of a mapping's entries begin, if each has a line of its own and all begin in one column. */
function lineStartsOf({ entries }: YamlMapping, text: string): { readonly starts: readonly number[]; readonly column: number } | undefined {
  const starts: number[] = [];
  let column: number | undefined;
  for (const { start } of entries) {
    let line = start;
    while (line > 0 && text[line - 1] === " ") line -= 1;
    const isFirst = line === 0 || text[line - 1] === "\n";
    column ??= start - line;
    if (!isFirst || start - line !== column) return undefined;
    starts.push(line);
  }
  return column === undefined ? undefined : { starts, column };
}

/** Marks of documents, directives, and what only the beginning of a file may have. */
const NOT_WITHIN = /^(?:---|\.\.\.|%)|\uFEFF|\r(?!\n)|\u0085/m;

const UNFINISHED: ReadonlySet<string> = new Set(Object.values(UNFINISHED_KEYS));

/** So many faults are told one by one wherever they are. */
const FEW_FAULTS = 10;

/** Keys that nobody has. */
const [ABOVE, BEHIND] = ["compose-lint-above", "compose-lint-behind"];

function readAgain(slice: Slice, before: ReadText, text: string, { growth }: Difference): YamlStream | undefined {
  const { mappings, columns, first, next } = slice;
  const mapping = mappings.at(-1);
  const old = before.stream.documents.at(-1);
  const part = text.slice(slice.start, slice.end + growth);
  if (!mapping || !old || part.length > LARGEST_SHARE * text.length || NOT_WITHIN.test(part)) return undefined;

  // It is read between keys that stand where its neighbours do: where something ends depends on what comes next.
  const above = columns.slice(0, -1).map((column) => `${" ".repeat(column)}${ABOVE}:\n`).join("");
  const reachesEnd = slice.end === before.text.length;
  const behind = /^ */.exec(before.text.slice(slice.end))?.[0] ?? "";
  const wrapped = `${above}${part}${reachesEnd ? "" : `${behind}${BEHIND}:`}`;
  const { stream, isStrict } = readYaml(wrapped);
  const [document, ...others] = stream.documents;
  const shift = slice.start - above.length;
  const isWithin = ({ start }: Range): boolean => start >= above.length && start < above.length + part.length;
  // A key that somebody is about to type is a fault that keeps to itself; of all others, nobody is sure. Where there are many, it is told that there are more.
  const isOwn = stream.problems.every(({ range, message }) => UNFINISHED.has(message) && isWithin(range)) && stream.problems.length <= FEW_FAULTS;
  if (!isOwn || !isStrict || !document || others.length > 0) return undefined;
  const read = mappingsIn(document.root, columns, wrapped, reachesEnd ? undefined : behind.length);
  const own = read?.at(-1);
  if (!read || !own || own.anchor !== undefined || own.tag !== undefined) return undefined;

  const isLast = next === mapping.entries.length;
  const again = isLast ? own.entries : own.entries.slice(0, -1);
  const entries = [...mapping.entries.slice(0, first), ...again.map((entry) => movedEntry(entry, shift)), ...mapping.entries.slice(next).map((entry) => movedEntry(entry, growth))];
  if (again.length === 0 || !areUnique(entries) || isLast === (keyOf(own.entries.at(-1)) === BEHIND)) return undefined;

  let replaced: YamlMapping = { ...mapping, range: { start: first === 0 ? shift + own.range.start : mapping.range.start, end: isLast ? shift + own.range.end : mapping.range.end + growth }, entries };
  let isAtEnd = isLast;
  for (let depth = mappings.length - 2; depth >= 0; depth -= 1) {
    const around = mappings[depth];
    const index = around?.entries.findIndex(({ value }) => value === mappings[depth + 1]) ?? -1;
    const ends = read[depth]?.range.end;
    if (!around || index === -1 || ends === undefined) return undefined;
    isAtEnd &&= index === around.entries.length - 1;
    replaced = withValue(around, index, replaced, growth, isAtEnd ? shift + ends : around.range.end + growth);
  }
  const range = { start: old.range.start, end: reachesEnd ? shift + document.range.end : old.range.end + growth };
  return {
    documents: [...before.stream.documents.slice(0, -1), { root: replaced, range }],
    problems: stream.problems.map((problem) => ({ ...problem, range: moved(problem.range, shift) })),
    comments: [
      ...before.stream.comments.filter(({ start }) => start < slice.start),
      ...stream.comments.filter(isWithin).map((comment) => moved(comment, shift)),
      ...before.stream.comments.filter(({ start }) => start >= slice.end).map((comment) => moved(comment, growth)),
    ],
  };
}

/** The mappings in each other's first entries, if their keys begin in these columns, and none but the last has anything else: save what comes behind, in its column. */
function mappingsIn(root: YamlNode, columns: readonly number[], text: string, behind: number | undefined): readonly YamlMapping[] | undefined {
  const found: YamlMapping[] = [];
  let node: YamlNode | undefined = root;
  for (const [depth, column] of columns.entries()) {
    if (node?.kind !== "mapping" || node.style !== "block" || lineStartsOf(node, text)?.column !== column) return undefined;
    const hasBehind = keyOf(node.entries.at(-1)) === BEHIND;
    if (hasBehind !== (column === behind) || (depth < columns.length - 1 && node.entries.length !== (hasBehind ? 2 : 1))) return undefined;
    found.push(node);
    node = node.entries[0]?.value;
  }
  return found;
}

/** A mapping with another value in one entry, and all that stands behind it moved. */
function withValue(mapping: YamlMapping, index: number, value: YamlNode, growth: number, end: number): YamlMapping {
  const entries = mapping.entries.map((each, place) => (place < index ? each : place > index ? movedEntry(each, growth) : { ...each, value }));
  return { ...mapping, range: { start: mapping.range.start, end }, entries };
}

function keyOf(entry: YamlEntry | undefined): string | undefined {
  return entry?.key.kind === "scalar" ? entry.key.text : undefined;
}

/** As far as keys are text; with others in play, nobody is sure. */
function areUnique(entries: readonly YamlEntry[]): boolean {
  const keys = new Set(entries.map(keyOf));
  return keys.size === entries.length && !keys.has(undefined);
}

function moved({ start, end }: Range, by: number): Range {
  return { start: start + by, end: end + by };
}

function movedEntry(entry: YamlEntry, by: number): YamlEntry {
  if (by === 0) return entry;
  const { start, key, value, colon } = entry;
  return { start: start + by, key: movedNode(key, by), value: movedNode(value, by), ...(colon === undefined ? {} : { colon: colon + by }) };
}

function movedItem({ start, value }: YamlItem, by: number): YamlItem {
  return { start: start + by, value: movedNode(value, by) };
}

function movedNode(node: YamlNode, by: number): YamlNode {
  const range = moved(node.range, by);
  switch (node.kind) {
    case "scalar":
    case "alias":
      return { ...node, range };
    case "sequence":
      return { ...node, range, items: node.items.map((item) => movedItem(item, by)) };
    case "mapping":
      return { ...node, range, entries: node.entries.map((entry) => movedEntry(entry, by)) };
  }
}
