import { applyEdits, loadProject, suppressionsIn, type Diagnostic, type LintedProject, type TextEdit } from "@compose-lint/core";

/** A comment that keeps a finding from being reported, before somebody has said why. */
export interface SuppressingComment {
  /** What is inserted, up to the reason, and behind it. */
  readonly before: string;
  readonly reason: string;
  readonly after: string;
  readonly offset: number;
}

/** What stands there until somebody writes the reason. */
const REASON = "say why";

/**
 * The comment above the line of a finding that hides it, indented as the line is; nothing where none would do, as within a text of several
 * lines.
 */
export function suppressingComment({ rule, place: { file, range } }: Diagnostic, { project }: LintedProject): SuppressingComment | undefined {
  if (!project.files.includes(file)) return undefined;
  const { text, lines } = file;
  const { line } = lines.positionAt(range.start);
  const { start, end } = lines.lineRange(line);
  const indent = /^[ \t]*/.exec(text.slice(start, end))?.[0] ?? "";
  const comment = { before: `${indent}# compose-lint-disable-next-line ${rule} -- `, reason: REASON, after: lineBreakOf(text), offset: start };
  const edit = editOf(comment);
  // Where a comment would be part of a text, or about something else, it hides nothing.
  const edited = applyEdits(text, [edit]);
  const after = loadProject({ read: (path) => (path === file.path ? edited : undefined) }, { files: [file.path], follow: false });
  const [changed] = after.files;
  const isComment = after.comments.some(({ range: found }) => found.start === start + indent.length);
  const shift = edit.text.length;
  if (!changed || !isComment || !suppressionsIn(after)(rule, { file: changed, range: { start: range.start + shift, end: range.end + shift } })) return undefined;
  return comment;
}

/** The comment as an edit. */
export function editOf({ before, reason, after, offset }: SuppressingComment): TextEdit {
  return { range: { start: offset, end: offset }, text: `${before}${reason}${after}` };
}

function lineBreakOf(text: string): string {
  return /\r\n|\n|\r/.exec(text)?.[0] ?? "\n";
}
