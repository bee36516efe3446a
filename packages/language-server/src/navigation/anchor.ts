import type { Project, Range, SourceFile, YamlAlias, YamlNode } from "@compose-lint/core";

/** What an alias stands for: the last value above it that has an anchor of its name. */
export function anchorOf({ roots }: Project, file: SourceFile, { name, range }: YamlAlias): { readonly file: SourceFile; readonly range: Range } | undefined {
  let found: YamlNode | undefined;
  const visit = (node: YamlNode): void => {
    if (node.range.start >= range.start) return;
    if (node.kind !== "alias" && node.anchor === name) found = node;
    if (node.kind === "mapping") {
      for (const { key, value } of node.entries) {
        visit(key);
        visit(value);
      }
    } else if (node.kind === "sequence") for (const { value } of node.items) visit(value);
  };
  for (const root of roots.get(file) ?? []) visit(root);
  return found && { file, range: anchorRange(file, found, name) };
}

/** The `&name` in front of a value; a mapping's is above it. */
function anchorRange({ text }: SourceFile, { range }: YamlNode, name: string): Range {
  const start = text.lastIndexOf(`&${name}`, range.start);
  return start === -1 ? range : { start, end: start + name.length + 1 };
}
