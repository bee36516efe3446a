/** The indexes of items that are equal to an earlier item of the list. */
export function repeats(items: readonly unknown[]): readonly number[] {
  const seen = new Set<string>();
  const found: number[] = [];
  items.forEach((item, index) => {
    const key = identity(item);
    if (seen.has(key)) found.push(index);
    seen.add(key);
  });
  return found;
}

/** Bundled into the validator, where it takes the place of the keyword `uniqueItems`. */
export function hasRepeats(items: readonly unknown[]): boolean {
  return items.length > 1 && repeats(items).length > 0;
}

/** The same text for equal values only; the order of keys does not count. */
function identity(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(identity).join(",")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  const entries = Object.entries(value).map(([key, held]) => `${JSON.stringify(key)}:${identity(held)}`);
  return `{${entries.sort().join(",")}}`;
}
