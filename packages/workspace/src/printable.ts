const PLAIN = /^[\x20-\x7e]*$/;
/** What a terminal would obey instead of showing it: escapes and other controls, marks that turn the writing direction, halves of characters. */
const OBEYED = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]|\p{Cs}/gu;

/** What the logs of GitHub, Azure and TeamCity obey wherever it stands: `##[error]`, `##vso[…]`, `##teamcity[…]`. */
const LOG_COMMAND = /##(?=\w*\[)/g;

/**
 * Text that comes from a file or a file's name, made harmless for a terminal and for the log of a pipeline. Line breaks and tabs do not
 * survive either. What may stand at the beginning of a line needs `atLineStart` as well.
 */
export function printable(text: string): string {
  return withoutLogCommands(PLAIN.test(text) ? text : text.replace(OBEYED, "\ufffd"));
}

/** The log of GitHub obeys `::error::` at the beginning of a line. */
export function atLineStart(text: string): string {
  return text.replace(/^(\s*):(?=:)/, "$1\ufffd");
}

/** As many characters as before. */
export function withoutLogCommands(text: string): string {
  return text.includes("##") ? text.replace(LOG_COMMAND, "#\ufffd") : text;
}
