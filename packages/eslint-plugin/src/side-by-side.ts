import { applyEdits, type TextEdit } from "@compose-lint/core";

/** One edit that does what several do; what stands between them is written again. */
export function asOneEdit(text: string, edits: readonly TextEdit[]): TextEdit {
  const start = Math.min(...edits.map(({ range }) => range.start));
  const end = Math.max(...edits.map(({ range }) => range.end));
  const within = edits.map((edit) => ({ range: { start: edit.range.start - start, end: edit.range.end - start }, text: edit.text }));
  return { range: { start, end }, text: applyEdits(text.slice(start, end), within) };
}

/**
 * Edits that do the same, so that ESLint makes more of them at once: it makes no two that touch, and new keys of a service often go to
 * one place. What is inserted in front of a text that begins alike can as well be inserted further on: a new line in front of the next
 * one, or behind its line break, or within its indentation. `together` are all of them as they are made at once, which tells their order.
 */
export function sideBySide(text: string, edits: readonly TextEdit[], together: readonly TextEdit[]): ReadonlyMap<TextEdit, TextEdit> {
  const inserted = (start: number): string => together.flatMap((edit) => (edit.range.start === start && isInsertion(edit) ? [edit.text] : [])).join("");
  const sorted = edits.toSorted((a, b) => a.range.start - b.range.start || a.range.end - b.range.end || (isInsertion(a) ? inserted(a.range.start).indexOf(a.text) - inserted(b.range.start).indexOf(b.text) : 0));
  const moved = new Map<TextEdit, TextEdit>();
  let end = -1;
  for (const [index, edit] of sorted.entries()) {
    const room = sorted.slice(index + 1).find(({ range }) => range.start > edit.range.start)?.range.start ?? text.length + 1;
    const place = moveTo(text, edit, end + 1, room);
    moved.set(edit, place);
    if (place.range.start > end) end = place.range.end;
  }
  return moved;
}

/** The same edit, from an offset on, if it can be there and in front of `room`; else as it is. */
function moveTo(text: string, edit: TextEdit, offset: number, room: number): TextEdit {
  const { range: { start }, text: added } = edit;
  const by = offset - start;
  const canMove = isInsertion(edit) && by > 0 && by <= added.length && offset < room && text.slice(start, offset) === added.slice(0, by);
  return canMove ? { range: { start: offset, end: offset }, text: added.slice(by) + added.slice(0, by) } : edit;
}

function isInsertion({ range }: TextEdit): boolean {
  return range.start === range.end;
}
