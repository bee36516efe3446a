import { CST, type Node, type Pair, type YAMLParseError } from "yaml";
import type { YamlProblem } from "./nodes.js";

/*
 * Where go-yaml, with which Compose reads its files, and the YAML 1.2 of the `yaml` package part ways. Checked against go-yaml v4;
 * the differences in tabs stand in `tabs.ts`, those in indentation in `tokenize.ts`.
 */

/** Faults in the eyes of `yaml` that Compose does not see: a comment right behind a value, a very long key, and `\'` in double quotes. */
export function isHarmless(error: YAMLParseError, text: string): boolean {
  if (error.code === "MISSING_CHAR") return error.message.startsWith("Comments must be separated");
  return error.code === "KEY_OVER_1024_CHARS" || (error.code === "BAD_DQ_ESCAPE" && text[error.pos[0] + 1] === "'");
}

/** What nothing stands in, not even a `---`, is no document to Compose: `...` may come twice, or first. */
export function withoutNothing(tokens: readonly CST.Token[]): readonly CST.Token[] {
  let open = false;
  return tokens.filter((token) => {
    if (token.type === "document") return (open = token.value !== undefined || token.start.some(({ type }) => type !== "space" && type !== "comment" && type !== "newline"));
    if (token.type !== "doc-end") return true;
    const ends = open;
    open = false;
    return ends;
  });
}

/** Directives that Compose does not know, and a further document without its `---`. */
export function refusedTokens(tokens: readonly CST.Token[]): readonly YamlProblem[] {
  const problems: YamlProblem[] = [];
  let documents = 0;
  for (const token of tokens) {
    if (token.type === "directive") {
      const range = { start: token.offset, end: token.offset + token.source.length };
      const version = /^%YAML\s+(\S+)/.exec(token.source)?.[1];
      if (version !== undefined && version !== "1.1") problems.push({ range, message: `Compose refuses files that say they are YAML ${version}. Remove this line.` });
      else if (!/^%(?:YAML|TAG)\s/.test(token.source)) problems.push({ range, message: "This `%` directive is not known to YAML. Quote the text if it is no directive." });
    }
    if (token.type !== "document") continue;
    documents += 1;
    if (documents > 1 && !token.start.some(({ type }) => type === "doc-start")) {
      problems.push({ range: { start: token.offset, end: token.offset }, message: "After `...` a new document must begin with a line `---`." });
    }
  }
  return problems;
}

/** Escapes that JSON has and Compose's decoder lacks: `\/`, and characters beyond U+FFFF as two halves. */
export function refusedEscapes(token: CST.FlowScalar): readonly YamlProblem[] {
  if (!token.source.includes("\\")) return [];
  const problems: YamlProblem[] = [];
  for (const { index, 0: escape } of token.source.matchAll(ESCAPE)) {
    const range = { start: token.offset + index, end: token.offset + index + escape.length };
    if (escape === "\\/") problems.push({ range, message: "Compose does not know the escape `\\/`. Write a plain `/`." });
    else if (/^\\u[dD][89a-fA-F]/.test(escape)) problems.push({ range, message: "Compose does not take halves of a character. Write the character itself, or its code in eight digits after `\\U`." });
  }
  return problems;
}

/** A key inside `{…}` with a line break in it or before its colon: most often, a comma was forgotten. */
export function refusedKey({ key, srcToken }: Pair<Node, Node | null>): readonly YamlProblem[] {
  const source = key.srcToken;
  const { start = [], sep = [] } = srcToken ?? {};
  const colon = sep.findIndex(({ type }) => type === "map-value-ind");
  // Without a colon it is a value in its own right, and may go on.
  if (colon === -1 || !source || !("source" in source) || start.some(({ type }) => type === "explicit-key-ind")) return [];
  if (!source.source.includes("\n") && !sep.slice(0, colon).some(({ type }) => type === "newline")) return [];
  return [{ range: { start: source.offset, end: source.offset + source.source.length }, message: "A key and its `:` must stand on one line. Perhaps a comma is missing." }];
}

/** A scalar's text where Compose reads another one than `yaml`; nothing where both agree. */
export function ownText(token: CST.Token, text: string): string | undefined {
  // A block scalar that ends with the file has a last line break only if the file has.
  if (token.type === "block-scalar") return text.endsWith("\n") && !token.source.endsWith("\n") ? text.slice(0, -1) : undefined;
  if (token.type !== "double-quoted-scalar" || !token.source.includes("\\'")) return undefined;
  const source = token.source.replace(ESCAPE, (escape) => (escape === "\\'" ? "'" : escape));
  // What is wrong with it otherwise, such as a missing quote at its end, the composer has told.
  return CST.resolveAsScalar({ ...token, source }, true, () => undefined).value;
}

/** One backslash with what belongs to it, so that `\\/` is not taken for `\/`. */
const ESCAPE = /\\(?:u[\da-fA-F]{4}|[^])/g;
