import type { Range } from "./range.js";

/** Replaces `range` by `text`; an empty range inserts. */
export interface TextEdit {
  readonly range: Range;
  readonly text: string;
}

/** In order of place; edits that insert at one place keep the order they were given in. */
export function sortEdits(edits: readonly TextEdit[]): TextEdit[] {
  return [...edits].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
}

/** Whether two edits cannot both be made: they replace common text, or one inserts inside what the other replaces. */
export function editsConflict(a: TextEdit, b: TextEdit): boolean {
  return a.range.start < b.range.end && b.range.start < a.range.end;
}

/** Whether any two of many edits conflict, so that they cannot all be made. */
export function haveConflict(edits: readonly TextEdit[]): boolean {
  return sortEdits(edits).some(({ range }, index, sorted) => index > 0 && range.start < (sorted[index - 1]?.range.end ?? 0));
}

/**
 * Makes all edits at once; their ranges refer to `text` as it is given.
 * @throws RangeError if two edits conflict: the caller has to sort that out beforehand.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = "";
  let done = 0;
  for (const { range, text: replacement } of sortEdits(edits)) {
    if (range.start < done) throw new RangeError(`Edits overlap at offset ${String(range.start)}.`);
    result += text.slice(done, range.start) + replacement;
    done = range.end;
  }
  return result + text.slice(done);
}
