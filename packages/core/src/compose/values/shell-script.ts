import { rememberText } from "../remember.js";

/** One program that a script starts, as it is written: nothing is expanded. */
export interface Step {
  /** The words, without quotes; what the shell computes (`$NAME`, `$(…)`, backquotes) stays as it is. A reserved word such as `while` or `done` is a word like any other. */
  readonly words: readonly string[];
  /** Whether its input or output is a file. */
  readonly isRedirected: boolean;
  /** What stands behind it: a line break counts as `;`, nothing stands behind the last one. */
  readonly end: Operator | "";
  /** Where it begins. */
  readonly start: number;
}

export type Operator = ";" | "&&" | "||" | "|" | "&";

/**
 * The steps of a shell script, in order. Nothing if it has what this reader does not understand: an unclosed quote, a parenthesis outside
 * quotes, a here-document. Source: POSIX, Shell Command Language, "Token Recognition".
 */
export const shellSteps = rememberText((script): readonly Step[] | undefined => {
  const tokens = tokensOf(script);
  if (!tokens) return undefined;
  const steps: Step[] = [];
  let words: string[] = [];
  let isRedirected = false;
  let start: number | undefined;
  const endStep = (end: Step["end"]): void => {
    if (start !== undefined) steps.push({ words, isRedirected, end, start });
    [words, isRedirected, start] = [[], false, undefined];
  };
  for (const [index, { kind, text, at }] of tokens.entries()) {
    if (kind === "operator") {
      endStep(text === "\n" ? ";" : (text as Operator));
      continue;
    }
    start ??= at;
    if (kind === "redirection") isRedirected = true;
    // The word behind a redirection is its file, unless it leads to another descriptor, as `2>&1` does.
    else if (tokens[index - 1]?.kind !== "redirection" || /&[\d-]$/.test(tokens[index - 1]?.text ?? "")) words.push(text);
  }
  endStep("");
  return steps;
});

interface Token {
  readonly kind: "word" | "redirection" | "operator";
  /** Of a word, what it means. */
  readonly text: string;
  readonly at: number;
}

function tokensOf(script: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  let at = 0;
  while (at < script.length) {
    const rest = script.slice(at);
    const [skipped] = SKIPPED.exec(rest) ?? [];
    const [operator] = REDIRECTION.exec(rest) ?? OPERATOR.exec(rest) ?? [];
    if (skipped !== undefined) {
      at += skipped.length;
    } else if (operator !== undefined) {
      tokens.push({ kind: REDIRECTION.test(rest) ? "redirection" : "operator", text: operator, at });
      at += operator.length;
    } else {
      const word = wordOf(rest);
      if (!word) return undefined;
      tokens.push({ kind: "word", text: word.text, at });
      at += word.length;
    }
  }
  return tokens;
}

/** Blanks, a line that goes on, a comment. */
const SKIPPED = /^(?:[ \t\r]+|\\\r?\n|#[^\n]*)/;

const REDIRECTION = /^(?:\d*(?:[<>]&[\d-]?|>>|>\||<>|<(?![<(])|>(?!\())|&>>?)/;

const OPERATOR = /^(?:&&|\|\||;(?!;)|[&|\n])/;

interface Part {
  readonly text: string;
  /** How many characters it takes. */
  readonly length: number;
}

function wordOf(rest: string): Part | undefined {
  let text = "";
  let length = 0;
  while (length < rest.length && !/^(?:[\s;&|<>]|\\\r?\n)/.test(rest.slice(length))) {
    const part = partOf(rest.slice(length));
    if (!part) return undefined;
    text += part.text;
    length += part.length;
  }
  return length === 0 ? undefined : { text, length };
}

/** The beginning of a text, as far as it is quoted in one way. */
function partOf(rest: string): Part | undefined {
  const [whole = "", single, double, escaped] = PART.exec(rest) ?? [];
  if (whole === "") return rest.startsWith("$(") ? substitution(rest) : undefined;
  return { text: single ?? double?.replaceAll(/\\([\\"$`])/g, "$1") ?? escaped ?? whole, length: whole.length };
}

/** In single or double quotes, behind a backslash, in backquotes, or plain. */
const PART = /^(?:'([^']*)'|"((?:[^"\\]|\\[^])*)"|\\([^])|`(?:[^`\\]|\\[^])*`|(?:\$\{[^{}]*\}|[^\s'"`\\$();&|<>]|\$(?![({]))+)/;

/** `$(…)` up to the parenthesis that closes it; quotes in it are not looked at. */
function substitution(rest: string): Part | undefined {
  let depth = 0;
  for (let at = 1; at < rest.length; at += 1) {
    if (rest[at] === "(") depth += 1;
    if (rest[at] === ")") depth -= 1;
    if (depth === 0) return { text: rest.slice(0, at + 1), length: at + 1 };
  }
  return undefined;
}
