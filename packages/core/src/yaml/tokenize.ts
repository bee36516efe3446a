import { Lexer, Parser, type CST } from "yaml";
import type { Range } from "../text/range.js";
import type { YamlProblem } from "./nodes.js";
import { TabWatch, type ScalarKind } from "./tabs.js";

/** Limits far above any real Compose file: hostile input ends in a diagnostic, not in a stack overflow or a wait. */
const MAX_DEPTH = 1_000;
const MAX_TAGS = 10_000;

export interface Tokens {
  readonly tokens: readonly CST.Token[];
  readonly comments: readonly Range[];
  /** What Compose's decoder refuses, though YAML 1.2 allows it. */
  readonly problems: readonly YamlProblem[];
  /** The limit that was reached; the tokens end there. */
  readonly tooMuch?: YamlProblem;
}

/**
 * Cuts a text into tokens. `yaml`'s parser keeps its nesting on an explicit stack, its composer on the call stack: so the depth is
 * checked between the two.
 * @param anyIndent Whether text in brackets and quotes may be indented less than YAML demands; Compose does not mind.
 */
export function tokenize(text: string, anyIndent: boolean): Tokens {
  const parser = new Parser();
  const tabs = text.includes("\t") ? new TabWatch() : undefined;
  const tokens: CST.Token[] = [];
  const comments: Range[] = [];
  const problems: YamlProblem[] = [];
  let tags = 0;
  let scalar: ScalarKind | undefined;
  let blockScalar: ScalarKind | undefined;
  for (const lexeme of (anyIndent ? lexerForAnyIndent() : new Lexer()).lex(withPlainBreaks(text))) {
    const start = parser.offset;
    if (lexeme === "\u001F") {
      // The lexer announces the text of plain and block scalars by this mark, so that text beginning with "#" is no comment.
      scalar = blockScalar ?? "plain";
    } else if (scalar) {
      tabs?.seeScalar(lexeme, start, scalar, columnOf(parser.stack));
      const mark = lexeme.search(/\?\s/);
      if (mark !== -1 && isInFlow(parser.stack)) problems.push({ range: { start: start + mark, end: start + mark + 1 }, message: "Inside brackets, text with a `?` before a blank must be quoted." });
      scalar = blockScalar = undefined;
    } else {
      tabs?.seeLexeme(lexeme, start, lexeme.includes("\t") && isInFlow(parser.stack));
      const sign = lexeme[0];
      if (sign === "#") comments.push({ start, end: start + lexeme.length });
      else if (sign === "|" || sign === ">") blockScalar = /\d/.test(lexeme) ? "indented-block" : "block";
      else if (lexeme.length > 1 && (sign === "!" || sign === "&" || sign === "*")) {
        if (sign === "!") tags += 1;
        const message = refusedName(lexeme);
        if (message !== undefined) problems.push({ range: { start, end: start + lexeme.length }, message });
      }
    }
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (parser.stack.length > MAX_DEPTH || tags > MAX_TAGS) {
      const message = tags > MAX_TAGS
        ? `More than ${String(MAX_TAGS)} tags; Compose files have hardly any.`
        : `Nested more than ${String(MAX_DEPTH)} levels deep. Compose files are a few levels deep; look for brackets or dashes that are never closed.`;
      return { tokens, comments, problems, tooMuch: { range: { start, end: start + 1 }, message } };
    }
  }
  for (const token of parser.end()) tokens.push(token);
  for (const range of tabs?.found ?? []) problems.push({ range, message: "A tab stands where YAML takes blanks as indentation. Put spaces there." });
  return { tokens, comments, problems };
}

/** A carriage return alone and U+0085 break a line too; as all have the same length, every place stays where it is. */
function withPlainBreaks(text: string): string {
  return /[\r\u0085]/.test(text) ? text.replace(/\r(?!\n)|\u0085/g, "\n") : text;
}

/** Why Compose's decoder refuses a tag, an anchor or an alias that YAML 1.2 allows. */
function refusedName(lexeme: string): string | undefined {
  if (lexeme.startsWith("!")) return /^!(?!<).*[#,]/.test(lexeme) ? "A tag cannot hold `#` or `,`." : undefined;
  if (!/^[!-~]+$/.test(lexeme)) return "The name of an anchor may hold only ASCII letters, digits and signs.";
  return /^&.*:$/.test(lexeme) ? "The name of an anchor cannot end with `:`." : undefined;
}

function isInFlow(stack: readonly CST.Token[]): boolean {
  return stack.some(({ type }) => type === "flow-collection");
}

/** The column in which the innermost mapping or list in block style begins; -1 outside of all. */
function columnOf(stack: readonly CST.Token[]): number {
  const collection = stack.findLast((token) => token.type === "block-map" || token.type === "block-seq");
  return collection && "indent" in collection ? collection.indent : -1;
}

/** Reaches into the lexer, which has no setting for this: within brackets and quotes, it is made to want no indentation. */
function lexerForAnyIndent(): Lexer {
  const lexer = new Lexer();
  const state = lexer as unknown as { readonly flowLevel: number; readonly buffer: string; readonly pos: number };
  let indentNext = 0;
  Object.defineProperty(lexer, "indentNext", {
    get: () => (state.flowLevel > 0 || /^["']/.test(state.buffer[state.pos] ?? "") ? 0 : indentNext),
    set: (value: number) => {
      indentNext = value;
    },
  });
  return lexer;
}
