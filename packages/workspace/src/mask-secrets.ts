import type { Range } from "@compose-lint/core";
import { commandCredentials, isCredentialName, knownTokensIn, roughWords } from "@compose-lint/core/secrets";

/** `key: value`, `key=value`, `"key": value`. A quoted value ends with its quote, any other runs to the end of the line for now. */
const ASSIGNMENT = /(?<key>[\w.-]+)(?<sign>["']?:[ \t]+|["']:|=)(?<value>"(?:[^"\\]|\\.)*"?|'(?:[^']|'')*'?|[^\s"'{[][^\r\n]*)/g;
/** A variable without a default, whose name is no secret, and a switch. */
const HARMLESS = /^["']?(?:\$\w+|\$\{\w+(?::?\?[^}]*)?\}|true|false|yes|no|null|none|~)["']?[ \t]*(?:[,}\]#].*)?$/;
/** `scheme://user:password@host` */
const IN_URL = /(?<=\w:\/\/[^\s:/@]*:)(?:\$\{\w+:?[-=+][^\s}]*\}|[^\s@/$][^\s@/]*)(?=@)/g;
/** `--password value`, also as two items of a list. */
const AFTER_FLAG = /(?<=--?[\w-]*(?:pass|password|token|secret|key)["']?,?[ \t]+["']?)(?:\$\{\w+:?[-=+][^\s}]*\}|[^\s"',\]$-][^\s"',\]]*)/g;
/** `&db_password value`, which its users name by an alias. */
const ANCHORED = /(?<=&(?<name>[\w.-]+)[ \t]+)(?:"[^"]*"?|'[^']*'?|[^\s"'{[][^\s,}\]]*)/g;
/** `- -pvalue`: the program is in an item before it. */
const LONE_OPTION = /(?<=^[ \t]*-[ \t]+["']?-p)[^\s"'=]{4,}(?=["']?[ \t]*$)/g;
/** `$VARIABLE`, also of the container; the message of one that must be set may be cut at a space. */
const REFERENCE = /^\$+(?:\w+|\{\w+(?::?\?[^}]*)?\}?)$/;

/** Where a line holds values that are very likely secrets. Quick to suspect on purpose: all it costs is a part of an excerpt. */
export function findSecrets(line: string): readonly Range[] {
  const anchored = [...line.matchAll(ANCHORED)].filter((match) => isCredentialName(match.groups?.["name"] ?? ""));
  const found: Range[] = [...line.matchAll(IN_URL), ...line.matchAll(AFTER_FLAG), ...line.matchAll(LONE_OPTION), ...anchored].map((match) => ({ start: match.index, end: match.index + match[0].length }));
  found.push(...knownTokensIn(line).map(({ range }) => range), ...inCommand(line));
  const assignment = new RegExp(ASSIGNMENT);
  for (let match = assignment.exec(line); match; match = assignment.exec(line)) {
    const { key = "", sign = "", value = "" } = match.groups ?? {};
    const start = match.index + key.length + sign.length;
    // What follows a harmless key may be the next assignment, as in `{ name: web, token: … }`.
    assignment.lastIndex = start;
    if (!isCredentialName(key) || HARMLESS.test(value)) continue;
    const end = start + secretLength(value, sign, /[{[]/.test(line.slice(0, match.index)));
    found.push({ start, end });
    assignment.lastIndex = end;
  }
  return united(found);
}

/** In order, and what overlaps as one. */
function united(ranges: readonly Range[]): readonly Range[] {
  const apart: Range[] = [];
  for (const range of ranges.toSorted((a, b) => a.start - b.start)) {
    const last = apart.at(-1);
    if (last && range.start < last.end) apart[apart.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
    else apart.push(range);
  }
  return apart;
}

/** `redis-cli -a secret`, `mysql -psecret`: what only the program in front of it tells. */
function inCommand(line: string): readonly Range[] {
  const items = line.replace(/[[\],]/g, " ");
  // The quotes may be those of a word, or of the whole command.
  const credentials = [items, items.replace(/["']/g, "")].flatMap((text) => commandCredentials(roughWords(text)));
  const values = new Set(credentials.map(({ value }) => value).filter((value) => value !== "" && !REFERENCE.test(value)));
  return [...values].flatMap((value) => placesOf(value, line));
}

/** Where a text stands by itself or right behind `-p`. */
function placesOf(value: string, line: string): readonly Range[] {
  const places: Range[] = [];
  for (let start = line.indexOf(value); start !== -1; start = line.indexOf(value, start + value.length)) {
    const end = start + value.length;
    if (/(?:^|\W|-p)$/.test(line.slice(0, start)) && !/^\w/.test(line.slice(end))) places.push({ start, end });
  }
  return places;
}

function secretLength(value: string, sign: string, inFlow: boolean): number {
  if (/^["']/.test(value)) return value.length;
  if (!inFlow) return value.replace(/["']?\s*$/, "").length;
  // `["--token=a,b"]` ends at the quote, `{ token: a, … }` and `[TOKEN=a, …]` at the comma or bracket.
  const quote = sign === "=" ? value.search(/["']/) : -1;
  const end = quote === -1 ? value.search(/[,\]}]/) : quote;
  return end === -1 ? value.length : end;
}
