import { applyEdits, type TextEdit } from "@compose-lint/core";

/** What ESLint makes of a text in one pass: the edits in the order of the text, of two with one range the first one, and none that touches the one before. */
export function asEslint(text: string, edits: readonly TextEdit[]): string {
  const made: TextEdit[] = [];
  for (const edit of edits.toSorted((a, b) => a.range.start - b.range.start || a.range.end - b.range.end)) if (edit.range.start > (made.at(-1)?.range.end ?? -1)) made.push(edit);
  return applyEdits(text, made);
}
