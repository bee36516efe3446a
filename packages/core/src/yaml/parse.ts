import { Composer, isAlias, isMap, isScalar, isSeq, type Node, type Pair } from "yaml";
import type { Range } from "../text/range.js";
import { isHarmless, ownText, refusedEscapes, refusedKey, refusedTokens, withoutNothing } from "./dialect.js";
import { explainYamlError } from "./explain-error.js";
import type { ScalarStyle, YamlDocument, YamlEntry, YamlItem, YamlNode, YamlProblem, YamlStream } from "./nodes.js";
import { tokenize, type Tokens } from "./tokenize.js";

/** Limits far above any real Compose file; they turn hostile input into a diagnostic instead of a hang. */
const MAX_CHARACTERS = 5 * 1024 * 1024;
const MAX_DOCUMENTS = 10_000;
const MAX_PROBLEMS = 20;

/** Reads a YAML stream. Never throws; what is wrong is in `problems`, placed. */
export function parseYaml(text: string): YamlStream {
  return readYaml(text).stream;
}

/** The same, and whether it was read as YAML has it, without making allowances for Compose. */
export function readYaml(text: string): { readonly stream: YamlStream; readonly isStrict: boolean } {
  const refused = refuse(text);
  if (refused) return { stream: { documents: [], comments: [], problems: [refused] }, isStrict: true };
  const { stream, indentMatters } = parseTokens(text, tokenize(text, false));
  if (!indentMatters) return { stream, isStrict: true };
  // YAML wants lines within brackets and quotes indented, Compose does not. Where that is the only fault, there is none; where it is
  // not, the strict reading tells best where a bracket or a quote was forgotten.
  const lenient = parseTokens(text, tokenize(text, true)).stream;
  return { stream: lenient.problems.length === 0 ? lenient : stream, isStrict: false };
}

interface Parsed {
  readonly stream: YamlStream;
  /** Whether some fault may be one of indentation. */
  readonly indentMatters: boolean;
}

function parseTokens(text: string, { tokens: all, comments, problems: refusals, tooMuch }: Tokens): Parsed {
  const refusedFor = (problem: YamlProblem): Parsed => ({ stream: { documents: [], comments, problems: [problem] }, indentMatters: false });
  if (tooMuch) return refusedFor(tooMuch);

  // The failsafe schema leaves every scalar as text: Compose types scalars by Go's rules, not by YAML 1.2's.
  // Keys are compared in `convert`, in linear time and with both places known.
  const composer = new Composer({ schema: "failsafe", uniqueKeys: false, keepSourceTokens: true, logLevel: "silent" });
  const tokens = withoutNothing(all);
  const documents: YamlDocument[] = [];
  const problems: YamlProblem[] = [...refusals, ...refusedTokens(tokens)];
  let indentMatters = false;
  for (const document of composer.compose(tokens)) {
    for (const error of document.errors) {
      // A key that has no colon yet, as while somebody types it, is none: quotes and brackets around it were closed.
      indentMatters ||= error.code === "BAD_INDENT" || (error.code === "MISSING_CHAR" && !error.message.startsWith("Implicit map keys"));
      if (!isHarmless(error, text)) addUnlessEcho(problems, { range: rangeOf(error.pos, text), message: explainYamlError(error, text) });
    }
    const [start, end] = document.range;
    if (documents.length === MAX_DOCUMENTS) {
      const message = `The file has more than ${String(MAX_DOCUMENTS)} documents; compose-lint reads up to as many.`;
      return refusedFor({ range: { start, end: start }, message });
    }
    documents.push({ root: convert(document.contents, end, problems), range: { start, end } });
  }
  return { stream: { documents, problems: firstFew(byPlace(problems)), comments }, indentMatters };
}

/** What must not reach the parser at all. */
function refuse(text: string): YamlProblem | undefined {
  if (text.length > MAX_CHARACTERS) {
    const message = `The file has ${String(text.length)} characters; compose-lint reads up to ${String(MAX_CHARACTERS)}.`;
    return { range: { start: 0, end: 0 }, message };
  }
  const control = FORBIDDEN_CHARACTER.exec(text);
  if (!control) return undefined;
  const code = (control[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  const remedy = /[\uD800-\uDFFF]/.test(control[0]) ? "It is half of a character; remove it." : `Remove it, or write it as "\\u${code}" in double quotes.`;
  return { range: { start: control.index, end: control.index + control[0].length }, message: `The character U+${code} is not allowed in YAML. ${remedy}` };
}

/** Characters that go-yaml refuses: control characters, save the tab, the line breaks and those of Latin-1, and half surrogate pairs. */
const FORBIDDEN_CHARACTER =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** In order of the text; of several faults in one place, the first one found says enough. */
function byPlace(problems: readonly YamlProblem[]): readonly YamlProblem[] {
  const sorted = [...problems].sort((a, b) => a.range.start - b.range.start);
  return sorted.filter((problem, index) => index === 0 || problem.range.start !== sorted[index - 1]?.range.start);
}

/** A fault often echoes: the parser reports the place, or the words, of the fault before it again. */
function addUnlessEcho(problems: YamlProblem[], problem: YamlProblem): void {
  const last = problems.at(-1);
  const echo = last && (last.range.start === problem.range.start || (last.message === problem.message && last.range.end >= problem.range.start));
  if (!echo) problems.push(problem);
}

/** In a file that is no YAML at all, such as a template, every line is a fault: nobody reads the hundredth. */
function firstFew(problems: readonly YamlProblem[]): readonly YamlProblem[] {
  const next = problems[MAX_PROBLEMS];
  if (!next) return problems;
  const message = `${String(problems.length - MAX_PROBLEMS)} more faults follow from here on; they may be consequences of those above.`;
  return [...problems.slice(0, MAX_PROBLEMS), { range: next.range, message }];
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

const SCALAR_STYLES: Readonly<Record<string, ScalarStyle>> = {
  PLAIN: "plain",
  QUOTE_SINGLE: "single-quoted",
  QUOTE_DOUBLE: "double-quoted",
  BLOCK_LITERAL: "literal",
  BLOCK_FOLDED: "folded",
};

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
