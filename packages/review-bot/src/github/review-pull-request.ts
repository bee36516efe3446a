import type { Diagnostic } from "@compose-lint/core";
import { reviewChange, type Review, type ReviewOptions } from "../review/review.js";
import type { Change } from "../review/change.js";
import { connect, type Connection } from "./client.js";
import { changeOf, findPullRequest, type PullRequestName } from "./pull-request.js";
import { publish, type Published } from "./publish.js";

export interface PullRequestTarget {
  readonly connection: Connection;
  readonly name: PullRequestName;
  /** The head that somebody wants to be reviewed; absent for the one that it has. */
  readonly expectedHead?: string;
  /** A folder that may be a checkout of the repository. */
  readonly cwd: string;
  /** Whether to say nothing on GitHub. */
  readonly isDryRun: boolean;
}

/** A review, and what became of it; no review if there was no use in making one. */
export type Reviewed = { readonly review: Review; readonly published?: Published } | { readonly published: Extract<Published, { kind: "moved" }> };

/** What is known already, by what the repository says of it. */
export type KnownIn = (change: Change) => Promise<(diagnostics: readonly Diagnostic[]) => ReadonlySet<Diagnostic>>;

/**
 * Reviews a pull request on GitHub.
 * @throws Trouble if it cannot be read or told, or the configuration cannot be used.
 */
export async function reviewPullRequest({ connection, name, expectedHead, cwd, isDryRun }: PullRequestTarget, options: Omit<ReviewOptions, "isKnown">, knownIn?: KnownIn): Promise<Reviewed> {
  const client = connect(connection);
  const pull = await findPullRequest(client, name);
  if (expectedHead !== undefined && expectedHead !== pull.head) return { published: { kind: "moved", head: pull.head } };
  const change = await changeOf(client, pull, { cwd, trustBase: options.trustBase });
  const review = await reviewChange(change, { ...options, ...(knownIn ? { isKnown: await knownIn(change) } : {}) });
  if (isDryRun) return { review };
  return { review, published: await publish(client, name, review, connection.pace?.second) };
}
