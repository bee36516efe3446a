import type { ReviewComment } from "../review/review.js";

/** A comment that we have made, with what became of it. */
export interface ToldComment {
  /** That of `ReviewComment`. */
  readonly id: string;
  /** Somebody has dealt with it. */
  readonly isResolved: boolean;
  /** Its lines are not there any more. */
  readonly isOutdated: boolean;
}

/** Comments that are wanted, and those of before. */
export interface SortedComments<Told extends ToldComment> {
  /** Told before, and not to be told again. */
  readonly standing: readonly Told[];
  readonly fresh: readonly ReviewComment[];
  /** Told before, and not true any more, or at lines that are not there. */
  readonly obsolete: readonly Told[];
}

/** What somebody has resolved is not told again. What lost its lines is, if it still holds. */
export function sortComments<Told extends ToldComment>(wanted: readonly ReviewComment[], told: readonly Told[]): SortedComments<Told> {
  const ids = new Set(wanted.map(({ id }) => id));
  const standing = told.filter(({ id, isResolved, isOutdated }) => ids.has(id) && (isResolved || !isOutdated));
  const known = new Set(standing.map(({ id }) => id));
  return { standing, fresh: wanted.filter(({ id }) => !known.has(id)), obsolete: told.filter((each) => !standing.includes(each) && !each.isResolved) };
}
