import type * as reviewing from "@compose-lint/review-bot";
import type { Forge, Review } from "@compose-lint/review-bot";
import { atLineStart, printable } from "@compose-lint/workspace";

/** What writes reviews; it comes with the rest of the reviewer. */
type Writer = Pick<typeof reviewing, "commentMarkdown" | "isWorthTelling" | "summaryMarkdown">;

/** A review as it would be told: each comment below the lines that it stands at, then the summary. */
export function printReview(review: Review, { commentMarkdown, isWorthTelling, summaryMarkdown }: Writer, forge: Forge): string {
  if (!isWorthTelling(review)) return "Nothing to say: this change brings nothing to Compose projects that a review would tell.\n";
  const comments = review.comments.map((comment) => {
    const { path, first, last } = comment.suggestion;
    return `${atLineStart(printable(path))}, ${first === last ? `line ${String(first)}` : `lines ${String(first)} to ${String(last)}`}\n\n${inset(commentMarkdown(comment, forge))}\n`;
  });
  return [...comments, `The review itself\n\n${inset(summaryMarkdown(review, forge))}\n`].join("\n");
}

/** What nobody sees on a page: by it, a review knows its own comments. */
const HIDDEN_END = /\s*<!-- compose-lint:[\w:]+ -->\s*$/;

/** Set apart from what is said here, and harmless for whatever shows it. */
function inset(markdown: string): string {
  return markdown.replace(HIDDEN_END, "").split("\n").map((line) => `  │ ${printable(line.replace(/\r$/, "")).trimEnd()}`.trimEnd()).join("\n");
}
