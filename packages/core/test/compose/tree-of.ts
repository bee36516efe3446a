import { buildTrees } from "../../src/compose/build-tree.js";
import { mergeTrees, removePaths } from "../../src/compose/merge.js";
import { toPlain, type Tree } from "../../src/compose/tree.js";
import { openSource } from "../../src/text/source-file.js";
import { parseYaml } from "../../src/yaml/parse.js";

/** The documents of a text, each expanded. Fails on any fault, so that no test looks at half a tree. */
export function treesOf(text: string): readonly Tree[] {
  const { documents, problems } = buildTrees(openSource("compose.yaml", text), parseYaml(text));
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join("\n"));
  return documents.map(({ tree }) => tree);
}

export function treeOf(text: string): Tree {
  const [tree, ...others] = treesOf(text);
  if (!tree || others.length > 0) throw new Error("One document is wanted.");
  return tree;
}

/** All documents of a text, laid over each other. */
export function mergedTree(text: string): { readonly tree: Tree; readonly messages: readonly string[] } {
  const { documents } = buildTrees(openSource("compose.yaml", text), parseYaml(text));
  const messages: string[] = [];
  const tree = documents.map(({ tree: own }) => own).reduce((base, own, index) => {
    const { tree: merged, problems } = mergeTrees(removePaths(base, documents[index]?.cleared ?? []), own);
    messages.push(...problems.map(({ message }) => message));
    return merged;
  });
  return { tree, messages };
}

/** Data as JSON knows it; mappings lose their lack of a prototype, so that they compare. */
export function data(tree: Tree): unknown {
  return JSON.parse(JSON.stringify(toPlain(tree))) as unknown;
}
