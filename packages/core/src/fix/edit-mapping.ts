import type { Range } from "../text/range.js";
import type { SourceFile } from "../text/source-file.js";
import type { TextEdit } from "../text/text-edit.js";
import type { YamlEntry, YamlMapping, YamlScalar } from "../yaml/nodes.js";
import { quote, writeBlockEntry, writeBlockValue, writeFlowEntry, writeFlowPart, WrittenYaml, type Writable, type WritingStyle } from "../yaml/write.js";
import { beginsLine, columnOf, COMMENTED_KEY, entryEnd, indentAt, insertLines, isNewLine, lineEnd, onSameLine } from "./layout.js";

/** The entry that is written under a plain key in this very mapping. */
export function writtenEntry(mapping: YamlMapping, key: string): YamlEntry | undefined {
  return mapping.entries.find((entry) => entry.key.kind === "scalar" && entry.key.text === key);
}

/** Keys with their values that are to be written in one mapping. */
export type NewEntries = readonly (readonly [key: string, value: Writable])[];

/** Adds keys to a mapping, behind `after` if that key is written there, else at the end. */
export function insertEntries(file: SourceFile, mapping: YamlMapping, entries: NewEntries, style: WritingStyle, after?: string): readonly TextEdit[] {
  const anchor = (after === undefined ? undefined : writtenEntry(mapping, after)) ?? mapping.entries.at(-1);
  const fitting = entries.map(([key, value]) => [key, likeNeighbours(value, mapping, style)] as const);
  if (mapping.style === "flow") return insertFlowEntries(file, mapping, fitting, style, anchor);
  if (!anchor) return [];

  const column = columnOf(file, mapping.entries[0]?.start ?? anchor.start);
  const lines = fitting.map(([key, value]) => " ".repeat(column) + writeBlockEntry(key, value, column, style)).join(style.lineBreak);
  const above = column === 0 && standApart(file, mapping) ? style.lineBreak : "";
  const isLast = anchor === mapping.entries.at(-1);
  return [insertLines(file, anchor.value, entryEnd(anchor), above + lines, { column, isCommentedOut: isLast ? COMMENTED_KEY : NOTHING, lineBreak: style.lineBreak })];
}

const NOTHING = /(?!)/;

/** Whether the sections of a file are set apart by blank lines, as is usual. */
function standApart({ text }: SourceFile, { entries }: YamlMapping): boolean {
  const gaps = entries.slice(1).map((entry, index) => text.slice(entryEnd(entries[index] ?? entry), entry.start));
  return gaps.length === 0 || gaps.some((gap) => /\n[ \t]*\r?\n/.test(gap));
}

function insertFlowEntries(file: SourceFile, mapping: YamlMapping, entries: NewEntries, style: WritingStyle, anchor: YamlEntry | undefined): readonly TextEdit[] {
  const written = entries.map(([key, value]) => writeFlowEntry(key, value, style));
  const close = mapping.range.end - 1;
  if (!anchor) return fillEmptyFlow(file, mapping.range, written);
  return insertBehindFlowPart(file, entryEnd(anchor), anchor.start, mapping.entries[mapping.entries.indexOf(anchor) + 1]?.start ?? close, written, style);
}

/** Writes the first parts between brackets that hold nothing but, perhaps, comments. */
export function fillEmptyFlow({ text }: SourceFile, { start, end }: Range, written: readonly string[]): readonly TextEdit[] {
  const inner = text.slice(start + 1, end - 1);
  return [{ range: { start: start + 1, end: inner.includes("#") ? start + 1 : end - 1 }, text: written.join(", ") }];
}

/** Puts more parts behind another one in `{…}` or `[…]`; on lines of their own where what follows has one. */
export function insertBehindFlowPart(file: SourceFile, end: number, start: number, nextStart: number, written: readonly string[], style: WritingStyle): readonly TextEdit[] {
  const between = file.text.slice(end, nextStart);
  // A comma inside a comment is none.
  const commaAt = between.replace(/#.*/g, (comment) => " ".repeat(comment.length)).indexOf(",");
  const hasComma = commaAt !== -1;
  const isLast = /^[\]}]/.test(file.text.slice(nextStart));
  const comma = end + commaAt + 1;
  if (onSameLine(file, end, nextStart)) {
    if (hasComma && isLast) return [{ range: { start: comma, end: comma }, text: ` ${written.join(", ")}` }];
    return [{ range: { start: end, end }, text: written.map((part) => `, ${part}`).join("") }];
  }
  // Where commas begin the lines, the new part goes in front of the next comma.
  if (hasComma && !isLast && !onSameLine(file, end, comma)) return [{ range: { start: end, end }, text: written.map((part) => `, ${part}`).join("") }];
  // A comment behind the part stays on the part's line.
  const indent = indentAt(file, beginsLine(file, start) ? start : isLast ? firstOfLine(file, start) : nextStart);
  const at = lineEnd(file, hasComma ? comma : end);
  const lines = written.map((part) => `${style.lineBreak}${indent}${part}`).join(",");
  const line = { range: { start: at, end: at }, text: `${lines}${hasComma && !isLast ? "," : ""}` };
  return hasComma ? [line] : [{ range: { start: end, end }, text: "," }, line];
}

function firstOfLine({ text, lines }: SourceFile, offset: number): number {
  const { start } = lines.lineRange(lines.positionAt(offset).line);
  return start + (/^[ \t]*/.exec(text.slice(start, offset))?.[0].length ?? 0);
}

/** In a mapping whose texts are all quoted, a new text is quoted the same way. */
function likeNeighbours(value: Writable, mapping: YamlMapping, style: WritingStyle): Writable {
  if (typeof value !== "string" || style.quoteAll || mapping.entries.length === 0) return value;
  const styles = new Set(mapping.entries.map((entry) => (entry.value.kind === "scalar" ? entry.value.style : "other")));
  const [only] = styles;
  if (styles.size > 1 || (only !== "double-quoted" && only !== "single-quoted")) return value;
  return new WrittenYaml(quote(value, only === "double-quoted" ? '"' : "'"));
}

/** Writes another value behind a key; the comment behind the old one stays on the key's line. */
export function replaceValue(file: SourceFile, mapping: YamlMapping, entry: YamlEntry, value: Writable, style: WritingStyle): readonly TextEdit[] {
  const start = (entry.colon ?? entry.key.range.end) + 1;
  const isMissing = entry.value.range.start === entry.value.range.end;
  const end = isMissing ? start : entryEnd(entry);
  if (mapping.style === "flow") {
    const blanks = isMissing ? (/^[ \t]*(?![ \t#])/.exec(file.text.slice(end))?.[0].length ?? 0) : 0;
    return [{ range: { start, end: end + blanks }, text: ` ${writeFlowPart(value, style)}` }];
  }
  const text = writeBlockValue(value, columnOf(file, entry.start), style);
  const rest = lineEnd(file, end);
  if (!isNewLine({ text }) || file.text.slice(end, rest).trim() === "") return [{ range: { start, end }, text }];
  return [{ range: { start, end }, text: "" }, { range: { start: rest, end: rest }, text }];
}

/** Writes another single value in place of one, in the quotes it has. */
export function replaceScalar(scalar: YamlScalar, value: Writable, style: WritingStyle): readonly TextEdit[] {
  const mark = scalar.style === "double-quoted" ? '"' : scalar.style === "single-quoted" ? "'" : undefined;
  const text = typeof value === "string" && mark ? quote(value, mark) : writeFlowPart(value, style);
  return [{ range: scalar.range, text }];
}

/** Gives a key another name, in the quotes it has. */
export function renameKey(entry: YamlEntry, name: string): readonly TextEdit[] {
  if (entry.key.kind !== "scalar") return [];
  const mark = entry.key.style === "double-quoted" ? '"' : entry.key.style === "single-quoted" ? "'" : undefined;
  return [{ range: entry.key.range, text: mark ? quote(name, mark) : name }];
}

/** Takes an entry out with its lines; a comment behind it stays, on a line of its own. */
export function removeEntry(file: SourceFile, mapping: YamlMapping, entry: YamlEntry): readonly TextEdit[] {
  const index = mapping.entries.indexOf(entry);
  const next = mapping.entries[index + 1];
  const previous = mapping.entries[index - 1];
  const end = entryEnd(entry);
  if (mapping.style === "flow") return removeFlowPart(file, previous ? entryEnd(previous) : undefined, { start: entry.start, end }, next?.start);
  if (!next && !previous) return [emptied(file, mapping, end)];
  if (!beginsLine(file, entry.start)) return next ? removeFlowPart(file, undefined, { start: entry.start, end }, next.start) : [];
  return [{ range: wholeLines(file, entry.start, end), text: "" }];
}

/** A mapping that loses its only key is written `{}`: without any value it would be nothing, which Compose refuses. */
function emptied({ text }: SourceFile, mapping: YamlMapping, end: number): TextEdit {
  const { start } = mapping.range;
  const gap = /:(?:[ \t]*\r?\n)+[ \t]*$/.exec(text.slice(0, start));
  const lineBreak = text[end - 1] === "\n" ? (/\r?\n$/.exec(text.slice(0, end))?.[0] ?? "") : "";
  return gap ? { range: { start: gap.index + 1, end }, text: ` {}${lineBreak}` } : { range: { start, end }, text: `{}${lineBreak}` };
}

/** Takes a part with its comma out of `{…}`, and leaves the comments around it. */
function removeFlowPart({ text }: SourceFile, previousEnd: number | undefined, { start, end }: Range, nextStart: number | undefined): readonly TextEdit[] {
  if (nextStart !== undefined) {
    const gap = text.slice(end, nextStart);
    const kept = gap.indexOf("#");
    return [{ range: { start, end: kept === -1 ? nextStart : end + kept }, text: "" }];
  }
  if (previousEnd === undefined) return [{ range: { start, end }, text: "" }];
  const before = text.slice(previousEnd, start);
  if (!before.includes("#")) return [{ range: { start: previousEnd, end }, text: "" }];
  const comma = previousEnd + before.replace(/#.*/g, (comment) => " ".repeat(comment.length)).indexOf(",");
  const from = previousEnd + before.replace(/[\s,]*$/, "").length;
  return [...(comma < from ? [{ range: { start: comma, end: comma + 1 }, text: "" }] : []), { range: { start: from, end }, text: "" }];
}

function wholeLines(file: SourceFile, start: number, end: number): { readonly start: number; readonly end: number } {
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
  return { start: first > 1 ? lines.lineRange(first - 1).end : from, end: text.length };
}
