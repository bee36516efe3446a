import { writtenAssignments, type WrittenAssignment } from "../compose/model/written-assignments.js";
import type { Range } from "../text/range.js";
import type { SourceFile } from "../text/source-file.js";
import type { TextEdit } from "../text/text-edit.js";
import type { YamlMapping, YamlSequence } from "../yaml/nodes.js";
import { writeFlowEntry, writeFlowPart, writeScalar, type WritingStyle } from "../yaml/write.js";
import { columnOf, entryEnd, itemEnd, lineStart } from "./layout.js";
import { refuse } from "./refusal.js";
import type { Home } from "./written-files.js";

/** Writes a list of `KEY=value` as a mapping, or a mapping as such a list; each entry stays on its line, with the comments around it. */
export function respellAssignments(file: SourceFile, node: YamlMapping | YamlSequence, home: Home | undefined, style: WritingStyle): readonly TextEdit[] {
  const assignments = writtenAssignments(file, node) ?? refuse("the other form cannot say the same");
  const toMapping = node.kind === "sequence";
  const parts: readonly Range[] = toMapping ? node.items.map((item) => ({ start: item.start, end: itemEnd(item) })) : node.entries.map((entry) => ({ start: entry.start, end: entryEnd(entry) }));
  if (node.style === "flow") {
    const { start, end } = node.range;
    const [open, close] = toMapping ? ["{", "}"] : ["[", "]"];
    const written = replaced(parts, assignments, (each) => (toMapping ? writeFlowEntry(each.name, each.value ?? null, style) : writeFlowPart(asText(each), style)));
    return [{ range: { start, end: start + 1 }, text: open }, ...written, { range: { start: end - 1, end }, text: close }];
  }
  // The dashes of a list may stand in the column of its key, where the keys of a mapping would be the key's neighbours.
  const column = columnOf(file, parts[0]?.start ?? 0);
  const isFlush = toMapping && home?.kind === "entry" && column <= columnOf(file, home.entry.start);
  const margin = isFlush ? " ".repeat(style.indent) : "";
  const write = (each: WrittenAssignment): string => (toMapping ? `${margin}${writeScalar(each.name, style)}:${each.value === undefined ? "" : ` ${writeScalar(each.value, style)}`}` : `- ${writeScalar(asText(each), style)}`);
  return [...replaced(parts, assignments, write), ...(isFlush ? commentsMoved(file, parts, column, margin) : [])];
}

function replaced(parts: readonly Range[], assignments: readonly WrittenAssignment[], write: (assignment: WrittenAssignment) => string): readonly TextEdit[] {
  return parts.flatMap((range, index) => {
    const assignment = assignments[index];
    return assignment ? [{ range, text: write(assignment) }] : [];
  });
}

function asText({ name, value }: WrittenAssignment): string {
  return value === undefined ? name : `${name}=${value}`;
}

/** Comments between the parts, in their column, move with them. */
function commentsMoved(file: SourceFile, parts: readonly Range[], column: number, margin: string): readonly TextEdit[] {
  const [first, last] = [parts[0], parts.at(-1)].map((part) => file.lines.positionAt(part?.start ?? 0).line);
  const lines = Array.from({ length: (last ?? 0) - (first ?? 0) }, (_, index) => file.lines.lineRange((first ?? 0) + index));
  return lines.filter(({ start, end }) => file.text.slice(start, end).search(/\S/) === column && file.text[start + column] === "#").map(({ start }) => ({ range: { start: lineStart(file, start), end: lineStart(file, start) }, text: margin }));
}
