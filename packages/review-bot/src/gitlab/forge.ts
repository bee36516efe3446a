import { escapeMarkdown } from "@compose-lint/workspace";
import type { Forge } from "../markdown/forge.js";
import type { Suggestion } from "../review/suggest.js";

/**
 * Where a space without width keeps GitLab from reading more than text: it looks for references, mentions and addresses in what is shown, so
 * that to escape them does not help. Behind the mark of a user, an issue, a merge request, a milestone, a label, a snippet, an epic, an alert,
 * an iteration, a vulnerability and a placeholder; in addresses; in keys of other trackers; and in what may be the hash of a commit, which has
 * seven digits at least.
 * Source: GitLab, "GitLab Flavored Markdown".
 */
const SPLITS = /(?<=[@#!%~$&^*[{])(?=\S)|(?<=:)(?=\/\/)|(?<=www)(?=\.)|(?<=\b[A-Z][A-Z\d_]+-)(?=\d)|(?<=(?<![\da-f])(?:[\da-f]{6})+)(?=[\da-f])/i;
const SPACE = "&#8203;";

/** Source: GitLab, "Suggest changes" and "GitLab application limits". */
export const GITLAB: Forge = {
  name: "GitLab",
  mostCharacters: 1_000_000,
  suggestionInfo: ({ first, last }) => `suggestion:-${String(last - first)}+0`,
  obstacle,
  text: (text) => text.split(SPLITS).map(escapeMarkdown).join(SPACE),
};

function obstacle({ lines, replaced }: Suggestion): string | undefined {
  // It looks for quick actions in the text of a comment, and takes the end of a block for where three ticks stand, however many it began with.
  if (lines.some((line) => line.startsWith("/"))) return "a line of it would be a quick action for GitLab";
  // It takes all carriage returns out of a comment, and puts the end of the last line that is replaced behind the last one that is new.
  const isLost = lines.slice(0, -1).some(endsInReturn) || (lines.length > 0 && endsInReturn(lines.at(-1)) !== endsInReturn(replaced.at(-1)));
  return isLost ? "GitLab takes the carriage returns out of it" : undefined;
}

function endsInReturn(line: string | undefined): boolean {
  return line?.endsWith("\r") === true;
}
