import type { Path } from "../compose/path.js";
import { nodeAt, type Tree } from "../compose/tree.js";

/** A node that arrives through an alias or a merge key, and the mapping that uses it. */
export interface Shared {
  readonly node: Tree;
  readonly parent: Tree;
  readonly path: Path;
}

/** The first node on the way that arrives through an alias or a merge key. */
export function firstShared(tree: Tree, path: Path): Shared | undefined {
  for (let length = 1; length <= path.length; length += 1) {
    const node = nodeAt(tree, path.slice(0, length));
    const parent = nodeAt(tree, path.slice(0, length - 1));
    if (!node || !parent) return undefined;
    if (anchorHops(node) > anchorHops(parent)) return { node, parent, path: path.slice(0, length) };
  }
  return undefined;
}

function anchorHops(node: Tree): number {
  return node.origin.via.filter((step) => step.kind !== "next-document").length;
}
