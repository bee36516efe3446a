import { parsePatch } from "diff/lib/patch/parse.js";
import { structuredPatch } from "diff/lib/patch/create.js";

/** Lines of a file from one to another, both included, from 1. */
export interface LineSpan {
  readonly first: number;
  readonly last: number;
}

/** What a change does to one file, in lines of the new text. */
export interface FileDiff {
  /** The lines that are new or different. */
  readonly added: ReadonlySet<number>;
  /** What the forge shows of the new text, and where it takes comments; nothing if it shows no diff. */
  readonly shown: readonly LineSpan[];
}

/** Two texts that have more differences than this count as different all over. */
const MAX_EDITS = 5_000;

/**
 * Reads the diff of a file that a forge shows. A diff that does not fit the text is of no use: comments would be refused, or stand at other
 * lines. Then, and if there is none, the changed lines are found by comparing.
 */
export function readFileDiff(patch: string | undefined, before: string, after: string): FileDiff {
  return (patch === undefined ? undefined : shownDiff(patch, after)) ?? { added: comparedLines(before, after), shown: [] };
}

/** A line of the new text that a diff shows. */
export interface ShownLine {
  readonly line: number;
  /** Where it stands in the old text; of a line that is new, where the next line of the old text stands. */
  readonly old: number;
  readonly isAdded: boolean;
  readonly text: string;
}

function shownDiff(patch: string, after: string): FileDiff | undefined {
  const lines = linesOf(after);
  const stretches = shownStretches(patch);
  if (stretches.flat().some(({ line, text }) => withoutEnd(lines[line - 1] ?? "") !== withoutEnd(text))) return undefined;
  const added = new Set(stretches.flat().flatMap(({ line, isAdded }) => (isAdded ? [line] : [])));
  const shown = stretches.flatMap((stretch) => {
    const [start, end] = [stretch[0], stretch.at(-1)];
    return start && end ? [{ first: start.line, last: end.line }] : [];
  });
  return shown.length === 0 ? undefined : { added, shown };
}

/** What a diff shows of the new text, a stretch each. */
export function shownStretches(patch: string): readonly (readonly ShownLine[])[] {
  // What stands above the first stretch names the file, in ways that differ.
  return parsed(patch.slice(Math.max(0, patch.search(/^@@ /m)))).map(({ oldStart, oldLines, newStart, lines }) => {
    const stretch: ShownLine[] = [];
    let line = newStart;
    // The parser counts on from an empty stretch, and forges do not.
    let old = oldLines === 0 ? oldStart - 1 : oldStart;
    for (const change of lines) {
      const isAdded = change.startsWith("+");
      if (isAdded || change.startsWith(" ")) stretch.push({ line: line++, old, isAdded, text: change.slice(1) });
      if (change.startsWith("-") || change.startsWith(" ")) old += 1;
    }
    return stretch;
  });
}

function parsed(patch: string): ReturnType<typeof parsePatch>[number]["hunks"] {
  try {
    return parsePatch(patch).flatMap(({ hunks }) => hunks);
  } catch {
    return [];
  }
}

function comparedLines(before: string, after: string): ReadonlySet<number> {
  const patch = structuredPatch("", "", before, after, "", "", { context: 0, maxEditLength: MAX_EDITS });
  const spans = patch ? patch.hunks.map(({ newStart, newLines }) => ({ first: newStart, count: newLines })) : [{ first: 1, count: linesOf(after).length }];
  return new Set(spans.flatMap(({ first, count }) => Array.from({ length: count }, (_, index) => first + index)));
}

/** As git and forges count lines: by line feeds alone. Each keeps its carriage return. */
export function linesOf(text: string): readonly string[] {
  return text.split("\n");
}

function withoutEnd(line: string): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}
