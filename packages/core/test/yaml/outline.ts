import type { YamlNode } from "../../src/yaml/nodes.js";

const STYLES = { plain: "", "single-quoted": "'", "double-quoted": '"', literal: "|", folded: ">" } as const;

/**
 * A node on one line, with all its places: scalars as `text@start-end` behind the sign of their style, mappings as
 * `{@start-end start key :colon value, …}`, lists as `[@start-end start value, …]`; block style has double brackets.
 */
export function outline(node: YamlNode): string {
  const at = `@${String(node.range.start)}-${String(node.range.end)}`;
  if (node.kind === "alias") return `*${node.name}${at}`;
  const properties = `${node.anchor === undefined ? "" : `&${node.anchor} `}${node.tag === undefined ? "" : `<${node.tag}> `}`;
  switch (node.kind) {
    case "scalar":
      return `${properties}${STYLES[node.style]}${JSON.stringify(node.text).slice(1, -1)}${at}`;
    case "sequence": {
      const items = node.items.map(({ start, value }) => `${String(start)} ${outline(value)}`);
      return `${properties}${bracket(node.style, "[", "]", at, items)}`;
    }
    case "mapping": {
      const entries = node.entries.map(({ start, key, colon, value }) => `${String(start)} ${outline(key)} :${colon === undefined ? "none" : String(colon)} ${outline(value)}`);
      return `${properties}${bracket(node.style, "{", "}", at, entries)}`;
    }
  }
}

function bracket(style: "block" | "flow", open: string, close: string, at: string, parts: readonly string[]): string {
  const [left, right] = style === "block" ? [open.repeat(2), close.repeat(2)] : [open, close];
  return `${left}${[at, parts.join(", ")].join(parts.length > 0 ? " " : "")}${right}`;
}
