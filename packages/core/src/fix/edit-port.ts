import type { TextEdit } from "../text/text-edit.js";
import type { SourceFile } from "../text/source-file.js";
import type { YamlScalar } from "../yaml/nodes.js";
import { quote, type WritingStyle } from "../yaml/write.js";
import { editDefault } from "./edit-default.js";
import { refuse } from "./refusal.js";

/** Writes a host address into a port's short syntax: `5432:5432` becomes `127.0.0.1:5432:5432`, variables and quotes stay. */
export function setPortAddress(file: SourceFile, scalar: YamlScalar, address: string, style: WritingStyle): readonly TextEdit[] {
  const quoteLength = scalar.style === "plain" ? 0 : 1;
  const start = scalar.range.start + quoteLength;
  const written = file.text.slice(start, scalar.range.end - quoteLength);
  const colons = colonsOutsideVariables(written);
  const host = address.includes(":") ? `[${address}]` : address;
  // In front of plain text, brackets would begin a list; in JSON, what was a number becomes a text.
  const needsQuotes = scalar.style === "plain" && (host.startsWith("[") || style.quoteAll);
  if (needsQuotes && colons.length < 2) return [{ range: scalar.range, text: quote(`${host}:${colons.length === 0 ? ":" : ""}${written}`, style.quote) }];
  // Without a host port, the empty place between the colons keeps meaning "any free port".
  if (colons.length === 0) return [{ range: { start, end: start }, text: `${host}::` }];
  if (colons.length === 1) return [{ range: { start, end: start }, text: `${host}:` }];
  const present = { start, end: start + (colons.at(-2) ?? 0) };
  if (!file.text.slice(present.start, present.end).includes("$")) return [{ range: present, text: host }];
  return editDefault(file, present, address, style) ?? refuse("the address comes from a variable");
}

/** Where the colons of a short syntax stand that separate its parts. */
export function colonsOutsideVariables(text: string): number[] {
  const colons: number[] = [];
  let depth = 0;
  for (let index = 0; index < text.length; index += 1) {
    if (text[index] === "{" && (depth > 0 || text[index - 1] === "$")) depth += 1;
    else if (text[index] === "}" && depth > 0) depth -= 1;
    else if (text[index] === ":" && depth === 0) colons.push(index);
  }
  return colons;
}
