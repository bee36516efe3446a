import type { Path } from "../compose/path.js";
import { nodeAt, type Tree } from "../compose/tree.js";
import type { SourceFile } from "../text/source-file.js";
import type { YamlScalar } from "../yaml/nodes.js";
import { typePlain } from "../yaml/scalar-type.js";
import { WrittenYaml, type Writable } from "../yaml/write.js";
import { refuse } from "./refusal.js";

/** A value as it is written, so that its variables come along, and its quotes unless `inJson`, which knows only one kind of them. */
export function asWritten(tree: Tree, path: Path, inJson = false): Writable {
  const value = nodeAt(tree, path) ?? refuse("the value to copy is not there");
  const { node, file } = value.origin;
  const parent = nodeAt(tree, path.slice(0, -1));
  if (node.kind !== "scalar") refuse("the value to copy is not written on one line");
  // `KEY=value` in a list: the value is what stands behind the sign.
  const sign = `${String(path.at(-1))}=`;
  if (parent?.kind === "mapping" && parent.listed === true && node.text.startsWith(sign)) return node.text.slice(sign.length);
  if (node === parent?.origin.node) return value.kind === "scalar" && value.variables.length === 0 ? value.value : refuse("the value to copy is a part of a text with variables");
  return (inJson && node.style === "single-quoted" ? node.text : oneLine(node, file)) ?? refuse("the value to copy is not written on one line");
}

/** The text of a single value on one line; nothing if there are more. What needs no quotes may get some where it is copied to. */
export function oneLine(node: YamlScalar, { text }: Pick<SourceFile, "text">): Writable | undefined {
  const source = text.slice(node.range.start, node.range.end);
  if (source === "" || source.includes("\n") || node.style === "literal" || node.style === "folded") return undefined;
  return node.style === "plain" && node.tag === undefined && typePlain(source).type === "string" ? source : new WrittenYaml(source);
}

/** `value` under `keys`, the outermost first. */
export function nest(keys: readonly string[], value: Writable): Writable {
  return keys.reduceRight<Writable>((inner, key) => ({ [key]: inner }), value);
}
