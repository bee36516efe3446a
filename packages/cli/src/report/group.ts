import type { Diagnostic } from "@compose-lint/core";

export type Group = readonly [Diagnostic, ...Diagnostic[]];

/** Findings that point at the very same place, in the order of the text. What a service lacks all points at its name. */
export function groupByPlace(diagnostics: readonly Diagnostic[]): readonly Group[] {
  const groups = new Map<string, [Diagnostic, ...Diagnostic[]]>();
  for (const diagnostic of diagnostics) {
    const { file, range } = diagnostic.place;
    const place = `${file.path}\0${String(range.start)}\0${String(range.end)}`;
    const group = groups.get(place);
    if (group) group.push(diagnostic);
    else groups.set(place, [diagnostic]);
  }
  return [...groups.values()];
}
