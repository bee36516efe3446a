import type { Range, SourceFile } from "@compose-lint/core";
import { isCredentialName } from "@compose-lint/core/secrets";

/** What a line says of the lines below it. */
type Pending =
  /** What is indented further is the value of a secret. */
  | { readonly kind: "deeper"; readonly than: number }
  /** The same, unless it turns out to be a section. */
  | { readonly kind: "perhaps"; readonly than: number }
  /** All up to this is. */
  | { readonly kind: "until"; readonly end: RegExp }
  /** The next item of the list is. */
  | { readonly kind: "item" };

/** `KEY: value`, `- KEY=value`, with what stands between key and value. */
const ENTRY = /^(?<margin>[ \t]*(?:-[ \t]+)*)["']?(?<key>[\w.-]+)["']?(?:[ \t]*:(?=[ \t]|$)[ \t]*(?:[&!]\S*[ \t]+)*|=)(?<value>.*)$/;
const SECTION = /^[ \t]*(?:-(?:[ \t]|$)|["']?[\w./-]+["']?[ \t]*:(?:[ \t]|$))/;
/** `- --password`, whose value is the next item. */
const FLAG_ITEM = /^[ \t]*-[ \t]+["']?--?[\w-]*(?:pass|password|token|secret|key)["']?[ \t]*(?:#.*)?$/;
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;
const END_OF_KEY = /-----END [A-Z ]*PRIVATE KEY-----/;

const known = new WeakMap<SourceFile, ReadonlyMap<number, Range>>();

/** The stretch of each line, by its number, that belongs to a secret which began in a line above. Told by the looks of lines, like `findSecrets`. */
export function secretLinesOf(file: SourceFile): ReadonlyMap<number, Range> {
  const before = known.get(file);
  if (before) return before;
  const found = new Map<number, Range>();
  let pending: Pending | undefined;
  for (let line = 1; line <= file.lines.lineCount; line += 1) {
    const { start, end } = file.lines.lineRange(line);
    const text = file.text.slice(start, end);
    const margin = text.length - text.trimStart().length;
    if (margin === text.length) continue;
    const rest = pending && secretEnd(pending, text, margin);
    if (pending && rest !== undefined) {
      found.set(line, { start: start + margin, end: start + rest.end });
      pending = rest.isLast ? undefined : pending.kind === "perhaps" ? { kind: "deeper", than: pending.than } : pending;
    } else {
      pending = beginningIn(text);
    }
  }
  known.set(file, found);
  return found;
}

/** How far a line belongs to the secret above; nothing if it does not. */
function secretEnd(pending: Pending, text: string, margin: number): { readonly end: number; readonly isLast: boolean } | undefined {
  switch (pending.kind) {
    case "deeper":
      return margin > pending.than ? { end: text.length, isLast: false } : undefined;
    case "perhaps":
      return margin > pending.than && !SECTION.test(text) ? { end: text.length, isLast: false } : undefined;
    case "until": {
      const last = pending.end.exec(text);
      return { end: last ? last.index + last[0].length : text.length, isLast: last !== null };
    }
    case "item":
      return /^[ \t]*-[ \t]+["']?[^-$"' \t]/.test(text) ? { end: text.length, isLast: true } : undefined;
  }
}

function beginningIn(text: string): Pending | undefined {
  if (PRIVATE_KEY.test(text)) return END_OF_KEY.test(text) ? undefined : { kind: "until", end: END_OF_KEY };
  if (FLAG_ITEM.test(text)) return { kind: "item" };
  const { margin = "", key = "", value = "" } = ENTRY.exec(text)?.groups ?? {};
  if (key === "" || !isCredentialName(key)) return undefined;
  const first = value.charAt(0);
  // Below `- KEY=value` the dash is what counts.
  const than = text.slice(0, text.length - value.length).endsWith("=") ? margin.search(/-|$/) : margin.length;
  if (value === "" || first === "#") return { kind: "perhaps", than };
  if (first === "{" || first === "[" || first === "*") return undefined;
  if (first === '"' || first === "'") return isClosed(value, first) ? undefined : { kind: "until", end: first === '"' ? /(?<!\\)(?:\\\\)*"/ : /(?<!')(?:'')*'(?!')/ };
  return { kind: "deeper", than };
}

function isClosed(value: string, quote: string): boolean {
  return quote === '"' ? /^"(?:[^"\\]|\\.)*"/.test(value) : /^'(?:[^']|'')*'(?!')/.test(value);
}
