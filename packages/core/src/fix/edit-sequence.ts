import type { SourceFile } from "../text/source-file.js";
import type { TextEdit } from "../text/text-edit.js";
import type { YamlScalar, YamlSequence } from "../yaml/nodes.js";
import { quote, writeBlockItem, writeBlockValue, writeFlowPart, WrittenYaml, type Writable, type WritingStyle } from "../yaml/write.js";
import { fillEmptyFlow, insertBehindFlowPart } from "./edit-mapping.js";
import { columnOf, COMMENTED_ITEM, insertLines, itemEnd, lineEnd } from "./layout.js";

/** Adds items at the end of a list, in the list's own style. */
export function appendItems(file: SourceFile, sequence: YamlSequence, items: readonly Writable[], style: WritingStyle): readonly TextEdit[] {
  const last = sequence.items.at(-1);
  const fitting = items.map((item) => likeSiblings(item, sequence, style));
  if (sequence.style === "flow") {
    const written = fitting.map((item) => writeFlowPart(item, style));
    if (!last) return fillEmptyFlow(file, sequence.range, written);
    return insertBehindFlowPart(file, itemEnd(last), last.start, sequence.range.end - 1, written, style);
  }
  if (!last) return [];
  const column = columnOf(file, last.start);
  const lines = fitting.map((item) => " ".repeat(column) + writeBlockItem(item, column, style)).join(style.lineBreak);
  return [insertLines(file, last.value, itemEnd(last), lines, { column, isCommentedOut: COMMENTED_ITEM, lineBreak: style.lineBreak })];
}

/** Turns a single value, which counts as a list of one, into a list with more items. */
export function scalarToList(file: SourceFile, scalar: YamlScalar, keyColumn: number | undefined, items: readonly Writable[], style: WritingStyle): readonly TextEdit[] {
  const written = new WrittenYaml(file.text.slice(scalar.range.start, scalar.range.end));
  if (keyColumn === undefined) {
    const inFlow = [written, ...items].map((item) => writeFlowPart(item, style)).join(", ");
    return [{ range: scalar.range, text: `[${inFlow}]` }];
  }
  // The first item keeps the comment behind the value; the blank between the colon and the value goes with it.
  const inBlock = { ...style, flowLists: false };
  const start = behindBlanks(file.text, scalar.range.start);
  const rest = lineEnd(file, scalar.range.end);
  return [
    { range: { start, end: scalar.range.end }, text: writeBlockValue([written], keyColumn, inBlock) },
    { range: { start: rest, end: rest }, text: writeBlockValue(items, keyColumn, inBlock) },
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
