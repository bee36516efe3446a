import { interpolate, type Interpolated, type Lookup, type TemplateFault } from "./interpolation.js";

/**
 * Reads an `.env` file as Compose does: `export`, `KEY=value` or `KEY: value`, quotes, comments after a blank, and bare names that take
 * over a variable from outside. A line that is no assignment is passed over: an `.env` that belongs to another program must not hide
 * what can be read. `outer` supplies variables that the values refer to; names defined above are used otherwise.
 */
export function readEnvFile(text: string, outer: Lookup = () => undefined): ReadonlyMap<string, string> {
  return parse(text, outer).values;
}

/** Why Compose refuses the file, with the number of the line from 1; nothing if it does not. */
export function envFileFault(text: string, outer: Lookup = () => undefined): EnvFileFault | undefined {
  return parse(text, outer).fault;
}

export interface EnvFileFault {
  readonly line: number;
  readonly message: string;
}

interface Parsed {
  readonly values: ReadonlyMap<string, string>;
  /** The first one. */
  readonly fault: EnvFileFault | undefined;
}

/** Blanks within a line. The end of a line is none: it ends a name without a value. */
const BLANKS = /^[\t\v\f\r \u0085\u00A0]*/;

/** What a name may hold, blanks that are trimmed or refused later, and what ends it. */
const NAME = /^([\p{L}\p{N}_.\-[\]\t\v\f\r \u0085\u00A0]*)([=:\n])/u;

/** Source: compose-go `dotenv/parser.go`. */
function parse(source: string, outer: Lookup): Parsed {
  const text = source.replace(/^\uFEFF/, "");
  const values = new Map<string, string>();
  let fault: EnvFileFault | undefined;
  const lookup: Lookup = (name) => outer(name) ?? values.get(name);

  let at = 0;
  const lineEnd = (from: number): number => (text.indexOf("\n", from) + 1 || text.length + 1) - 1;
  const refuse = (start: number, message: string): void => {
    fault ??= { line: text.slice(0, start).split("\n").length, message };
    at = lineEnd(start);
  };

  for (;;) {
    at += /^\s*/.exec(text.slice(at))?.[0].length ?? 0;
    if (at >= text.length) return { values, fault };
    if (text[at] === "#") {
      at = lineEnd(at);
      continue;
    }
    const start = at;
    const exported = /^export\s+/.exec(text.slice(at))?.[0].length ?? 0;
    const line = text.slice(start + exported);
    const [head, written = "", end] = NAME.exec(line) ?? [];
    if (head === undefined) {
      // A last line without an end counts as a value without a name.
      if (/^[\p{L}\p{N}_.\-[\]\s]*$/u.test(line)) return { values, fault };
      refuse(start, "This is no assignment.");
      continue;
    }
    const name = written.trimEnd();
    if (name.includes(" ")) {
      refuse(start, "A name cannot have a blank in it.");
      continue;
    }
    at = start + exported + head.length;
    if (end === "\n") {
      const inherited = outer(name);
      if (inherited !== undefined) values.set(name, inherited);
      continue;
    }
    at += BLANKS.exec(text.slice(at))?.[0].length ?? 0;
    const value = readValue(text, at);
    const expanded = value && expand(value, lookup);
    if (!value || !expanded) refuse(start, "The quote is never closed.");
    else if ("fault" in expanded) refuse(start, expanded.fault);
    else if (expanded.missing !== undefined) refuse(start, `The variable ${expanded.missing} must be set.`);
    else {
      values.set(name, expanded.text);
      at = value.end;
    }
  }
}

interface RawValue {
  readonly text: string;
  /** Single-quoted text is not interpolated. */
  readonly literal: boolean;
  /** Offset behind the value. */
  readonly end: number;
}

function readValue(text: string, start: number): RawValue | undefined {
  const quote = text[start];
  if (quote !== "'" && quote !== '"') {
    const lineBreak = text.indexOf("\n", start);
    const end = lineBreak === -1 ? text.length : lineBreak;
    const [value = ""] = text.slice(start, end).split(" #", 1);
    return { text: value.trimEnd(), literal: false, end };
  }
  // A backslash before the quote keeps it; any other stays as it is.
  let inside = "";
  for (let at = start + 1; at < text.length; at += 1) {
    const character = text[at] ?? "";
    if (character === quote) return { text: quote === '"' ? unescape(inside) : inside, literal: quote === "'", end: at + 1 };
    if (character !== "\\") {
      inside += character;
      continue;
    }
    at += 1;
    const next = text[at] ?? "";
    inside += next === quote ? next : `\\${next}`;
  }
  return undefined;
}

function expand({ text, literal }: RawValue, lookup: Lookup): Interpolated | TemplateFault {
  return literal ? { text, known: true, variables: [] } : interpolate(text, lookup);
}

const ESCAPES: Readonly<Record<string, string>> = { a: "\x07", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v", '"': '"', "\\": "\\", $: "$$" };

/** Escapes as Go knows them; octal ones have a zero in front and three digits. What is none of them loses that zero, or stays. */
function unescape(text: string): string {
  return text.replace(/\\(?:0(\d{0,3})|([abcfnrtv$"\\]))/g, (all, digits: string | undefined, character: string | undefined) => {
    if (digits === undefined) return ESCAPES[character ?? ""] ?? all;
    return /^[0-3][0-7]{2}$/.test(digits) ? String.fromCharCode(parseInt(digits, 8)) : `\\${digits}`;
  });
}
