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

function shownDiff(patch: string, after: string): FileDiff | undefined {
  const lines = linesOf(after);
  const added = new Set<number>();
  const shown: LineSpan[] = [];
  // What stands above the first stretch names the file, in ways that differ.
  for (const { newStart, newLines, lines: changes } of parsed(patch.slice(Math.max(0, patch.search(/^@@ /m))))) {
    let line = newStart;
    for (const change of changes) {
      if (!change.startsWith("+") && !change.startsWith(" ")) continue;
      if (withoutEnd(lines[line - 1] ?? "") !== withoutEnd(change.slice(1))) return undefined;
      if (change.startsWith("+")) added.add(line);
      line += 1;
    }
    if (newLines > 0) shown.push({ first: newStart, last: newStart + newLines - 1 });
  }
  return shown.length === 0 ? undefined : { added, shown };
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
