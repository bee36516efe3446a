import type { ReviewComment } from "../review/review.js";

/** What differs between forges in how a review is written. */
export interface Forge {
  /** What stands behind the fence of a suggestion. */
  suggestionInfo(comment: ReviewComment): string;
  /** The most characters that a comment may have. */
  readonly mostCharacters: number;
}
