import type { Place } from "@compose-lint/core";
import { atLineStart, printable } from "@compose-lint/workspace";

type Spot = Pick<Place, "file" | "range">;

/** As people count. */
export function lineOf({ file, range }: Spot): number {
  return file.lines.positionAt(range.start).line;
}

/** `compose.yaml:4:5` */
export function locationOf(spot: Spot): string {
  const { line, column } = spot.file.lines.positionAt(spot.range.start);
  return `${atLineStart(printable(spot.file.path))}:${String(line)}:${String(column)}`;
}

/** As people and most programs count: from 1, columns in UTF-16 code units, the end exclusive. */
export function locationNumbers({ file, range }: Spot): { readonly line: number; readonly column: number; readonly endLine: number; readonly endColumn: number } {
  const start = file.lines.positionAt(range.start);
  const end = file.lines.positionAt(range.end);
  return { line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}
