import type { Range } from "../text/range.js";
import type { SourceFile } from "../text/source-file.js";
import type { TextEdit } from "../text/text-edit.js";
import type { YamlEntry, YamlItem, YamlMapping, YamlNode, YamlSequence } from "../yaml/nodes.js";

/** Column of an offset, from 0, as indentation counts. */
export function columnOf(file: SourceFile, offset: number): number {
  return file.lines.positionAt(offset).column - 1;
}

/** Whether nothing but blanks stands before `offset` on its line. */
export function beginsLine({ text, lines }: SourceFile, offset: number): boolean {
  const { start } = lines.lineRange(lines.positionAt(offset).line);
  return text.slice(start, offset).trim() === "";
}

export function onSameLine({ lines }: SourceFile, a: number, b: number): boolean {
  return lines.positionAt(a).line === lines.positionAt(b).line;
}

/** End of the line that holds `offset`, before its line break. */
export function lineEnd({ lines }: SourceFile, offset: number): number {
  return lines.lineRange(lines.positionAt(offset).line).end;
}

/** Beginning of the line that holds `offset`. */
export function lineStart({ lines }: SourceFile, offset: number): number {
  return lines.lineRange(lines.positionAt(offset).line).start;
}

/** Where the comma between two parts in brackets stands; one inside a comment is none. */
export function commaIn({ text }: SourceFile, start: number | undefined, end: number): number | undefined {
  if (start === undefined) return undefined;
  const at = text.slice(start, end).replace(/#.*/g, (comment) => " ".repeat(comment.length)).indexOf(",");
  return at === -1 ? undefined : start + at;
}

/** `end` without the line break that a block scalar ends behind. */
export function beforeLineBreak(text: string, end: number): number {
  return end - (/\r?\n$/.exec(text.slice(Math.max(0, end - 2), end))?.[0].length ?? 0);
}

/** End of what is written for a node; `range.end` of a block collection may include blank lines and comments behind it. */
export function contentEnd(node: YamlNode): number {
  if (node.kind === "mapping" && node.style === "block") {
    const last = node.entries.at(-1);
    return last ? entryEnd(last) : node.range.end;
  }
  if (node.kind === "sequence" && node.style === "block") {
    const last = node.items.at(-1);
    return last ? itemEnd(last) : node.range.end;
  }
  return node.range.end;
}

export function entryEnd(entry: YamlEntry): number {
  return Math.max(contentEnd(entry.value), (entry.colon ?? entry.key.range.end - 1) + 1);
}

export function itemEnd(item: YamlItem): number {
  return Math.max(contentEnd(item.value), item.start + 1);
}

/** The entries of a mapping or the items of a list, each from its beginning to the end of what is written for it. */
export function partsOf(collection: YamlMapping | YamlSequence): readonly Range[] {
  return collection.kind === "mapping"
    ? collection.entries.map((entry) => ({ start: entry.start, end: entryEnd(entry) }))
    : collection.items.map((item) => ({ start: item.start, end: itemEnd(item) }));
}

/** The beginning of the comments directly above what begins its line at `start`; they stand in the same column, and behind `limit`. */
export function withCommentsAbove(file: SourceFile, start: number, limit: number): number {
  const { text, lines } = file;
  const column = columnOf(file, start);
  let { line } = lines.positionAt(start);
  while (line > 1) {
    const above = lines.lineRange(line - 1);
    const content = text.slice(above.start, above.end);
    const comment = content.trimStart();
    if (above.start < limit || !comment.startsWith("#") || content.length - comment.length !== column) break;
    line -= 1;
  }
  return lines.lineRange(line).start;
}

/** Blanks or tabs in front of what begins its line at `offset`; else as many blanks as it stands in from the left. */
export function indentAt(file: SourceFile, offset: number): string {
  const { start } = file.lines.lineRange(file.lines.positionAt(offset).line);
  return beginsLine(file, offset) ? file.text.slice(start, offset) : " ".repeat(columnOf(file, offset));
}

/** Inserts `lines` (each with its indentation) so that they follow `value`: past the rest of its line and past comments that belong to it. */
export function insertLines(file: SourceFile, value: YamlNode, end: number, lines: string, { column, isCommentedOut, lineBreak }: LinePlace): TextEdit {
  const { text } = file;
  if (end > 0 && text[end - 1] === "\n") {
    // A block scalar ends behind its line break. The blank lines after it are content only if its header says `+`.
    if (keepsBlankLines(file, value)) return { range: { start: end, end }, text: lines + lineBreak };
    const offset = contentEndOfLines(file, end);
    return { range: { start: offset, end: offset }, text: lineBreak + lines };
  }
  const offset = pastComments(file, end, column, isCommentedOut);
  return { range: { start: offset, end: offset }, text: lineBreak + lines };
}

interface LinePlace {
  readonly column: number;
  /** Comments in the same column that keep their place in front of the new lines. */
  readonly isCommentedOut: RegExp;
  readonly lineBreak: string;
}

function pastComments({ text, lines }: SourceFile, end: number, column: number, isCommentedOut: RegExp): number {
  let { line } = lines.positionAt(end);
  while (line < lines.lineCount) {
    const next = lines.lineRange(line + 1);
    const content = text.slice(next.start, next.end);
    const comment = content.trimStart();
    const indent = content.length - comment.length;
    if (!comment.startsWith("#") || !(indent > column || (indent === column && isCommentedOut.test(comment)))) break;
    line += 1;
  }
  return lines.lineRange(line).end;
}

function keepsBlankLines(file: SourceFile, node: YamlNode): boolean {
  const last = node.kind === "mapping" ? node.entries.at(-1)?.value : node.kind === "sequence" ? node.items.at(-1)?.value : undefined;
  if (last) return keepsBlankLines(file, last);
  return node.kind === "scalar" && /^[|>]\d?\+/.test(file.text.slice(node.range.start, node.range.start + 3));
}

/** End of the last line before `end` that is not blank. */
function contentEndOfLines({ text, lines }: SourceFile, end: number): number {
  let { line } = lines.positionAt(end);
  while (line > 2) {
    const { start, end: stop } = lines.lineRange(line - 1);
    if (text.slice(start, stop).trim() !== "") break;
    line -= 1;
  }
  return lines.lineRange(line - 1).end;
}

/** The order of new lines for one place: what is deeper belongs to what stands above it. Text within a line counts as deepest. */
export function deeperFirst(a: TextEdit, b: TextEdit): number {
  const [depthA, depthB] = [depthOf(a), depthOf(b)];
  return depthA === depthB ? 0 : depthB > depthA ? 1 : -1;
}

function depthOf(edit: TextEdit): number {
  return isNewLine(edit) ? (/^(?:\r?\n)?( *)/.exec(edit.text)?.[1] ?? "").length : Infinity;
}

/** Whether an edit puts in whole lines, which can follow others at the same place. */
export function isNewLine({ text }: Pick<TextEdit, "text">): boolean {
  return /^\r?\n|\n$/.test(text);
}

/** A commented-out key or list item keeps its place between its neighbours. */
export const COMMENTED_KEY = /^#\s*[\w.-]+:(?:\s|$)/;
export const COMMENTED_ITEM = /^#\s*- /;

/** Whether an edit takes text away. */
export function isReplacement({ range }: TextEdit): boolean {
  return range.end > range.start;
}
