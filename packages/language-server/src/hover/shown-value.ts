import type { Scalar, SourceFile, Tree } from "@compose-lint/core";
import { isCredentialName } from "@compose-lint/core/secrets";
import { findSecrets } from "@compose-lint/workspace";
import { lineIn } from "../effective.js";
import { wayOf } from "./way.js";

/** Instead of a value that looks like a secret. */
const HIDDEN = "(hidden: it looks like a secret)";

/** More lines than that nobody reads in a hover. */
const MOST_LINES = 24;
const LONGEST_LINE = 160;

/** An effective value as YAML, one line each, and at the end of a line where that was written if it is not here. No secrets. */
export function shownValue(tree: Tree, key: string | undefined, here: SourceFile): readonly string[] {
  const lines = linesOf(tree, key, here);
  return lines.length <= MOST_LINES ? lines : [...lines.slice(0, MOST_LINES - 1), `# ${String(lines.length - MOST_LINES + 1)} more lines`];
}

function linesOf(tree: Tree, key: string | undefined, here: SourceFile): readonly string[] {
  switch (tree.kind) {
    case "scalar":
      return [`${key === undefined ? "" : `${key}: `}${textOf(tree, key)}${whence(tree, here)}`];
    case "sequence":
      return below(key, tree, here, "[]", tree.items.flatMap((item) => asItem(linesOf(item, undefined, here))));
    case "mapping":
      return below(key, tree, here, "{}", [...tree.entries].flatMap(([name, value]) => linesOf(value, name, here)));
  }
}

function below(key: string | undefined, tree: Tree, here: SourceFile, empty: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [`${key === undefined ? "" : `${key}: `}${empty}${whence(tree, here)}`];
  return key === undefined ? lines : [`${key}:`, ...lines.map((line) => `  ${line}`)];
}

function asItem(lines: readonly string[]): readonly string[] {
  return lines.map((line, index) => `${index === 0 ? "- " : "  "}${line}`);
}

/** The text of a value, in one line. */
export function textOf(scalar: Scalar, key: string | undefined): string {
  const { value, known, variables } = scalar;
  if (!known) return `(not known: ${variables.filter(({ from }) => from === "nobody").map(({ name }) => `$${name}`).join(", ")} is not set)`;
  if (value === null) return "null";
  const text = quoted(scalar, String(value).replace(/\s+/g, " "));
  const names = [...(key === undefined ? [] : [key]), ...variables.map(({ name }) => name)];
  const isSecret = typeof value !== "boolean" && value !== "" && (names.some(isCredentialName) || findSecrets(key === undefined ? text : `${key}: ${text}`).length > 0);
  if (isSecret) return HIDDEN;
  return text.length > LONGEST_LINE ? `${text.slice(0, LONGEST_LINE)}…` : text;
}

/** Text that YAML would take for something else, in quotes. */
function quoted({ type }: Scalar, text: string): string {
  return type === "string" && /^(?:|true|false|null|~|[-+.\d][\d.eE_:]*)$/.test(text) ? `"${text}"` : text;
}

function whence({ origin }: Tree, here: SourceFile): string {
  const { file, range, keyRange, via } = origin;
  if (via.length === 0 && file.path === here.path) return "";
  const way = wayOf(via);
  return `  # ${lineIn(file, (keyRange ?? range).start, here)}${way === "" ? "" : `, ${way}`}`;
}
