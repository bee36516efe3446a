import type { Project } from "../../src/compose/load.js";
import type { Operation } from "../../src/compose/operation.js";
import type { Path } from "../../src/compose/path.js";
import { nodeAt, type Tree } from "../../src/compose/tree.js";
import type { YamlEntry, YamlNode } from "../../src/yaml/nodes.js";
import type { Texts } from "./patch.js";
import type { RandomProject } from "./random-file.js";

/**
 * What is wrong with the texts that operations have made of a project's files; nothing should be. What services share may only be
 * edited where it is written if `mayEditShared`.
 */
export function faultsOf(project: Project, { texts, comments }: Pick<RandomProject, "texts" | "comments">, changed: Texts, operations: readonly Operation[], mayEditShared = false): readonly string[] {
  return [
    ...lostComments(comments, { ...texts, ...changed }),
    ...Object.entries(changed).flatMap(([path, after]) => {
      const before = texts[path] ?? "";
      return [...lostHabits(before, after), ...movedSuppressions(before, after), ...otherLines(project, path, { before, after }, operations, mayEditShared)];
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
  const [was, left] = [before, after].map((text) => text.split(/\r?\n/));
  const isOnce = (lines: readonly string[] | undefined, line: string): boolean => lines?.includes(line) === true && lines.indexOf(line) === lines.lastIndexOf(line);
  return [...linesBelow(before)].flatMap(([comment, { line, isAbove }]) => {
    const isOnlyOne = isOnce(was, line) && isOnce(left, line);
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
function otherLines(project: Project, path: string, { before, after }: { readonly before: string; readonly after: string }, operations: readonly Operation[], mayEditShared: boolean): readonly string[] {
  const mayChange = new Set(operations.flatMap((operation) => linesOf(project, path, operation, mayEditShared)));
  const [was, is] = [before, after].map((text) => text.split(/\r?\n/));
  const lost = lostLines(was ?? [], is ?? []);
  // What is put in order takes the comments below it along, and what stands between its parts may seem to go if they are alike.
  const isArranged = operations.some(({ kind }) => kind === "arrange");
  const countIn = (lines: readonly string[] | undefined, text: string): number => lines?.filter((line) => line === text).length ?? 0;
  const mayMove = (text: string): boolean => text.trim() === "" || (isArranged && (text.trim().startsWith("#") || countIn(is, text) >= countIn(was, text)));
  return lost.filter(({ number, text }) => !mayChange.has(number) && !mayMove(text)).map(({ number, text }) => `line ${String(number)} has gone: ${text}`);
}

/** The numbers of the lines that an operation may touch in a file: the whole of what it names, and no more than a line of what holds that. */
function linesOf({ tree, roots }: Project, path: string, operation: Operation, mayEditShared: boolean): readonly number[] {
  const { path: named } = operation;
  const lines: number[] = [];
  const file = [...roots.keys()].find((source) => source.path === path);
  if (!file || !tree) return lines;
  const add = (start: number, end: number): void => {
    const last = file.lines.positionAt(Math.max(start, end - 1)).line;
    for (let { line } = file.lines.positionAt(start); line <= last; line += 1) lines.push(line);
  };
  // What is only spelled otherwise is spelled otherwise for all who have it.
  const isWhereWritten = mayEditShared || (operation.kind === "respell" && operation.value === undefined);
  const addTree = (node: Tree): void => {
    const { origin } = node;
    if (origin.file === file && (isWhereWritten || !isBorrowed(node))) add(Math.min(origin.keyRange?.start ?? Infinity, origin.range.start), trimmedEnd(file.text, origin.range.end));
    for (const step of origin.via) if (step.file === file && (step.kind === "alias" || step.kind === "merge-key")) add(step.range.start, step.range.end);
  };
  const whole = nodeAt(tree, named);
  if (whole) addTree(whole);
  // A key that is hidden by another file's goes as well.
  for (const root of roots.get(file) ?? []) {
    addWritten(root, named, add, file.text);
    // What all who share a block want is done in that block.
    if (mayEditShared) for (const { start, value } of blocksOf(root)) {
      add(start, value.range.start);
      addFlow(value, value.range, undefined, add);
    }
  }
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
    // A list of names that becomes a mapping.
    if (node?.kind === "sequence" && index > 2) for (const { start, value } of node.items) add(start, value.range.end);
    const entry: { readonly start: number; readonly value: YamlNode } | undefined = node?.kind === "mapping" ? node.entries.find((each) => each.key.kind === "scalar" && each.key.text === key) : undefined;
    if (entry && index === path.length - 2) add(entry.start, entry.value.range.start);
    if (entry && index === path.length - 1) add(entry.start, Math.max(entry.start + 1, trimmedEnd(text, entry.value.range.end)));
    if (node && (!entry || index === path.length - 1)) addFlow(node, node.range, key, add);
    node = entry?.value;
  }
}

/** What services may have keys from: the services of a file, and its blocks under `x-…`. */
function blocksOf(root: YamlNode): readonly YamlEntry[] {
  const sections = root.kind === "mapping" ? root.entries : [];
  return sections.flatMap((section) => [section, ...(section.key.kind === "scalar" && section.key.text === "services" && section.value.kind === "mapping" ? section.value.entries : [])]);
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
