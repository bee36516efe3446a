import { applyEdits, loadProject, suppressionsIn, type Diagnostic, type Place, type Project, type TextEdit } from "@compose-lint/core";

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
 * The comments above the lines of findings that hide them, indented as the lines are; none where one would not do, as within a text of several
 * lines. All findings are of one file.
 */
export function suppressingComments(findings: readonly Diagnostic[], { files }: Project): ReadonlyMap<Diagnostic, SuppressingComment> {
  const own = findings.filter(({ place }) => files.includes(place.file));
  const comments = own.map((diagnostic) => ({ diagnostic, comment: commentAbove(diagnostic) }));
  // Looking takes as long for all of them as for one.
  const hidden = hide(comments);
  return new Map(comments.flatMap((each) => (hidden || hide([each]) ? [[each.diagnostic, each.comment] as const] : [])));
}

interface Commented {
  readonly diagnostic: Diagnostic;
  readonly comment: SuppressingComment;
}

function commentAbove({ rule, place }: Diagnostic): SuppressingComment {
  const { text, lines } = place.file;
  const { start, end } = lines.lineRange(lineOf(place));
  const indent = /^[ \t]*/.exec(text.slice(start, end))?.[0] ?? "";
  return { before: `${indent}# compose-lint-disable-next-line ${rule} -- `, reason: REASON, after: /\r\n|\n|\r/.exec(text)?.[0] ?? "\n", offset: start };
}

/** Whether comments are comments where they stand, and hide what they are meant for: in a text, one would be a part of it. */
function hide(comments: readonly Commented[]): boolean {
  const [first] = comments;
  if (!first) return true;
  const { path, text } = first.diagnostic.place.file;
  const edits = comments.map(({ comment }) => editOf(comment));
  const edited = applyEdits(text, edits);
  const after = loadProject({ read: (name) => (name === path ? edited : undefined) }, { files: [path], follow: false });
  const [file] = after.files;
  if (!file) return false;
  const added = after.comments.filter(({ range }) => edited.slice(range.start, range.end).endsWith(`-- ${REASON}`)).length;
  const suppressionOf = suppressionsIn(after);
  return added >= comments.length && comments.every(({ diagnostic: { rule, place: { range } } }) => {
    const shift = edits.reduce((sum, edit) => sum + (edit.range.start <= range.start ? edit.text.length : 0), 0);
    return suppressionOf(rule, { file, range: { start: range.start + shift, end: range.end + shift } }) !== undefined;
  });
}

/** The comment as an edit. */
export function editOf({ before, reason, after, offset }: SuppressingComment): TextEdit {
  return { range: { start: offset, end: offset }, text: `${before}${reason}${after}` };
}

export function lineOf({ file, range }: Place): number {
  return file.lines.positionAt(range.start).line;
}
