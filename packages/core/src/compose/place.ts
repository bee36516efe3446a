import type { Range } from "../text/range.js";
import type { SourceFile } from "../text/source-file.js";
import type { Origin, Step } from "./tree.js";

/** A place in a file that a person can be shown. */
export interface Place {
  readonly file: SourceFile;
  readonly range: Range;
  /** How what is written there takes effect where it is used; absent or empty if directly. */
  readonly via?: readonly Step[];
}

/** The key under which a value is written, or the value itself where it has no key. */
export function atKey({ file, keyRange, range, via }: Origin): Place {
  return { file, range: keyRange ?? range, via };
}

/** The value as it is written; of a value of several lines, the first one. */
export function atValue({ file, range, via }: Origin): Place {
  return { file, range: firstLine(file, range), via };
}

/** Underlining a whole section helps nobody. */
export function firstLine(file: SourceFile, range: Range): Range {
  const { line } = file.lines.positionAt(range.start);
  return { start: range.start, end: Math.max(range.start, Math.min(range.end, file.lines.lineRange(line).end)) };
}

/** The same for two places that are one, whatever the way to them. */
export function placeKey({ file, range }: Place): string {
  return `${file.path}:${String(range.start)}`;
}
