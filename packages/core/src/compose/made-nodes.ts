import type { PlainScalar } from "./plain.js";
import { makeLiteral, makeMapping, type Mapping, type Origin, type Scalar, type Tree } from "./tree.js";

/** A part that was read out of a text, or that Compose adds to it. */
export function scalarOf(origin: Origin, value: PlainScalar): Scalar {
  const type = value === null ? "null" : typeof value === "boolean" ? "boolean" : typeof value === "number" ? "integer" : "string";
  return makeLiteral({ type, value }, origin);
}

/** A mapping that was read out of a text; absent values are left out. */
export function mappingOf(origin: Origin, values: Readonly<Record<string, PlainScalar | undefined>>): Mapping {
  const entries = new Map<string, Tree>();
  for (const [key, value] of Object.entries(values)) if (value !== undefined) entries.set(key, scalarOf(origin, value));
  return makeMapping(entries, origin);
}
