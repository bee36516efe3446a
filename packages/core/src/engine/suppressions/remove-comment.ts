import type { Place } from "../../compose/place.js";
import type { NamedRule } from "../../rules/suppression.js";
import type { TextEdit } from "../../text/text-edit.js";
import { holdsMore, lineText } from "./line-scope.js";

/** Takes a comment out of its file: with its line where it stands alone there, else with the blanks before it. */
export function removeComment({ file, range }: Place): TextEdit {
  const { text, lines } = file;
  const { line } = lines.positionAt(range.start);
  const whole = lines.lineRange(line);
  if (holdsMore(lineText(file, line))) {
    const before = text.slice(whole.start, range.start);
    return { range: { start: whole.start + before.trimEnd().length, end: whole.end }, text: "" };
  }
  const isLast = line === lines.lineCount;
  return { range: { start: whole.start, end: isLast ? whole.end : lines.lineRange(line + 1).start }, text: "" };
}

/** Leaves some of the rules out that a comment names; the others stay as they are written. */
export function leaveOut(names: readonly NamedRule[], idle: ReadonlySet<string>): TextEdit | undefined {
  const [first, last] = [names[0], names.at(-1)];
  const rest = names.filter(({ name }) => !idle.has(name));
  if (!first || !last || rest.length === 0) return undefined;
  return { range: { start: first.range.start, end: last.range.end }, text: rest.map(({ name }) => name).join(", ") };
}
