import type { YamlAlias, YamlNode, YamlProblem, YamlStream } from "./nodes.js";

/** What every alias stands for. An alias without an entry has no anchor above it. */
export type AliasTargets = ReadonlyMap<YamlAlias, YamlNode>;

/**
 * Resolves aliases in the order of the text: an alias means the last definition of its name above it.
 * Unlike YAML's letter, and like Compose's decoder, anchors live on in the documents that follow.
 */
export function resolveAliases(stream: YamlStream): { readonly targets: AliasTargets; readonly problems: readonly YamlProblem[] } {
  const anchors = new Map<string, YamlNode>();
  const targets = new Map<YamlAlias, YamlNode>();
  const problems: YamlProblem[] = [];

  const visit = (node: YamlNode): void => {
    if (node.kind === "alias") {
      const target = anchors.get(node.name);
      if (target) targets.set(node, target);
      else problems.push({ range: node.range, message: `No anchor \`&${node.name}\` is defined above this alias.` });
      return;
    }
    if (node.anchor !== undefined) anchors.set(node.anchor, node);
    if (node.kind === "mapping") {
      for (const entry of node.entries) {
        visit(entry.key);
        visit(entry.value);
      }
    } else if (node.kind === "sequence") {
      for (const item of node.items) visit(item.value);
    }
  };
  for (const document of stream.documents) visit(document.root);
  return { targets, problems };
}
