import type { Diagnostic, Place, SourceFile } from "@compose-lint/core";
import { diffByLine } from "./line-diff.js";

/**
 * Places findings in the texts that a person has before them. They may have been found in what some changes have made of these, or in
 * what was there before. What stands in a line that is not there, or not yet, is placed in the line before.
 */
export function placerIn(textOf: (path: string) => SourceFile | undefined): (diagnostic: Diagnostic) => Diagnostic {
  const texts = new Map<string, SourceFile | undefined>();
  const known = new Map<SourceFile, readonly number[]>();
  const moved = <P extends Pick<Place, "file" | "range">>(place: P): P => {
    const { file, range } = place;
    if (!texts.has(file.path)) texts.set(file.path, textOf(file.path));
    const shown = texts.get(file.path);
    if (!shown || shown.text === file.text) return place;
    const lines = known.get(file) ?? linesIn(shown.text, file.text);
    known.set(file, lines);
    const move = (offset: number): number => {
      const { line } = file.lines.positionAt(offset);
      const { start, end } = shown.lines.lineRange(lines[line - 1] ?? 1);
      return Math.min(start + offset - file.lines.lineRange(line).start, end);
    };
    return { ...place, file: shown, range: { start: move(range.start), end: move(range.end) } };
  };
  return (diagnostic) => {
    const { via, ...place } = moved(diagnostic.place);
    return { ...diagnostic, place: { ...place, ...(via ? { via: via.map(moved) } : {}) }, related: diagnostic.related.map(moved) };
  };
}

/** For each line of `text`, the number of the same line of `shown`, or of the last one before it. */
function linesIn(shown: string, text: string): readonly number[] {
  const lines: number[] = [];
  let line = 0;
  for (const { sign } of diffByLine(shown, text)) {
    if (sign !== "+") line += 1;
    if (sign !== "-") lines.push(Math.max(1, line));
  }
  return lines;
}
