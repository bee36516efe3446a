import type { Place } from "@compose-lint/core";
import { printable } from "./characters.js";

type Spot = Pick<Place, "file" | "range">;

/** As people count. */
export function lineOf({ file, range }: Spot): number {
  return file.lines.positionAt(range.start).line;
}

/** `compose.yaml:4:5` */
export function locationOf(spot: Spot): string {
  const { line, column } = spot.file.lines.positionAt(spot.range.start);
  return `${printable(spot.file.path)}:${String(line)}:${String(column)}`;
}
