import type { Range } from "../text/range.js";
import type { SourceFile } from "../text/source-file.js";
import type { TextEdit } from "../text/text-edit.js";
import type { YamlMapping, YamlSequence } from "../yaml/nodes.js";
import { commaIn, lineEnd, lineStart, onSameLine, partsOf } from "./layout.js";

/** Takes entries or items with their commas out of `{…}` or `[…]`, and leaves the comments around them. */
export function removeFlowParts(file: SourceFile, collection: YamlMapping | YamlSequence, indexes: ReadonlySet<number>): readonly TextEdit[] {
  const parts = partsOf(collection);
  return runsOf(indexes).flatMap(({ first, last }) => {
    const [from, to] = [parts[first], parts[last]];
    if (!from || !to) return [];
    const commaBefore = commaIn(file, parts[first - 1]?.end, from.start);
    const commaAfter = commaIn(file, to.end, parts[last + 1]?.start ?? collection.range.end - 1);
    return removeRun(file, { start: from.start, end: to.end }, commaBefore, commaAfter, parts[last + 1] !== undefined);
  });
}

/** Neighbouring parts that all go. */
function runsOf(indexes: ReadonlySet<number>): readonly { readonly first: number; readonly last: number }[] {
  const runs: { first: number; last: number }[] = [];
  for (const index of [...indexes].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run?.last === index - 1) run.last = index;
    else runs.push({ first: index, last: index });
  }
  return runs;
}

function removeRun(file: SourceFile, run: Range, commaBefore: number | undefined, commaAfter: number | undefined, hasNext: boolean): readonly TextEdit[] {
  // The last part has its own comma in front of it; so have others where commas begin the lines.
  const ownsBefore = commaBefore !== undefined && (commaAfter === undefined || (onSameLine(file, commaBefore, run.start) && (!hasNext || !onSameLine(file, run.end, commaAfter))));
  const comma = ownsBefore ? commaBefore : commaAfter;
  if (comma === undefined) return [withoutBlanks(file, run)];
  const between = comma < run.start ? file.text.slice(comma + 1, run.start) : file.text.slice(run.end, comma);
  if (!between.includes("#")) return [withoutBlanks(file, { start: Math.min(comma, run.start), end: Math.max(comma + 1, run.end) })];
  return [withoutBlanks(file, run), { range: { start: comma, end: comma + 1 }, text: "" }];
}

/** What is taken out leaves neither an empty line nor blanks at the end of one. */
function withoutBlanks(file: SourceFile, { start, end }: Range): TextEdit {
  const { text } = file;
  const before = text.slice(lineStart(file, start), start);
  const after = text.slice(end, lineEnd(file, end));
  const blanksBefore = before.length - before.trimEnd().length;
  const blanksAfter = after.length - after.trimStart().length;
  // The blank in front of a closing bracket stays, and that in front of a comment which now stands behind something else.
  const keepsBlanks = /^\s*[\]}]/.test(after) || (before.trim() !== "" && after.trimStart().startsWith("#"));
  if (after.trim() !== "") return { range: { start, end: end + (keepsBlanks ? 0 : blanksAfter) }, text: "" };
  if (before.trim() !== "") return { range: { start: start - blanksBefore, end: end + after.length }, text: "" };
  const { line } = file.lines.positionAt(start);
  return { range: { start: line > 1 ? file.lines.lineRange(line - 1).end : start, end: end + after.length }, text: "" };
}
