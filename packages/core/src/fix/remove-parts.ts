import type { Range } from "../text/range.js";
import type { SourceFile } from "../text/source-file.js";
import type { TextEdit } from "../text/text-edit.js";
import type { YamlMapping, YamlSequence } from "../yaml/nodes.js";
import { behindProperties } from "./edit-mapping.js";
import { beforeLineBreak, beginsLine, lineEnd, onSameLine, partsOf } from "./layout.js";
import { removeFlowParts } from "./remove-flow-parts.js";
import type { Home } from "./written-files.js";

/** Takes entries or items out with their lines; a comment beside one stays, on a line of its own. `home` is where the collection is written. */
export function removeParts(file: SourceFile, collection: YamlMapping | YamlSequence, indexes: ReadonlySet<number>, home: Home | undefined): readonly TextEdit[] {
  if (collection.style === "flow") return removeFlowParts(file, collection, indexes);
  const parts = partsOf(collection);
  return parts.every((_, index) => indexes.has(index)) ? emptied(file, collection, home) : removeLines(file, parts, indexes);
}

/** A mapping that loses its only key is written `{}`: without any value it would be nothing, which Compose refuses. */
function emptied(file: SourceFile, collection: YamlMapping | YamlSequence, home: Home | undefined): readonly TextEdit[] {
  const brackets = collection.kind === "mapping" ? "{}" : "[]";
  const [first, ...rest] = partsOf(collection);
  if (!first) return [];
  const colon = home?.kind === "entry" ? home.entry.colon : undefined;
  if (home?.kind === "entry" && colon !== undefined && !onSameLine(file, colon, first.start)) {
    const at = behindProperties(file, home.entry);
    return [{ range: { start: at, end: at }, text: ` ${brackets}` }, ...withoutLines(file, [first, ...rest])];
  }
  return [{ range: { start: first.start, end: beforeLineBreak(file.text, first.end) }, text: brackets }, ...withoutLines(file, rest)];
}

function removeLines(file: SourceFile, parts: readonly Range[], indexes: ReadonlySet<number>): readonly TextEdit[] {
  // Behind a dash, what follows takes the place of what goes.
  const isBehindDash = parts[0] !== undefined && !beginsLine(file, parts[0].start);
  const leading = isBehindDash ? parts.findIndex((_, index) => !indexes.has(index)) : 0;
  const others = withoutLines(file, parts.filter((_, index) => index >= leading && indexes.has(index)));
  const [first, last, next] = [parts[0], parts[leading - 1], parts[leading]];
  if (!first || !last || !next) return others;
  const comment = file.text.slice(last.end, next.start).indexOf("#");
  return [{ range: { start: first.start, end: comment === -1 ? next.start : last.end + comment }, text: "" }, ...others];
}

/** At the end of a file the line break in front of the last line goes with it; so it does for the lines above, if they go as well. */
function withoutLines(file: SourceFile, parts: readonly Range[]): readonly TextEdit[] {
  const ranges = parts.map((part) => wholeLines(file, part)).reduceRight<readonly Range[]>(([below, ...rest], range) => {
    if (!below) return [range];
    return range.end > below.start ? [{ start: lineBreakAbove(file, range.start), end: below.end }, ...rest] : [range, below, ...rest];
  }, []);
  return ranges.map((range) => ({ range, text: "" }));
}

/** The line break in front of a line, and of the blank lines above it. */
function lineBreakAbove({ lines, text }: SourceFile, offset: number): number {
  let { line } = lines.positionAt(offset);
  while (line > 2 && text.slice(lines.lineRange(line - 1).start, lines.lineRange(line - 1).end).trim() === "") line -= 1;
  return line > 1 ? lines.lineRange(line - 1).end : offset;
}

function wholeLines(file: SourceFile, { start, end }: Range): Range {
  const { text, lines } = file;
  const rest = text.slice(end, lineEnd(file, end));
  if (text[end - 1] !== "\n" && rest.trim() !== "") return { start, end: end + (rest.length - rest.trimStart().length) };

  const first = lines.positionAt(start).line;
  const lineOfEnd = lines.positionAt(end).line;
  let last = text[end - 1] === "\n" ? lineOfEnd - 1 : lineOfEnd;
  // What was set apart by blank lines on both sides takes one of them along; at the top of the file, all.
  const isBlank = (line: number): boolean => line >= 1 && line <= lines.lineCount && text.slice(lines.lineRange(line).start, lines.lineRange(line).end).trim() === "";
  const nothingAbove = /^\uFEFF?(?:\s*---(?=\s))?\s*$/.test(text.slice(0, lines.lineRange(first).start));
  if (nothingAbove) while (last + 1 < lines.lineCount && isBlank(last + 1)) last += 1;
  else if (isBlank(first - 1) && isBlank(last + 1) && last + 1 < lines.lineCount) last += 1;
  const from = lines.lineRange(first).start;
  if (last < lines.lineCount) return { start: from, end: lines.lineRange(last + 1).start };
  // The last line has no line break of its own: the one before it goes.
  return { start: lineBreakAbove(file, from), end: text.length };
}
