import type { YamlScalar } from "../../yaml/nodes.js";
import type { Path } from "../path.js";
import { remember } from "../remember.js";
import type { Mapping, Tree } from "../tree.js";

/** One text of a file, and what it stands for in the effective configuration: a value, or a whole entry in short syntax. */
export interface WrittenText {
  readonly node: Tree;
  readonly written: YamlScalar;
  readonly path: Path;
}

/**
 * Every text that takes effect, in the order of the configuration. An entry in short syntax is one text, a text that several services
 * share is told for each of them. Top-level `x-…` blocks are templates: where they are used, they are found.
 */
export function writtenTexts(tree: Mapping | undefined): readonly WrittenText[] {
  return tree ? textsOf(tree) : [];
}

const textsOf = remember((tree: Mapping): readonly WrittenText[] => {
  const texts: WrittenText[] = [];
  const visit = (node: Tree, path: Path): void => {
    const written = node.origin.node;
    if (written.kind === "scalar") texts.push({ node, written, path });
    else if (node.kind === "mapping") for (const [key, value] of node.entries) visit(value, [...path, key]);
    else if (node.kind === "sequence") for (const [index, item] of node.items.entries()) visit(item, [...path, index]);
  };
  for (const [key, node] of tree.entries) if (!key.startsWith("x-")) visit(node, [key]);
  return texts;
});

/** A path as a person would write it: `healthcheck.interval`, `volumes[0].tmpfs.size`. */
export function pathName(path: Path): string {
  return path.map((step, index) => (typeof step === "number" ? `[${String(step)}]` : `${index === 0 ? "" : "."}${step}`)).join("");
}
