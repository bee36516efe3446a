/**
 * Reviews of pull requests. `review/` says what a change brings and knows no forge; `git/` reads changes from a checkout; `markdown/` writes
 * reviews; `github/` tells them to GitHub.
 */
export { gitChange, type GitRange } from "./git/git-change.js";
export { GITHUB } from "./github/forge.js";
export type { Connection } from "./github/client.js";
export type { PullRequestName } from "./github/pull-request.js";
export type { Published } from "./github/publish.js";
export { reviewPullRequest, type KnownIn, type PullRequestTarget, type Reviewed } from "./github/review-pull-request.js";
export { commentMarkdown } from "./markdown/comment.js";
export type { Forge } from "./markdown/forge.js";
export { isWorthTelling, summaryMarkdown } from "./markdown/summary.js";
export type { Change, Entry, Repository, RepositoryState } from "./review/change.js";
export type { ReadinessChange } from "./review/readiness.js";
export { reviewChange, type OtherFinding, type Review, type ReviewComment, type ReviewOptions } from "./review/review.js";
export { applyReplacement, type Replacement } from "./review/suggestion.js";
export type { Suggestion } from "./review/suggest.js";
