/**
 * Reviews of pull requests. `review/` says what a change brings and knows no forge; `git/` reads changes from a checkout; `markdown/` writes
 * reviews; `github/` and `gitlab/` tell them to a forge each, and `forge/` has what both do alike.
 */
export { gitChange, type GitRange } from "./git/git-change.js";
export { GITHUB } from "./github/forge.js";
export type { Connection } from "./github/client.js";
export type { PullRequestName } from "./github/pull-request.js";
export { reviewPullRequest, type PullRequestTarget } from "./github/review-pull-request.js";
export { GITLAB } from "./gitlab/forge.js";
export type { MergeRequestName } from "./gitlab/merge-request.js";
export { reviewMergeRequest, type MergeRequestTarget } from "./gitlab/review-merge-request.js";
export type { ForgeConnection } from "./forge/connection.js";
export type { Published } from "./forge/published.js";
export { reviewFor, type KnownIn, type Reviewed } from "./forge/review-request.js";
export { commentMarkdown } from "./markdown/comment.js";
export type { Forge } from "./markdown/forge.js";
export { isWorthTelling, summaryMarkdown } from "./markdown/summary.js";
export type { Change, Entry, Repository, RepositoryState } from "./review/change.js";
export type { ReadinessChange } from "./review/readiness.js";
export { reviewChange, type OtherFinding, type Review, type ReviewComment, type ReviewOptions } from "./review/review.js";
export { applyReplacement, type Replacement } from "./review/suggestion.js";
export type { Suggestion } from "./review/suggest.js";
