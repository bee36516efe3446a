import { applyEdits, type TextEdit } from "@compose-lint/core";

/** One edit that does what several do; what stands between them is written again. */
export function asOneEdit(text: string, edits: readonly TextEdit[]): TextEdit {
  const start = Math.min(...edits.map(({ range }) => range.start));
  const end = Math.max(...edits.map(({ range }) => range.end));
  const within = edits.map((edit) => ({ range: { start: edit.range.start - start, end: edit.range.end - start }, text: edit.text }));
  return { range: { start, end }, text: applyEdits(text.slice(start, end), within) };
}

/** Whether ESLint makes no more than one of two edits in a pass. */
export function touch(a: TextEdit, b: TextEdit): boolean {
  return a.range.start <= b.range.end && b.range.start <= a.range.end;
}

/** An edit of a fix. */
export interface Part<Fix> {
  readonly fix: Fix;
  readonly edit: TextEdit;
}

/**
 * One edit for each fix that does what its edits do, so that ESLint makes many of them at once: it makes no two that touch, and new keys of
 * a service often go to one place. What is inserted in front of a text that begins alike can as well be inserted further on: a new line in
 * front of the next one, or behind its line break, or within its indentation. What goes to one place is given in its order, and keeps it:
 * what cannot be moved gives way to what stands in front of it.
 */
export function sideBySide<Fix>(text: string, parts: readonly Part<Fix>[]): ReadonlyMap<Fix, TextEdit> {
  const wholes = wholesOf(text, parts).sort(({ edit: a }, { edit: b }) => a.range.start - b.range.start || a.range.end - b.range.end);
  const given = new Map<Fix, TextEdit>();
  let end = -1;
  let last = -1;
  let waiting = 0;
  for (const [index, whole] of wholes.entries()) {
    const { fix, edit } = whole;
    const room = wholes.slice(index + 1).find(({ edit: { range } }) => range.start > edit.range.start)?.edit.range.start ?? text.length + 1;
    const moved = whole.first > last ? moveTo(text, edit, end + 1, room) : edit;
    if (moved.range.start > end) {
      given.set(fix, moved);
      end = moved.range.end;
      last = whole.last;
      waiting = 0;
    } else {
      waiting += 1;
      given.set(fix, isInsertion(edit) ? withMore(text, edit, waiting) : edit);
    }
  }
  return given;
}

/** What a fix does, with the places of its first and its last edit among all edits. */
interface Whole<Fix> extends Part<Fix> {
  readonly first: number;
  readonly last: number;
}

function wholesOf<Fix>(text: string, parts: readonly Part<Fix>[]): Whole<Fix>[] {
  const indexes = new Map<Fix, number[]>();
  for (const [index, { fix }] of parts.entries()) indexes.set(fix, [...(indexes.get(fix) ?? []), index]);
  return [...indexes].map(([fix, some]) => ({ fix, edit: asOneEdit(text, some.flatMap((index) => parts[index]?.edit ?? [])), first: Math.min(...some), last: Math.max(...some) }));
}

/** The same edit, from an offset on, if it can be there and in front of `room`; else as it is. */
function moveTo(text: string, edit: TextEdit, offset: number, room: number): TextEdit {
  const { range: { start }, text: added } = edit;
  const by = offset - start;
  const canMove = isInsertion(edit) && by > 0 && by <= added.length && offset < room && text.slice(start, offset) === added.slice(0, by);
  return canMove ? { range: { start: offset, end: offset }, text: added.slice(by) + added.slice(0, by) } : edit;
}

/** The same edit, which writes again so much of what follows: of two that begin at one place, ESLint makes the one that ends first. */
function withMore(text: string, { range: { start }, text: added }: TextEdit, length: number): TextEdit {
  const following = text.slice(start, start + length);
  return { range: { start, end: start + following.length }, text: added + following };
}

function isInsertion({ range }: TextEdit): boolean {
  return range.start === range.end;
}
