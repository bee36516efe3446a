/** A half-open stretch of one file's text, in UTF-16 code units from the start of the text (a BOM counts). */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Whether `inner` lies within `outer`; equal ranges do. */
export function containsRange(outer: Range, inner: Range): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
