import type { Path } from "../compose/path.js";
import { nodeAt, type Tree } from "../compose/tree.js";
import { WrittenYaml, type Writable } from "../yaml/write.js";
import { refuse } from "./refusal.js";

/** A value as it is written, so that its variables and quotes come along. */
export function asWritten(tree: Tree, path: Path): Writable {
  const origin = nodeAt(tree, path)?.origin;
  const text = origin ? origin.file.text.slice(origin.range.start, origin.range.end) : "";
  if (origin?.node.kind !== "scalar" || text === "" || text.includes("\n") || /^[|>]/.test(text)) refuse("the value to copy is not written on one line");
  return new WrittenYaml(text);
}

/** `value` under `keys`, the outermost first. */
export function nest(keys: readonly string[], value: Writable): Writable {
  return keys.reduceRight<Writable>((inner, key) => ({ [key]: inner }), value);
}
