import type { Range } from "../text/range.js";
import type { SourceFile } from "../text/source-file.js";
import type { TextEdit } from "../text/text-edit.js";
import type { YamlMapping, YamlSequence } from "../yaml/nodes.js";
import { beginsLine, columnOf, lineEnd, partsOf, withCommentsAbove } from "./layout.js";
import { refuse } from "./refusal.js";

/**
 * Puts the parts of a mapping or list in another order: `order` holds, for each place, the index of the part that goes there.
 * In block style a part takes the comments directly above it along; blank lines stay where they are.
 */
export function arrangeParts(file: SourceFile, collection: YamlMapping | YamlSequence, order: readonly number[]): readonly TextEdit[] {
  const parts = partsOf(collection);
  const ranges = collection.style === "flow" ? flowParts(file, collection.range, parts) : blockParts(file, parts);
  return ranges.flatMap((range, place): readonly TextEdit[] => {
    const taken = ranges[order[place] ?? place];
    return !taken || taken === range ? [] : [{ range, text: file.text.slice(taken.start, taken.end) }];
  });
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

/** Comments below a part that stand deeper than it belong to it. */
function withDeeperComments({ text, lines }: SourceFile, end: number, column: number): number {
  let { line } = lines.positionAt(end);
  while (line < lines.lineCount) {
    const below = lines.lineRange(line + 1);
    const content = text.slice(below.start, below.end);
    const comment = content.trimStart();
    if (!comment.startsWith("#") || content.length - comment.length <= column) break;
    line += 1;
  }
  return lines.lineRange(line).end;
}
