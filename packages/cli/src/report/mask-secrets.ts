import type { Range } from "@compose-lint/core";

/** `key: value`, `key=value`, `"key": value`. A quoted value ends with its quote, any other runs to the end of the line for now. */
const ASSIGNMENT = /(?<key>[\w.-]+)(?<sign>["']?:[ \t]+|["']:|=)(?<value>"(?:[^"\\]|\\.)*"?|'(?:[^']|'')*'?|[^\s"'{[][^\r\n]*)/g;
const CREDENTIAL = /pass(?:$|_|word|wd|phrase|code)|pwd|secret|token|credential|apikey|(?:^|_)(?:key|auth|salt|pin|dsn)(?:$|_)/;
/** Keys that only lead to a secret or tell of it, and Compose's own. */
const POINTER = /_(?:file|path|dir|name|url|type|length|expir\w*|ttl)$|^(?:secrets|credential_spec)$/;
/** A variable without a default, whose name is no secret, and a switch. */
const HARMLESS = /^["']?(?:\$\w+|\$\{\w+(?::?\?[^}]*)?\}|true|false|null|~)["']?[ \t]*(?:[,}\]#].*)?$/;
/** `scheme://user:password@host` */
const IN_URL = /(?<=\w:\/\/[^\s:/@]*:)[^\s@/$][^\s@/]*(?=@)/g;
/** `--password value`, also as two items of a list. */
const AFTER_FLAG = /(?<=--?[\w-]*(?:pass|password|token|secret|key)["']?,?[ \t]+["']?)[^\s"',\]$-][^\s"',\]]*/g;

/** Where a line holds values that are very likely secrets. Quick to suspect on purpose: all it costs is a part of an excerpt. */
export function findSecrets(line: string): readonly Range[] {
  const found = [...line.matchAll(IN_URL), ...line.matchAll(AFTER_FLAG)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
  const assignment = new RegExp(ASSIGNMENT);
  for (let match = assignment.exec(line); match; match = assignment.exec(line)) {
    const { key = "", sign = "", value = "" } = match.groups ?? {};
    const start = match.index + key.length + sign.length;
    // What follows a harmless key may be the next assignment, as in `{ name: web, token: … }`.
    assignment.lastIndex = start;
    if (!isCredential(key) || HARMLESS.test(value)) continue;
    const end = start + secretLength(value, sign, /[{[]/.test(line.slice(0, match.index)));
    found.push({ start, end });
    assignment.lastIndex = end;
  }
  return found.sort((a, b) => a.start - b.start);
}

/** `api-key`, `apiKey` and `API_KEY` are one name. */
function isCredential(key: string): boolean {
  const name = key
    .replace(/(?<=[a-z0-9])(?=[A-Z])|[.-]/g, "_")
    .toLowerCase()
    .replace(/^_+/, "");
  return CREDENTIAL.test(name) && !POINTER.test(name);
}

function secretLength(value: string, sign: string, inFlow: boolean): number {
  if (/^["']/.test(value)) return value.length;
  if (!inFlow) return value.replace(/["']?\s*$/, "").length;
  // `["--token=a,b"]` ends at the quote, `{ token: a, … }` and `[TOKEN=a, …]` at the comma or bracket.
  const quote = sign === "=" ? value.search(/["']/) : -1;
  const end = quote === -1 ? value.search(/[,\]}]/) : quote;
  return end === -1 ? value.length : end;
}
