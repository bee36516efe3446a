import { Composer, isAlias, isMap, isScalar, isSeq, type CST, type Node, type Pair } from "yaml";
import type { Range } from "../text/range.js";
import { isHarmless, ownText, refusedEscapes, refusedKey } from "./dialect.js";
import { explainYamlError } from "./explain-error.js";
import { SCALAR_STYLES, type YamlDocument, type YamlEntry, type YamlItem, type YamlNode, type YamlProblem } from "./nodes.js";

/** Documents as `yaml`'s composer has them, with all that is wrong in them. */
export interface Composed {
  readonly documents: readonly YamlDocument[];
  /** In the order in which they were found. */
  readonly problems: readonly YamlProblem[];
  /** Whether some fault may be one of indentation. */
  readonly indentMatters: boolean;
  /** Where the first document begins that was one too many; the reading ends there. */
  readonly tooManyAt?: number;
}

/** Reads any documents, whatever is in them. `text` is what the tokens were cut from, `known` what is wrong with it so far. */
export function readComposed(tokens: readonly CST.Token[], text: string, known: readonly YamlProblem[], maxDocuments: number): Composed {
  // The failsafe schema leaves every scalar as text: Compose types scalars by Go's rules, not by YAML 1.2's.
  // Keys are compared in `convert`, in linear time and with both places known.
  const composer = new Composer({ schema: "failsafe", uniqueKeys: false, keepSourceTokens: true, logLevel: "silent" });
  const documents: YamlDocument[] = [];
  const problems = [...known];
  let indentMatters = false;
  for (const document of composer.compose(tokens)) {
    for (const error of document.errors) {
      // A key that has no colon yet, as while somebody types it, is none: quotes and brackets around it were closed.
      indentMatters ||= error.code === "BAD_INDENT" || (error.code === "MISSING_CHAR" && !error.message.startsWith("Implicit map keys"));
      if (!isHarmless(error, text)) addUnlessEcho(problems, { range: rangeOf(error.pos, text), message: explainYamlError(error, text) });
    }
    const [start, end] = document.range;
    if (documents.length === maxDocuments) return { documents, problems, indentMatters, tooManyAt: start };
    documents.push({ root: convert(document.contents, end, problems), range: { start, end } });
  }
  return { documents, problems, indentMatters };
}

/** A fault often echoes: the parser reports the place, or the words, of the fault before it again. */
function addUnlessEcho(problems: YamlProblem[], problem: YamlProblem): void {
  const last = problems.at(-1);
  const echo = last && (last.range.start === problem.range.start || (last.message === problem.message && last.range.end >= problem.range.start));
  if (!echo) problems.push(problem);
}

function rangeOf([start, end]: readonly [number, number], text: string): Range {
  const from = Math.min(start, text.length);
  return { start: from, end: Math.max(from, Math.min(end, text.length)) };
}

function convert(node: Node | null, missingAt: number, problems: YamlProblem[]): YamlNode {
  if (!node) return { kind: "scalar", style: "plain", text: "", range: { start: missingAt, end: missingAt } };
  const [start, end] = node.range ?? [missingAt, missingAt];
  const range = { start, end };
  if (isAlias(node)) return { kind: "alias", name: node.source, range };

  const properties = {
    range,
    ...(node.anchor === undefined ? {} : { anchor: node.anchor }),
    ...(node.tag === undefined ? {} : { tag: node.tag }),
  };
  if (isScalar(node)) {
    if (node.srcToken?.type === "double-quoted-scalar") problems.push(...refusedEscapes(node.srcToken));
    const text = (node.srcToken && ownText(node.srcToken, node.source ?? "")) ?? node.source ?? "";
    return { kind: "scalar", ...properties, style: SCALAR_STYLES[node.type ?? "PLAIN"] ?? "plain", text };
  }
  const style = node.flow === true ? "flow" : "block";
  if (isMap<Node, Node | null>(node)) {
    const entries = node.items.map((pair) => convertEntry(pair, start, problems));
    if (style === "flow") for (const pair of node.items) problems.push(...refusedKey(pair));
    reportDuplicates(entries, problems);
    // An anchor on the first key belongs to the key, and so to the mapping.
    const from = Math.min(start, entries[0]?.start ?? start);
    return { kind: "mapping", ...properties, range: { start: from, end }, style, entries };
  }
  if (isSeq<Node>(node)) {
    const source = node.srcToken?.type === "block-seq" ? node.srcToken.items : [];
    const items = node.items.map((item, index): YamlItem => {
      const dash = source[index]?.start.find((token) => token.type === "seq-item-ind")?.offset;
      const value = convert(item, dash === undefined ? start : dash + 1, problems);
      return { start: dash ?? value.range.start, value };
    });
    return { kind: "sequence", ...properties, style, items };
  }
  return { kind: "scalar", style: "plain", text: "", range };
}

function convertEntry(pair: Pair<Node, Node | null>, fallback: number, problems: YamlProblem[]): YamlEntry {
  const { start: before = [], sep = [] } = pair.srcToken ?? {};
  const colon = sep.find((token) => token.type === "map-value-ind")?.offset;
  const key = convert(pair.key, colon ?? fallback, problems);
  const first = before.find((token) => ENTRY_OPENERS.has(token.type))?.offset;
  const value = convert(pair.value, colon === undefined ? key.range.end : colon + 1, problems);
  return { start: Math.min(first ?? key.range.start, key.range.start), key, value, ...(colon === undefined ? {} : { colon }) };
}

const ENTRY_OPENERS: ReadonlySet<string> = new Set(["explicit-key-ind", "anchor", "tag"]);

function reportDuplicates(entries: readonly YamlEntry[], problems: YamlProblem[]): void {
  const seen = new Map<string, YamlEntry>();
  for (const entry of entries) {
    // Compose compares the text of keys before it looks at what an alias stands for.
    const text = entry.key.kind === "scalar" ? entry.key.text : entry.key.kind === "alias" ? entry.key.name : undefined;
    if (text === undefined) continue;
    const { range } = entry.key;
    const first = seen.get(text);
    if (!first) {
      seen.set(text, entry);
      continue;
    }
    const isMerge = text === "<<" && entry.key.kind === "scalar" && entry.key.style === "plain";
    problems.push({
      range,
      message: isMerge
        ? "A mapping can have only one `<<`. Merge several anchors with a list: `<<: [*first, *second]`."
        : `The key \`${shorten(text)}\` stands twice in this mapping; Compose refuses the file. Remove one of the two.`,
      related: { range: first.key.range, message: "The first one is here." },
    });
  }
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
