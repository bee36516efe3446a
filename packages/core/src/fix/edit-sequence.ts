import type { SourceFile } from "../text/source-file.js";
import type { TextEdit } from "../text/text-edit.js";
import type { YamlItem, YamlScalar, YamlSequence } from "../yaml/nodes.js";
import { quote, writeBlockEntry, writeBlockItem, writeBlockValue, writeFlow, writeFlowPart, WrittenYaml, type Writable, type WritingStyle } from "../yaml/write.js";
import { fillEmptyFlow, insertAbove, insertAboveFlowPart, insertBehindFlowPart } from "./edit-mapping.js";
import { beforeLineBreak, columnOf, COMMENTED_ITEM, insertLines, itemEnd, lineEnd } from "./layout.js";
import { endsInBlockScalar } from "./placement.js";
import { refuse } from "./refusal.js";
import { isFields } from "./united.js";
import type { Home } from "./written-files.js";

/** Adds items behind `last`, one of the list's items, in the list's own style; only an empty list has none. */
export function appendItems(file: SourceFile, sequence: YamlSequence, items: readonly Writable[], style: WritingStyle, last: YamlItem | undefined): readonly TextEdit[] {
  const fitting = items.map((item) => likeSiblings(item, sequence, style));
  if (sequence.style === "flow") {
    const written = fitting.map((item) => writeFlowPart(item, style));
    if (!last) return fillEmptyFlow(file, sequence.range, written);
    const next = sequence.items[sequence.items.indexOf(last) + 1]?.start ?? sequence.range.end - 1;
    return insertBehindFlowPart(file, sequence.range.start, { start: last.start, end: itemEnd(last) }, next, written, style);
  }
  if (!last) return [];
  if (itemEnd(last) === file.text.length && !file.text.endsWith("\n") && endsInBlockScalar(last.value)) refuse("the file ends in a text that a line break would change");
  const column = columnOf(file, last.start);
  const lines = fitting.map((item) => " ".repeat(column) + writeBlockItem(item, column, style)).join(style.lineBreak);
  return [insertLines(file, last.value, itemEnd(last), lines, { column, isCommentedOut: COMMENTED_ITEM, lineBreak: style.lineBreak })];
}

/** Puts an item in front of another one, above the comments that belong to that. */
export function insertItem(file: SourceFile, sequence: YamlSequence, next: YamlItem, item: Writable, style: WritingStyle): readonly TextEdit[] {
  const written = likeSiblings(item, sequence, style);
  if (sequence.style === "flow") return [insertAboveFlowPart(file, next.start, [writeFlowPart(written, style)], style)];
  const column = columnOf(file, next.start);
  return [insertAbove(file, next.start, [writeBlockItem(written, column, style)], " ".repeat(column), style)];
}

/** Writes another value in place of an item; a comment beside it stays on its line. */
export function replaceItem(file: SourceFile, sequence: YamlSequence, { start, value: old }: YamlItem, value: Writable, style: WritingStyle): readonly TextEdit[] {
  const end = beforeLineBreak(file.text, itemEnd({ start, value: old }));
  if (sequence.style === "flow") return [{ range: { start: old.range.start, end }, text: writeFlowPart(value, style) }];
  const isMissing = old.range.start === old.range.end;
  const from = isMissing ? start + 1 : old.range.start;
  const column = isMissing ? columnOf(file, start) + 2 : columnOf(file, from);
  const before = isMissing ? " " : "";
  if (!isFields(value) || Object.keys(value).length === 0) return [{ range: { start: from, end }, text: before + writeFlow(value, style) }];
  // An anchor in front of a key would be the key's.
  if (file.text.slice(start + 1, from).trim() !== "") refuse("the item has an anchor");
  const [first = "", ...rest] = Object.entries(value).map(([key, held]) => writeBlockEntry(key, held, column, style));
  const lines = rest.map((line) => style.lineBreak + " ".repeat(column) + line).join("");
  const behind = lineEnd(file, end);
  return [{ range: { start: from, end }, text: before + first }, { range: { start: behind, end: behind }, text: lines }];
}

/** Turns a single value, which counts as a list of one, into a list with items before and behind it. */
export function scalarToList(home: Home & { readonly kind: "entry" }, scalar: YamlScalar, before: readonly Writable[], behind: readonly Writable[], style: WritingStyle): readonly TextEdit[] {
  const { file, mapping, entry } = home;
  if (scalar.style === "literal" || scalar.style === "folded") refuse("the list is written in a form that is not edited");
  const written = new WrittenYaml(file.text.slice(scalar.range.start, scalar.range.end));
  if (mapping.style === "flow") {
    const inFlow = [...before, written, ...behind].map((item) => writeFlowPart(item, style)).join(", ");
    return [{ range: scalar.range, text: `[${inFlow}]` }];
  }
  // The value keeps the comment behind it; the blank between the colon and the value goes.
  const inBlock = { ...style, flowLists: false };
  const column = columnOf(file, entry.start);
  const start = behindBlanks(file.text, scalar.range.start);
  const rest = lineEnd(file, scalar.range.end);
  return [
    { range: { start, end: scalar.range.end }, text: writeBlockValue([...before, written], column, inBlock) },
    ...(behind.length === 0 ? [] : [{ range: { start: rest, end: rest }, text: writeBlockValue(behind, column, inBlock) }]),
  ];
}

/** In a list whose items are all quoted, a new item is quoted the same way. */
function likeSiblings(item: Writable, sequence: YamlSequence, style: WritingStyle): Writable {
  if (typeof item !== "string" || style.quoteAll || sequence.items.length === 0) return item;
  const styles = new Set(sequence.items.map(({ value }) => (value.kind === "scalar" ? value.style : "other")));
  const [only] = styles;
  if (styles.size > 1 || (only !== "double-quoted" && only !== "single-quoted")) return item;
  return new WrittenYaml(quote(item, only === "double-quoted" ? '"' : "'"));
}

/** Where the blanks before `offset` begin. */
function behindBlanks(text: string, offset: number): number {
  let start = offset;
  while (text[start - 1] === " " || text[start - 1] === "\t") start -= 1;
  return start;
}
