import { WrittenYaml, type Writable } from "../yaml/write.js";

/** Two values for one new key: mappings are merged, lists joined; of anything else, the second one counts. */
export function united(a: Writable, b: Writable): Writable {
  if (isList(a) && isList(b)) return [...a, ...b];
  if (!isFields(a) || !isFields(b)) return b;
  const keys = new Map(Object.entries(a));
  for (const [key, value] of Object.entries(b)) {
    const before = keys.get(key);
    keys.set(key, before === undefined ? value : united(before, value));
  }
  return Object.fromEntries(keys);
}

export function isList(value: Writable): value is readonly Writable[] {
  return Array.isArray(value);
}

/** Keys with values, not text that is YAML already. */
export function isFields(value: Writable): value is { readonly [key: string]: Writable } {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof WrittenYaml);
}
