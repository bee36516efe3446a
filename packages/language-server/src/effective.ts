import { nodeAt, type Project, type SourceFile, type Tree, type YamlNode } from "@compose-lint/core";
import type { WrittenSpot } from "./written-spot.js";

/** An effective value, and the path that it takes effect at. */
export interface Effective {
  readonly path: readonly (string | number)[];
  readonly node: Tree;
}

/**
 * What takes effect of what is written somewhere: the value at the same path, and wherever else the written one arrives, as through an
 * anchor. Of the parts that a short syntax is taken apart into, only the whole.
 */
export function effectOf({ tree }: Project, { path, node }: WrittenSpot): readonly Effective[] {
  if (!tree) return [];
  const here = nodeAt(tree, path);
  const found: Effective[] = here ? [{ path, node: here }] : [];
  for (const use of usesOf(tree, node)) if (use.path.join("\0") !== path.join("\0")) found.push(use);
  return found;
}

function* usesOf(tree: Tree, written: YamlNode, path: readonly (string | number)[] = []): Generator<Effective> {
  if (tree.origin.node === written && path.length > 0) {
    yield { path, node: tree };
    return;
  }
  if (tree.kind === "mapping") for (const [key, value] of tree.entries) yield* usesOf(value, written, [...path, key]);
  else if (tree.kind === "sequence") for (const [index, item] of tree.items.entries()) yield* usesOf(item, written, [...path, index]);
}

/** Where something was written, in words: `compose.override.yaml:4`, or `line 4` of the file that somebody is in. */
export function lineIn(file: SourceFile, offset: number, here: SourceFile): string {
  const line = String(file.lines.positionAt(offset).line);
  return file.path === here.path ? `line ${line}` : `${file.path}:${line}`;
}
