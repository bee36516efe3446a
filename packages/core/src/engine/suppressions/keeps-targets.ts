import type { Project } from "../../compose/load.js";
import type { Suppression } from "../../rules/suppression.js";
import type { SourceFile } from "../../text/source-file.js";
import { sortEdits, type TextEdit } from "../../text/text-edit.js";
import { findComments } from "./find-comments.js";
import { lineText, targetLine } from "./line-scope.js";

/** A comment on or above a line, with that line. */
interface Targeted {
  readonly suppression: Suppression;
  readonly comment: string;
  readonly line: number;
  /** What the line holds, without the comment itself and without indentation. */
  readonly content: string;
}

/**
 * Finds a comment that would be about another line after some edits than it was before; none if all is well. A line that was edited,
 * but is still there, is the same line.
 */
export function movedComment(before: Project, after: Project, edits: ReadonlyMap<SourceFile, readonly TextEdit[]>): Suppression | undefined {
  const old = targetedIn(before).filter(({ suppression }) => edits.has(suppression.place.file));
  if (old.length === 0) return undefined;
  const now = targetedIn(after);
  const left = new Map<string, number>();
  for (const each of now) left.set(keyOf(each), (left.get(keyOf(each)) ?? 0) + 1);
  const unmatched = old.filter((each) => {
    const count = left.get(keyOf(each)) ?? 0;
    left.set(keyOf(each), count - 1);
    return count <= 0;
  });
  return unmatched.find((each) => !isStillThere(each, now, edits.get(each.suppression.place.file) ?? []))?.suppression;
}

function targetedIn(project: Project): readonly Targeted[] {
  return findComments(project).flatMap(({ suppression }): readonly Targeted[] => {
    const line = suppression && targetLine(suppression);
    if (!suppression || line === undefined) return [];
    const { file, range } = suppression.place;
    const comment = file.text.slice(range.start, range.end);
    const content = lineText(file, line).trim();
    return [{ suppression, comment, line, content: suppression.kind === "disable-line" ? content.slice(0, -comment.length).trimEnd() : content }];
  });
}

function keyOf({ suppression, comment, content }: Targeted): string {
  return JSON.stringify([suppression.place.file.path, comment, content]);
}

function isStillThere({ suppression, line }: Targeted, now: readonly Targeted[], edits: readonly TextEdit[]): boolean {
  const { file, range } = suppression.place;
  const { start } = file.lines.lineRange(line);
  const comment = offsetAfter(range.start, edits);
  const content = offsetAfter(start + (/^\s*/.exec(lineText(file, line))?.[0].length ?? 0), edits);
  if (comment === undefined || content === undefined) return false;
  return now.some((other) => other.suppression.place.file.path === file.path && other.suppression.place.range.start === comment && other.suppression.place.file.lines.positionAt(content).line === other.line);
}

/** Where the character at an offset stands after edits; nothing if it is gone. What is replaced from that character on stands where it stood. */
function offsetAfter(offset: number, edits: readonly TextEdit[]): number | undefined {
  let shift = 0;
  for (const { range, text } of sortEdits(edits)) {
    if (range.start > offset) break;
    if (range.end > offset) return range.start === offset && text.trim() !== "" ? offset + shift : undefined;
    shift += text.length - (range.end - range.start);
  }
  return offset + shift;
}
