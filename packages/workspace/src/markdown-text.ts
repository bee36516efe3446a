import { printable } from "./printable.js";

/** Marks of Markdown, and what GitHub makes links, formulas and mentions of. */
const MARKS: readonly (readonly [RegExp, string])[] = [
  [/&/g, "&amp;"],
  [/</g, "&lt;"],
  [/>/g, "&gt;"],
  [/[\\`*_[\]|~]/g, "\\$&"],
  // A space without width keeps names from being told, and numbers from being linked.
  [/[@#](?=\w)/g, "$&&#8203;"],
  [/\$/g, "&#36;"],
  [/:\/\//g, ":&#47;/"],
  [/www\./gi, "www&#46;"],
];

/** Any text so that Markdown shows it as it is, on one line, also in a table. */
export function escapeMarkdown(text: string): string {
  return MARKS.reduce((escaped, [pattern, replacement]) => escaped.replace(pattern, replacement), printable(text));
}

/** Any text as code, on one line, also in a table. */
export function codeSpan(text: string): string {
  const shown = printable(text).replaceAll("|", "\\|");
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  const gap = longest > 0 || shown.trim() === "" ? " " : "";
  return `${fence}${gap}${shown}${gap}${fence}`;
}
