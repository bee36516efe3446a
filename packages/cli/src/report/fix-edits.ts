import { openSource, placedIdentityOf, type Diagnostic, type Range, type SourceFile, type TextEdit } from "@compose-lint/core";
import { findSecrets, secretLinesOf } from "@compose-lint/workspace";
import type { Report } from "./report.js";

/** What a fix does to one file. */
export interface FileEdits {
  readonly file: SourceFile;
  readonly edits: readonly TextEdit[];
}

/**
 * What the fix of a finding does to the text, for programs that can do it themselves; nothing if there is no proven fix, or if its text holds
 * what looks like a secret: a report goes where the file does not.
 */
export function shareableEdits({ edits }: Report, diagnostic: Diagnostic): readonly FileEdits[] | undefined {
  const planned = edits?.get(placedIdentityOf(diagnostic));
  if (!planned) return undefined;
  const byFile = [...planned].map(([file, some]) => ({ file, edits: some }));
  return byFile.some(({ file, edits: some }) => some.some((edit) => writesSecret(file, edit))) ? undefined : byFile;
}

/** The whole lines that an edit touches, before and after it. */
export function touchedLines({ text, lines }: SourceFile, { range, text: replacement }: TextEdit): { readonly before: string; readonly after: string; readonly line: number; readonly written: Range } {
  const { line } = lines.positionAt(range.start);
  const start = lines.lineRange(line).start;
  const { end } = lines.lineRange(lines.positionAt(range.end).line);
  const written = { start: range.start - start, end: range.start - start + replacement.length };
  return { before: text.slice(start, end), after: text.slice(start, range.start) + replacement + text.slice(range.end, end), line, written };
}

function writesSecret(file: SourceFile, edit: TextEdit): boolean {
  if (!addsLines(file, edit) && isWithinSecret(file, edit)) return true;
  const { after, written } = touchedLines(file, edit);
  return secretsIn(openSource(file.path, after)).some(({ start, end }) => start < written.end && end > written.start);
}

/** Whether an edit leaves all lines as they are, and puts new ones between them. */
function addsLines({ lines }: SourceFile, { range, text }: TextEdit): boolean {
  return range.start === range.end && /^[\r\n]/.test(text) && lines.lineRange(lines.positionAt(range.start).line).end === range.start;
}

function isWithinSecret(file: SourceFile, { range }: TextEdit): boolean {
  const last = file.lines.positionAt(range.end).line;
  for (let { line } = file.lines.positionAt(range.start); line <= last; line += 1) if (secretLinesOf(file).has(line)) return true;
  return false;
}

/** What looks like a secret in a text of a few lines. */
export function secretsIn(file: SourceFile): readonly Range[] {
  const inherited = secretLinesOf(file);
  return Array.from({ length: file.lines.lineCount }, (_, index) => {
    const { start, end } = file.lines.lineRange(index + 1);
    const whole = inherited.get(index + 1);
    return whole ? [whole] : findSecrets(file.text.slice(start, end)).map((secret) => ({ start: start + secret.start, end: start + secret.end }));
  }).flat();
}

/** One edit that does what several do, if they are in one file and near each other; what stands between them is written again. */
export function asOneEdit(byFile: readonly FileEdits[]): (FileEdits & { readonly edit: TextEdit }) | undefined {
  const [only, ...others] = byFile;
  if (!only || others.length > 0) return undefined;
  const sorted = only.edits.toSorted((a, b) => a.range.start - b.range.start);
  const [first] = sorted;
  const last = sorted.at(-1);
  if (!first || !last) return undefined;
  const { file } = only;
  let text = "";
  let done = first.range.start;
  for (const edit of sorted) {
    text += file.text.slice(done, edit.range.start) + edit.text;
    done = edit.range.end;
  }
  const edit = { range: { start: first.range.start, end: last.range.end }, text };
  const isFar = file.lines.positionAt(edit.range.end).line - file.lines.positionAt(edit.range.start).line > FARTHEST;
  return isFar || (sorted.length > 1 && writesSecret(file, edit)) ? undefined : { ...only, edit };
}

/** In lines. */
const FARTHEST = 20;
