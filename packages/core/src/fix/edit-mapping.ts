import type { Range } from "../text/range.js";
import type { SourceFile } from "../text/source-file.js";
import type { TextEdit } from "../text/text-edit.js";
import type { YamlEntry, YamlMapping, YamlScalar } from "../yaml/nodes.js";
import { quote, writeBlockEntry, writeBlockValue, writeFlowEntry, writeFlowPart, WrittenYaml, type Writable, type WritingStyle } from "../yaml/write.js";
import { beforeLineBreak, beginsLine, columnOf, commaIn, COMMENTED_KEY, entryEnd, indentAt, insertLines, isNewLine, lineEnd, onSameLine, withCommentsAbove } from "./layout.js";
import { refuse } from "./refusal.js";

/** The entry that is written under a plain key in this very mapping. */
export function writtenEntry(mapping: YamlMapping, key: string): YamlEntry | undefined {
  return mapping.entries.find((entry) => entry.key.kind === "scalar" && entry.key.text === key);
}

/** Keys with their values that are to be written in one mapping. */
export type NewEntries = readonly (readonly [key: string, value: Writable])[];

/** Adds keys to a mapping behind `anchor`, one of its entries; in front of all of them where there is none. */
export function insertEntries(file: SourceFile, mapping: YamlMapping, entries: NewEntries, style: WritingStyle, anchor: YamlEntry | undefined): readonly TextEdit[] {
  const fitting = entries.map(([key, value]) => [key, likeNeighbours(value, mapping, style)] as const);
  if (mapping.style === "flow") return insertFlowEntries(file, mapping, fitting, style, anchor);
  const first = mapping.entries[0] ?? refuse("the mapping is written in a form that is not edited");

  const column = columnOf(file, first.start);
  const margin = " ".repeat(column);
  const written = fitting.map(([key, value]) => writeBlockEntry(key, value, column, style));
  if (!anchor) return [insertAbove(file, first.start, written, margin, style)];
  const lines = written.map((entry) => margin + entry).join(style.lineBreak);
  const above = column === 0 && standApart(file, mapping) ? style.lineBreak : "";
  const isLast = anchor === mapping.entries.at(-1);
  return [insertLines(file, anchor.value, entryEnd(anchor), above + lines, { column, isCommentedOut: isLast ? COMMENTED_KEY : NOTHING, lineBreak: style.lineBreak })];
}

const NOTHING = /(?!)/;

/** Puts entries or items in front of the one that begins at `start`, above the comments that belong to it. */
export function insertAbove(file: SourceFile, start: number, written: readonly string[], margin: string, { lineBreak }: WritingStyle): TextEdit {
  // Behind a dash, the first one takes its place there.
  if (!beginsLine(file, start)) return { range: { start, end: start }, text: written.map((part) => part + lineBreak + margin).join("") };
  const at = withCommentsAbove(file, start, 0);
  return { range: { start: at, end: at }, text: written.map((part) => margin + part + lineBreak).join("") };
}

/** Whether the sections of a file are set apart by blank lines, as is usual. */
function standApart({ text }: SourceFile, { entries }: YamlMapping): boolean {
  const gaps = entries.slice(1).map((entry, index) => text.slice(entryEnd(entries[index] ?? entry), entry.start));
  return gaps.length === 0 || gaps.some((gap) => /\n[ \t]*\r?\n/.test(gap));
}

function insertFlowEntries(file: SourceFile, mapping: YamlMapping, entries: NewEntries, style: WritingStyle, anchor: YamlEntry | undefined): readonly TextEdit[] {
  const written = entries.map(([key, value]) => writeFlowEntry(key, value, style));
  const [first] = mapping.entries;
  if (!first) return fillEmptyFlow(file, mapping.range, written);
  if (!anchor) return [insertAboveFlowPart(file, first.start, written, style)];
  const next = mapping.entries[mapping.entries.indexOf(anchor) + 1]?.start ?? mapping.range.end - 1;
  return insertBehindFlowPart(file, mapping.range.start, { start: anchor.start, end: entryEnd(anchor) }, next, written, style);
}

/** Puts parts in front of another one in `{…}` or `[…]`; on lines of their own, above its comments, where that begins a line. */
export function insertAboveFlowPart(file: SourceFile, start: number, written: readonly string[], style: WritingStyle): TextEdit {
  if (!beginsLine(file, start)) return { range: { start, end: start }, text: written.map((part) => `${part}, `).join("") };
  const at = withCommentsAbove(file, start, 0);
  const indent = indentAt(file, start);
  return { range: { start: at, end: at }, text: written.map((part) => `${indent}${part},${style.lineBreak}`).join("") };
}

/** Writes the first parts between brackets that hold nothing but, perhaps, comments. */
export function fillEmptyFlow({ text }: SourceFile, { start, end }: Range, written: readonly string[]): readonly TextEdit[] {
  const inner = text.slice(start + 1, end - 1);
  return [{ range: { start: start + 1, end: inner.includes("#") ? start + 1 : end - 1 }, text: written.join(", ") }];
}

/** Puts more parts behind another one in `{…}` or `[…]`, which begin at `opening`; on lines of their own where what follows has one. */
export function insertBehindFlowPart(file: SourceFile, opening: number, { start, end }: Range, nextStart: number, written: readonly string[], style: WritingStyle): readonly TextEdit[] {
  const comma = commaIn(file, end, nextStart);
  const isLast = /^[\]}]/.test(file.text.slice(nextStart));
  const inLine = written.map((part) => `, ${part}`).join("");
  if (onSameLine(file, end, nextStart)) {
    if (comma !== undefined && isLast) return [{ range: { start: comma + 1, end: comma + 1 }, text: ` ${written.join(", ")}` }];
    return [{ range: { start: end, end }, text: inLine }];
  }
  // Where only the bracket at the end has a line of its own, none of the lines within tells how far in another one may stand.
  if (isLast && onSameLine(file, opening, start)) return [{ range: { start: end, end }, text: inLine }];
  // Where commas begin the lines, the new part goes in front of the next comma.
  if (comma !== undefined && !isLast && !onSameLine(file, end, comma)) return [{ range: { start: end, end }, text: inLine }];
  // A comment behind the part stays on the part's line.
  const indent = indentAt(file, beginsLine(file, start) ? start : isLast ? firstOfLine(file, start) : nextStart);
  const at = lineEnd(file, comma ?? end);
  const lines = written.map((part) => `${style.lineBreak}${indent}${part}`).join(",");
  const line = { range: { start: at, end: at }, text: `${lines}${comma !== undefined && !isLast ? "," : ""}` };
  return comma === undefined ? [{ range: { start: end, end }, text: "," }, line] : [line];
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

/** Writes another value behind a key, and behind an anchor or a tag that it has; the comment behind the old one stays on the key's line. */
export function replaceValue(file: SourceFile, mapping: YamlMapping, entry: YamlEntry, value: Writable, style: WritingStyle): readonly TextEdit[] {
  const start = behindProperties(file, entry);
  const isMissing = entry.value.range.start === entry.value.range.end;
  const end = isMissing ? start : beforeLineBreak(file.text, entryEnd(entry));
  if (mapping.style === "flow") {
    const blanks = isMissing ? (/^[ \t]*(?![ \t#])/.exec(file.text.slice(end))?.[0].length ?? 0) : 0;
    return [{ range: { start, end: end + blanks }, text: ` ${writeFlowPart(value, style)}` }];
  }
  const text = writeBlockValue(value, columnOf(file, entry.start), style);
  const rest = lineEnd(file, end);
  const isLast = file.text.slice(end, rest).trim() === "";
  if (!isNewLine({ text }) || isLast) return [{ range: { start, end: isMissing && isLast ? rest : end }, text }];
  return [{ range: { start, end }, text: "" }, { range: { start: rest, end: rest }, text }];
}

/** Where an entry's value may begin: behind the colon, and behind an anchor or a tag on its line. */
export function behindProperties(file: SourceFile, { key, colon, value }: YamlEntry): number {
  const start = (colon ?? key.range.end) + 1;
  const isMissing = value.range.start === value.range.end;
  const between = file.text.slice(start, isMissing ? lineEnd(file, start) : value.range.start);
  return start + (/^[ \t]*[&!]\S*(?:[ \t]+[&!]\S*)*/.exec(between)?.[0].length ?? 0);
}

/** Writes another single value in place of one, in the quotes it has. */
export function replaceScalar(scalar: YamlScalar, value: Writable, style: WritingStyle): readonly TextEdit[] {
  const mark = scalar.style === "double-quoted" ? '"' : scalar.style === "single-quoted" ? "'" : undefined;
  const text = typeof value === "string" && mark ? quote(value, mark) : writeFlowPart(value, style);
  return [{ range: scalar.range, text }];
}

/** Gives a key another name, in the quotes it has. */
export function renameKey({ key }: YamlEntry, name: string, style: WritingStyle): readonly TextEdit[] {
  return key.kind === "scalar" ? replaceScalar(key, name, style) : refuse("the key is an alias");
}
