import type { Diagnostic, Severity } from "@compose-lint/core";
import type { Review } from "@compose-lint/review-bot";

/** The gravest first. */
export const ORDER: readonly Severity[] = ["error", "warning", "info"];

/** All that a change brings, the gravest first: of annotations, GitHub shows the first ten of a kind. */
export function findingsOf({ comments, others }: Review): readonly Diagnostic[] {
  return [...comments.flatMap(({ suggestion, waiting }) => [...suggestion.mends, ...waiting]), ...others.map(({ diagnostic }) => diagnostic)].sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
}
