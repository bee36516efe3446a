import { openSource, type SourceFile } from "@compose-lint/core";
import { findSecrets, secretLinesOf } from "@compose-lint/workspace";
import { linesOf, type LineSpan } from "./file-diff.js";

/** Whole lines of a file, and what should stand there instead. */
export interface Replacement extends LineSpan {
  readonly path: string;
  /** Without line feeds, but with their carriage returns. None if the lines should go. */
  readonly lines: readonly string[];
  /** What stands there now, written likewise. */
  readonly replaced: readonly string[];
}

/** In lines: nobody reads more than these in a suggestion. */
export const MOST_LINES = 40;
/** In UTF-16 code units; what is longer fits in no comment, with what has to be said of it. */
const MOST_TEXT = 20_000;
/** What a forge may drop or change on its way into a comment, and what makes text look like another one. A carriage return ends a line. */
const FRAGILE = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]|\r(?!\n|$)/;

/**
 * The change of a file as a replacement of whole lines that are all shown in one stretch of its diff.
 * @returns why there is none, if the change cannot be suggested.
 */
export function replacementFor(file: SourceFile, after: string, shown: readonly LineSpan[]): Replacement | { readonly refused: string } {
  if (file.encoding !== "utf-8" || file.decodingProblem) return { refused: "the file is not UTF-8" };
  const [old, fresh] = [linesOf(file.text), linesOf(after)];
  const [start, end, newEnd] = differingLines(old, fresh);
  const stretch = shown.find(({ first, last }) => (start === end ? first <= start + 1 && start <= last : first <= start + 1 && end <= last));
  if (!stretch) return { refused: "it is about lines that the diff does not show" };
  // What is only put in stands with the line before it, or else with the line after it.
  let [from, to] = start < end ? [start, end] : start >= stretch.first ? [start - 1, end] : [start, end + 1];
  const linesNow = (): readonly string[] => fresh.slice(from, newEnd + (to - end));
  // GitLab takes empty lines alone for none.
  const isBlank = (): boolean => linesNow().length > 0 && linesNow().join("").trim() === "";
  while (isBlank() && from >= stretch.first) from -= 1;
  while (isBlank() && to < stretch.last) to += 1;
  if (isBlank()) return { refused: "it would leave nothing but empty lines" };
  const lines = linesNow();
  const text = lines.join("\n");
  if (to - from > MOST_LINES || lines.length > MOST_LINES || text.length > MOST_TEXT) return { refused: "it is about too many lines" };
  if (FRAGILE.test(text) || (from === 0 && text.startsWith("\ufeff"))) return { refused: "its lines hold control characters" };
  if (showsSecret(openSource(file.path, after), from + 1, from + lines.length)) return { refused: "a line of it looks like a secret" };
  return { path: file.path, first: from + 1, last: to, lines, replaced: old.slice(from, to) };
}

/** The lines that differ, from 0 and without the last: in the old text from the first number to the second, in the new one to the third. */
function differingLines(before: readonly string[], after: readonly string[]): readonly [start: number, end: number, newEnd: number] {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start += 1;
  let same = 0;
  while (same < most - start && before[before.length - 1 - same] === after[after.length - 1 - same]) same += 1;
  return [start, before.length - same, after.length - same];
}

function showsSecret(file: SourceFile, first: number, last: number): boolean {
  const inherited = secretLinesOf(file);
  for (let line = first; line <= last; line += 1) {
    const { start, end } = file.lines.lineRange(line);
    if (inherited.has(line) || findSecrets(file.text.slice(start, end)).length > 0) return true;
  }
  return false;
}

/** A text after a replacement of its lines, as a forge makes it. */
export function applyReplacement(text: string, { first, last, lines }: Pick<Replacement, "first" | "last" | "lines">): string {
  const before = linesOf(text);
  return [...before.slice(0, first - 1), ...lines, ...before.slice(last)].join("\n");
}
