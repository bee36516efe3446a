import type { Forge } from "../markdown/forge.js";
import type { Review, ReviewComment } from "../review/review.js";

/** The same review with what a forge cannot suggest in the summary. */
export function suggestible(review: Review, forge: Forge): Review {
  const refused = new Map(review.comments.flatMap((comment) => {
    const why = forge.obstacle(comment.suggestion);
    return why === undefined ? [] : [[comment, why] as const];
  }));
  return refused.size === 0 ? review : withoutComments(review, refused);
}

/** The same review without some comments, for reasons of their own: what would have been told there is in the summary. */
export function withoutComments(review: Review, refused: ReadonlyMap<ReviewComment, string>): Review {
  const others = [...refused].flatMap(([{ suggestion, waiting }, notSuggested]) => [...suggestion.mends, ...waiting].map((diagnostic) => ({ diagnostic, notSuggested })));
  return { ...review, comments: review.comments.filter((comment) => !refused.has(comment)), others: [...review.others, ...others] };
}
