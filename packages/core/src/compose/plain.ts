/** Data without places, as JSON knows it. Mappings have no prototype, so that `__proto__` is a key like any other. */
export type Plain = PlainScalar | readonly Plain[] | PlainMapping;
export type PlainScalar = string | number | boolean | null;
export interface PlainMapping {
  readonly [key: string]: Plain;
}

export function isPlainMapping(value: Plain | undefined): value is PlainMapping {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isPlainList(value: Plain | undefined): value is readonly Plain[] {
  return Array.isArray(value);
}

/** A mapping without keys, for one who fills it: it inherits nothing. */
export function emptyMapping<T>(): Record<string, T> {
  // V8 keeps objects of equal keys alike, but one whose own prototype is null it makes a dictionary, several times as large and slow.
  return Object.create(BARE) as Record<string, T>;
}

const BARE = Object.freeze(Object.create(null) as object);

/** A mapping without prototype, from pairs; a later pair replaces an earlier one of the same key. */
export function plainMapping(pairs: Iterable<readonly [string, Plain]>): PlainMapping {
  const mapping = emptyMapping<Plain>();
  for (const [key, value] of pairs) mapping[key] = value;
  return mapping;
}

/** The same keys, each with what `map` makes of its value. */
export function mapToPlain<T>(entries: ReadonlyMap<string, T>, map: (value: T) => Plain): PlainMapping {
  const mapping = emptyMapping<Plain>();
  for (const [key, value] of entries) mapping[key] = map(value);
  return mapping;
}

/** Deep equality; the order of keys does not matter, the order of items does. */
export function plainEqual(a: Plain | undefined, b: Plain | undefined): boolean {
  if (Object.is(a, b)) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item: Plain, index) => plainEqual(item, b[index] as Plain | undefined));
  }
  if (!isPlainMapping(a) || !isPlainMapping(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => key in b && plainEqual(a[key], b[key]));
}
