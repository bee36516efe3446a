import { SECOND } from "../forge/connection.js";
import { reviewRequest, type ChangeRequest, type KnownIn, type RequestWishes, type Reviewed } from "../forge/review-request.js";
import type { ReviewOptions } from "../review/review.js";
import { connect, type Connection } from "./client.js";
import { GITLAB } from "./forge.js";
import { changeOf, findMergeRequest, shownDiffs, type MergeRequestName } from "./merge-request.js";
import { publish } from "./publish.js";

export interface MergeRequestTarget extends RequestWishes {
  readonly connection: Connection;
  readonly name: MergeRequestName;
}

/**
 * Reviews a merge request on GitLab.
 * @throws Trouble if it cannot be read or told, or the configuration cannot be used.
 */
export async function reviewMergeRequest({ connection, name, ...wishes }: MergeRequestTarget, options: Omit<ReviewOptions, "isKnown">, knownIn?: KnownIn): Promise<Reviewed> {
  const { second = SECOND } = connection;
  const client = connect(connection);
  const merge = await findMergeRequest(client, name, second);
  const diffs = wishes.expectedHead === undefined || wishes.expectedHead === merge.refs.head_sha ? await shownDiffs(client, name) : new Map<string, never>();
  const request: ChangeRequest = {
    head: merge.refs.head_sha,
    change: () => changeOf(client, merge, diffs, { cwd: wishes.cwd, trustBase: options.trustBase }),
    publish: (review) => publish(client, review, { merge, diffs, second }),
  };
  return await reviewRequest(request, GITLAB, wishes, options, knownIn);
}
