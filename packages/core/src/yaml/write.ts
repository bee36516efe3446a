import { typePlain } from "./scalar-type.js";

/** What is to be written: plain data, or text that is already YAML, such as an alias or a copy of what stands elsewhere. */
export type Writable = string | number | boolean | null | WrittenYaml | readonly Writable[] | { readonly [key: string]: Writable };

/** YAML that fits on one line and is taken over as it is. */
export class WrittenYaml {
  constructor(readonly yaml: string) {}
}

/** How a file is written; new text follows its habits. */
export interface WritingStyle {
  readonly lineBreak: "\n" | "\r\n";
  /** Blanks by which a mapping stands deeper than its parent. */
  readonly indent: number;
  /** Blanks by which a list's dashes stand deeper than their key; many files have none. */
  readonly sequenceIndent: number;
  readonly quote: '"' | "'";
  /** Whether short lists are written `[a, b]`. */
  readonly flowLists: boolean;
  /** JSON: every key and every text in double quotes. */
  readonly quoteAll: boolean;
}

/** `key: value` in block style, for a key that stands in `column` (from 0); several lines where the value needs them, without a final line break. */
export function writeBlockEntry(key: string, value: Writable, column: number, style: WritingStyle): string {
  return `${isMerge(key, value) ? key : writeScalar(key, style)}:${writeBlockValue(value, column, style)}`;
}

/** What follows the `:` of a key in `column`: begins with a blank or a line break. */
export function writeBlockValue(value: Writable, column: number, style: WritingStyle): string {
  if (isList(value) && value.length > 0 && !(style.flowLists && value.every(isScalar))) {
    const indent = column + style.sequenceIndent;
    const quoting = quoteTogether(value, style);
    return value.map((item) => `${style.lineBreak}${blanks(indent)}${writeBlockItem(quoted(item, quoting, style.quote), indent, style)}`).join("");
  }
  if (isMapping(value) && Object.keys(value).length > 0) {
    const indent = column + style.indent;
    const entries = Object.entries(value);
    const quoting = quoteTogether(Object.values(value), style);
    return entries.map(([key, held]) => `${style.lineBreak}${blanks(indent)}${writeBlockEntry(key, quoted(held, quoting, style.quote), indent, style)}`).join("");
  }
  return ` ${writeFlow(value, style)}`;
}

/** `- item` for a dash in `column`. */
export function writeBlockItem(item: Writable, column: number, style: WritingStyle): string {
  if (isMapping(item) && Object.keys(item).length > 0) {
    const [first, ...rest] = Object.entries(item).map(([key, held]) => writeBlockEntry(key, held, column + 2, style));
    return [`- ${first ?? ""}`, ...rest].join(`${style.lineBreak}${blanks(column + 2)}`);
  }
  return `- ${writeFlow(item, style)}`;
}

/** The value on one line, in flow style if it is a collection. */
export function writeFlow(value: Writable, style: WritingStyle): string {
  if (value instanceof WrittenYaml) return value.yaml;
  if (isList(value)) {
    const quoting = value.some((item) => typeof item === "string" && FLOW_MARKS.test(item)) || quoteTogether(value, style);
    return `[${value.map((item) => writeFlowPart(quoted(item, quoting && !style.quoteAll, style.quote), style)).join(", ")}]`;
  }
  if (isMapping(value)) {
    const quoting = quoteTogether(Object.values(value), style);
    return `{${Object.entries(value).map(([key, held]) => writeFlowEntry(key, quoted(held, quoting, style.quote), style)).join(", ")}}`;
  }
  return writeScalar(value, style);
}

/** `key: value` inside `{…}`. */
export function writeFlowEntry(key: string, value: Writable, style: WritingStyle): string {
  return `${isMerge(key, value) ? key : writeFlowPart(key, style)}: ${writeFlowPart(value, style)}`;
}

/** `<<: *anchor` merges; before any other value the two signs are a key like any other, in quotes. */
function isMerge(key: string, value: Writable): boolean {
  return key === "<<" && value instanceof WrittenYaml && value.yaml.startsWith("*");
}

const FLOW_MARKS = /[,[\]{}]|\? /;

/** A value inside `[…]` or `{…}`, where commas and brackets would end plain text, and Compose takes a `?` before a blank amiss. */
export function writeFlowPart(value: Writable, style: WritingStyle): string {
  if (typeof value === "string" && FLOW_MARKS.test(value)) return quote(value, style.quote);
  return writeFlow(value, style);
}

/** A scalar that reads back as exactly this value; quoted only where it must be, or where the file quotes everything. */
export function writeScalar(value: string | number | boolean | null, style: Pick<WritingStyle, "quote" | "quoteAll">): string {
  if (typeof value !== "string") return value === null ? "null" : String(value);
  return style.quoteAll ? quote(value, '"') : isPlainSafe(value) ? value : quote(value, style.quote);
}

/** Whether text can stand unquoted in block style and stays text. */
export function isPlainSafe(text: string): boolean {
  if (text === "" || text !== text.trim() || typePlain(text).type !== "string") return false;
  // Words that YAML 1.1 readers, and people, take for booleans, and what base 60 would read as a number.
  if (/^(?:y|yes|n|no|on|off)$/i.test(text) || /^[-+]?\d+(?::\d+)+$/.test(text)) return false;
  if (/^[-?:,[\]{}#&*!|>'"%@`=<]/.test(text)) return false;
  return !/: |:$| #/.test(text) && !MUST_ESCAPE.test(text);
}

/** The same between brackets. */
export function isPlainSafeInFlow(text: string): boolean {
  return isPlainSafe(text) && !FLOW_MARKS.test(text);
}

/** Control characters, what some readers take for a line break or a mark, and what YAML does not allow at all. */
const MUST_ESCAPE = /[\p{Cc}\u2028\u2029\uFEFF\uFFFE\uFFFF]/u;

/** Text in quotes of the given kind; control characters force double quotes. */
export function quote(text: string, mark: '"' | "'"): string {
  if (mark === "'" && !MUST_ESCAPE.test(text)) return `'${text.replaceAll("'", "''")}'`;
  // JSON leaves some of these as they are.
  return JSON.stringify(text).replace(/[\u007F-\u009F\u2028\u2029\uFEFF\uFFFE\uFFFF]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** If one text of a mapping or list must be quoted, all of them are: a mixture looks like a mistake. */
function quoteTogether(values: readonly Writable[], style: WritingStyle): boolean {
  return values.some((value) => typeof value === "string" && !isPlainSafe(value)) && !style.quoteAll;
}

function quoted(value: Writable, quoting: boolean, mark: WritingStyle["quote"]): Writable {
  return quoting && typeof value === "string" ? new WrittenYaml(quote(value, mark)) : value;
}

function blanks(count: number): string {
  return " ".repeat(count);
}

function isList(value: Writable): value is readonly Writable[] {
  return Array.isArray(value);
}

function isMapping(value: Writable): value is { readonly [key: string]: Writable } {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof WrittenYaml);
}

function isScalar(value: Writable): boolean {
  return !isList(value) && !isMapping(value);
}
