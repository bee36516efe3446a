import type { Diagnostic } from "@compose-lint/core";

export type Group = readonly [Diagnostic, ...Diagnostic[]];

/** Findings that point at the very same place, in the order of the text. */
export function groupByPlace(diagnostics: readonly Diagnostic[]): readonly Group[] {
  return [...grouped(diagnostics, ({ place: { file, range } }) => `${file.path}\0${String(range.start)}\0${String(range.end)}`).values()];
}

/** What has the same key, in the order in which the keys first occur. */
export function grouped<K, T>(all: readonly T[], keyOf: (one: T) => K): ReadonlyMap<K, readonly [T, ...T[]]> {
  const groups = new Map<K, [T, ...T[]]>();
  for (const one of all) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return groups;
}
