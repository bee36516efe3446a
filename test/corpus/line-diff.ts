/** Lines that differ at one place: what stood there, and what stands there now. */
export interface Hunk {
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** The hunks of a shortest line diff. */
export function lineDiff(before: string, after: string): readonly Hunk[] {
  const a = before.split("\n");
  const b = after.split("\n");
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  return hunks(a.slice(start, a.length - end), b.slice(start, b.length - end));
}

/** Longest common subsequence; `length(i, j)` is that of what follows line i of `a` and line j of `b`. */
function hunks(a: readonly string[], b: readonly string[]): readonly Hunk[] {
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  const length = (i: number, j: number): number => lengths[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) lengths[i * width + j] = a[i] === b[j] ? length(i + 1, j + 1) + 1 : Math.max(length(i + 1, j), length(i, j + 1));
  }
  const found: Hunk[] = [];
  let removed: string[] = [];
  let added: string[] = [];
  const close = (): void => {
    if (removed.length + added.length > 0) found.push({ removed, added });
    removed = [];
    added = [];
  };
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      close();
      i += 1;
      j += 1;
    } else if (i < a.length && (j === b.length || length(i + 1, j) >= length(i, j + 1))) removed.push(a[i++] ?? "");
    else added.push(b[j++] ?? "");
  }
  close();
  return found;
}
