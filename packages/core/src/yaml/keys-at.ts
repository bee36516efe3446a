import type { YamlNode, YamlStream } from "./nodes.js";

/** The keys that lead to a place in a file, from its root; the items of a list have none. Empty above the first key, and for no YAML. */
export function keysAt({ documents }: YamlStream, offset: number): readonly string[] {
  const document = documents.findLast(({ range }) => range.start <= offset);
  const keys: string[] = [];
  let node: YamlNode | undefined = document?.root;
  while (node) {
    node = childAt(node, offset, keys);
  }
  return keys;
}

/** What the place is in, one level deeper; adds the key that leads there. */
function childAt(node: YamlNode, offset: number, keys: string[]): YamlNode | undefined {
  if (node.kind === "sequence") return node.items.findLast(({ start }) => start <= offset)?.value;
  if (node.kind !== "mapping") return undefined;
  const entry = node.entries.findLast(({ start }) => start <= offset);
  if (!entry) return undefined;
  const { key, value } = entry;
  if (key.kind === "scalar") keys.push(key.text);
  return offset < key.range.end ? undefined : value;
}
