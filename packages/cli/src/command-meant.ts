import { namesLike } from "@compose-lint/workspace";
import { COMMANDS } from "./commands.js";

/** Words that other tools have as commands, and ours has as options. */
const OPTIONS_INSTEAD = new Set(["diff", "fix", "help", "version", "watch"]);
const NEEDLESS = new Set(["check", "lint", "run"]);

/** What to add where there is no such path, and the word looks like a command: a line in brackets, or nothing. */
export function commandMeant(word: string): string {
  if (!/^[\w-]+$/.test(word)) return "";
  if (COMMANDS.has(word)) return `\n  (The command ${word} has to come first: compose-lint ${word} ...)`;
  if (OPTIONS_INSTEAD.has(word)) return `\n  (Did you mean --${word}?)`;
  if (NEEDLESS.has(word)) return "\n  (Linting needs no command: leave the word out.)";
  const meant = namesLike(word, [...COMMANDS.keys()]);
  return meant.length === 0 ? "" : `\n  (Did you mean the command ${meant.join(" or ")}?)`;
}
