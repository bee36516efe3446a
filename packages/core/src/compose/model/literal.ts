import { interpolate, type Lookup } from "../interpolation.js";
import type { Origin, Variable } from "../tree.js";

/** Stands in a literal text for what is not written there. */
export const ELSEWHERE = "\0";

/** What a value needs to tell what is written of it. */
interface Written {
  readonly origin: Origin;
  readonly variables: readonly Variable[];
}

/**
 * The text as this very file has it: a default counts, since whoever reads the file reads it, and every variable that somebody sets
 * elsewhere is `ELSEWHERE`. A value of a list of `KEY=value` is given without its key. Nothing if it is not written as one text.
 */
export function literalOf({ origin: { node, keyRange }, variables }: Written, key?: string): string | undefined {
  if (node.kind !== "scalar") return undefined;
  const text = key !== undefined && !keyRange && node.text.startsWith(`${key}=`) ? node.text.slice(key.length + 1) : node.text;
  // As good as all texts.
  if (!text.includes("$")) return text;
  const setElsewhere = new Set(variables.filter(({ from }) => from !== "default").map(({ name }) => name));
  const lookup: Lookup = (name) => (setElsewhere.has(name) ? ELSEWHERE : undefined);
  const literal = interpolate(text, lookup);
  return "fault" in literal ? undefined : literal.text;
}
