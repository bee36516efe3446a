/** The names that a mistyped one may stand for, all equally near; empty when none is near enough. */
export function nearest(typed: string, names: readonly string[]): { readonly names: readonly string[]; readonly edits: number } {
  const word = squash(typed);
  // In a short word one edit is a lot: `uid` is no typo of `pid`, and `ip` none of `ipc`.
  let edits = word.length < 3 ? 0 : word.length < 6 ? 1 : 2;
  let found: string[] = [];
  for (const name of names) {
    const other = squash(name);
    if (word.length < 5 && !other.startsWith(word.charAt(0))) continue;
    if (Math.abs(other.length - word.length) > edits) continue;
    const needed = distance(word, other);
    if (needed > edits) continue;
    if (needed < edits) found = [];
    edits = needed;
    found.push(name);
  }
  return { names: found, edits };
}

/** `dependsOn`, `depends-on` and `Depends_On` are all spellings of `depends_on`. */
const squash = (name: string): string => name.toLowerCase().replace(/[-_ ]/g, "");

/** Damerau–Levenshtein distance (optimal string alignment): insert, delete, replace, or swap two neighbours. */
export function distance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let edits = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        edits = Math.min(edits, (beforeLast[column - 2] ?? 0) + 1);
      }
      current.push(edits);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? 0;
}
