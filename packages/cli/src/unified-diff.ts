import { FILE_HEADERS_ONLY, formatPatch } from "diff/lib/patch/create.js";
import type { StructuredPatchHunk } from "diff/lib/types.js";
import { diffByLine, type DiffLine } from "./line-diff.js";

const CONTEXT = 3;

/** What stands before the first hunk. */
export const HEADER_LINES = 2;

/** A patch that `git apply` and `patch -p1` accept in the current folder. Line endings are kept as they are. */
export function unifiedDiff(path: string, before: string, after: string): string {
  const patch = { oldFileName: `a/${path}`, newFileName: `b/${path}`, oldHeader: undefined, newHeader: undefined, hunks: hunksOf(diffByLine(before, after)) };
  return formatPatch(patch, FILE_HEADERS_ONLY);
}

function hunksOf(lines: readonly DiffLine[]): StructuredPatchHunk[] {
  const hunks: StructuredPatchHunk[] = [];
  let oldLine = 1;
  let newLine = 1;
  let done = 0;
  for (const [from, to] of stretchesOf(lines)) {
    // Everything between two hunks is unchanged.
    oldLine += from - done;
    newLine += from - done;
    done = to;
    const shown = lines.slice(from, to);
    const oldLines = shown.filter(({ sign }) => sign !== "+").length;
    const newLines = shown.filter(({ sign }) => sign !== "-").length;
    hunks.push({ oldStart: oldLine, oldLines, newStart: newLine, newLines, lines: shown.flatMap(writeLine) });
    oldLine += oldLines;
    newLine += newLines;
  }
  return hunks;
}

/** Where lines change, with their context; changes whose contexts touch are one stretch. */
function stretchesOf(lines: readonly DiffLine[]): readonly (readonly [number, number])[] {
  const stretches: [number, number][] = [];
  lines.forEach(({ sign }, index) => {
    if (sign === " ") return;
    const last = stretches.at(-1);
    const to = Math.min(lines.length, index + 1 + CONTEXT);
    if (last && index - CONTEXT <= last[1]) last[1] = to;
    else stretches.push([Math.max(0, index - CONTEXT), to]);
  });
  return stretches;
}

function writeLine({ sign, text }: DiffLine): readonly string[] {
  return text.endsWith("\n") ? [`${sign}${text.slice(0, -1)}`] : [`${sign}${text}`, "\\ No newline at end of file"];
}
