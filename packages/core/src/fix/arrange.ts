import type { Range } from "../text/range.js";
import type { SourceFile } from "../text/source-file.js";
import type { TextEdit } from "../text/text-edit.js";
import type { YamlMapping, YamlSequence } from "../yaml/nodes.js";
import { beginsLine, columnOf, lineEnd, partsOf, withCommentsAbove } from "./layout.js";
import { refuse } from "./refusal.js";

/**
 * Puts the parts of a mapping or list in another order: `order` holds, for each place, the index of the part that goes there.
 * In block style a part takes the comments directly above it along; blank lines stay where they are. Where it cannot be told what a
 * comment belongs to, the parts around it stay together, or nothing is done.
 */
export function arrangeParts(file: SourceFile, collection: YamlMapping | YamlSequence, order: readonly number[]): readonly TextEdit[] {
  const parts = partsOf(collection);
  if (order.every((index, place) => index === place)) return [];
  if (collection.style === "flow") return permuted(file, flowParts(file, collection.range, parts), order);
  const ranges = blockParts(file, parts);
  const ties = tiesOf(file, collection, ranges);
  if (ties.first && order[0] !== 0) refuse("it cannot be told whether the comment above its first part speaks of all that follow");
  if (ties.last && order.at(-1) !== parts.length - 1) refuse(UNCLEAR);
  const { groups, groupOrder } = grouped(ranges, order, ties.together);
  return permuted(file, groups, groupOrder);
}

const UNCLEAR = "it cannot be told to which of its parts a comment between them belongs";

function permuted(file: SourceFile, ranges: readonly Range[], order: readonly number[]): readonly TextEdit[] {
  return ranges.flatMap((range, place): readonly TextEdit[] => {
    const taken = ranges[order[place] ?? place];
    return !taken || taken === range ? [] : [{ range, text: file.text.slice(taken.start, taken.end) }];
  });
}

/** Parts that have to stay next to each other become one, in the order of which they move as one. */
function grouped(ranges: readonly Range[], order: readonly number[], together: ReadonlySet<number>): { readonly groups: readonly Range[]; readonly groupOrder: readonly number[] } {
  const groups: Range[] = [];
  const groupOf = ranges.map((range, index) => {
    const before = together.has(index) ? groups.at(-1) : undefined;
    if (before) groups[groups.length - 1] = { start: before.start, end: range.end };
    else groups.push(range);
    return groups.length - 1;
  });
  const isTorn = order.some((index, place) => together.has(index) && order[place - 1] !== index - 1);
  if (isTorn) refuse(UNCLEAR);
  return { groups, groupOrder: order.filter((index) => !together.has(index)).map((index) => groupOf[index] ?? 0) };
}

/** Where comments stand of which it is not clear what they belong to. */
interface Ties {
  /** The first part has to stay the first one. */
  readonly first: boolean;
  readonly last: boolean;
  /** Parts that have to stay behind the one in front of them. */
  readonly together: ReadonlySet<number>;
}

function tiesOf(file: SourceFile, collection: YamlMapping | YamlSequence, ranges: readonly Range[]): Ties {
  const { text } = file;
  const starts = partsOf(collection).map(({ start }) => start);
  const above = ranges.map(({ start }, index) => text.slice(start, starts[index]));
  const together = [...ranges.keys()].filter((index) => {
    const before = ranges[index - 1];
    if (!before) return false;
    return text.slice(before.end, ranges[index]?.start).includes("#") || isHeading(above[index] ?? "") || continues(above[index] ?? "", collection, index - 1);
  });
  // The comment at the top of a file may be about the file, one that stands above a part in another column about whatever.
  const linesAbove = text.slice(0, ranges[0]?.start).split("\n");
  const begins = (above[0] ?? "").includes("#") && linesAbove.every((line) => /^\s*(?:#.*|---\s*)?$/.test(line));
  // The only comment in a list, above its first item, may be about all of them.
  const introduces = collection.kind === "sequence" && above.findLastIndex((each) => each.includes("#")) === 0;
  const hangs = linesAbove.at(-2)?.trimStart().startsWith("#") === true;
  const below = text.slice(ranges.at(-1)?.end).split("\n", 2)[1] ?? "";
  return { first: begins || hangs || introduces || isHeading(above[0] ?? ""), last: continues(below, collection, ranges.length - 1), together: new Set(together) };
}

/** A line of dashes and the like: what it is about may be more than the next part. */
function isHeading(comments: string): boolean {
  return /^\s*#.*([-=*~_#+])\1{2}/m.test(comments);
}

/** An item or a key that is commented out below a key may be one of its list, or what it said before. */
function continues(comments: string, collection: YamlMapping | YamlSequence, index: number): boolean {
  const key = collection.kind === "mapping" ? collection.entries[index]?.key : undefined;
  const [, commentedOut = ""] = /^\s*#+\s*(.*)/.exec(comments) ?? [];
  return key !== undefined && (commentedOut.startsWith("- ") || (key.kind === "scalar" && commentedOut.startsWith(`${key.text}:`)));
}

function flowParts({ text }: SourceFile, whole: Range, parts: readonly Range[]): readonly Range[] {
  const between = [{ start: whole.start, end: whole.start }, ...parts].map(({ end }, index) => text.slice(end, parts[index]?.start ?? whole.end));
  if (between.some((gap) => gap.includes("#"))) refuse("there are comments between its parts");
  return parts;
}

function blockParts(file: SourceFile, parts: readonly Range[]): readonly Range[] {
  return parts.map(({ start, end }, index) => {
    if (!beginsLine(file, start)) refuse("its first part stands behind something else on one line");
    const above = parts[index - 1];
    return { start: withCommentsAbove(file, start, above?.end ?? 0), end: withDeeperComments(file, lastLineEnd(file, end), columnOf(file, start)) };
  });
}

/** The end of the line on which a part's content ends; a block scalar's own line breaks are left out. */
function lastLineEnd(file: SourceFile, end: number): number {
  return lineEnd(file, file.text.slice(0, end).trimEnd().length);
}

/** Comments below a part that stand deeper belong to it, blank lines in front of them or not. */
function withDeeperComments({ text, lines }: SourceFile, end: number, column: number): number {
  let { line } = lines.positionAt(end);
  for (let next = line + 1; next <= lines.lineCount; next += 1) {
    const below = lines.lineRange(next);
    const content = text.slice(below.start, below.end);
    const comment = content.trimStart();
    if (comment === "") continue;
    if (!comment.startsWith("#") || content.length - comment.length <= column) break;
    line = next;
  }
  return lines.lineRange(line).end;
}
