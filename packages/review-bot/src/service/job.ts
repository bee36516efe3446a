import type { PullRequestName } from "../github/pull-request.js";

/** A pull request to be reviewed, as it will be then. */
export interface Job {
  readonly name: PullRequestName;
  readonly repositoryId: number;
  readonly installationId: number;
}

/** There is one job at a time for each of these. */
export function keyOf({ name: { pull_number: number }, repositoryId }: Job): string {
  // A repository may be renamed; its number stays.
  return `${String(repositoryId)}#${String(number)}`;
}

/** `acme/shop#7` */
export function titleOf({ name: { owner, repo, pull_number: number } }: Job): string {
  return `${owner}/${repo}#${String(number)}`;
}
