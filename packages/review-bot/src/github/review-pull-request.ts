import { reviewRequest, type ChangeRequest, type KnownIn, type RequestWishes, type Reviewed } from "../forge/review-request.js";
import type { ReviewOptions } from "../review/review.js";
import { connect, type Connection } from "./client.js";
import { GITHUB } from "./forge.js";
import { publish } from "./publish.js";
import { changeOf, findPullRequest, type PullRequestName } from "./pull-request.js";

export interface PullRequestTarget extends RequestWishes {
  readonly connection: Connection;
  readonly name: PullRequestName;
}

/**
 * Reviews a pull request on GitHub.
 * @throws Trouble if it cannot be read or told, or the configuration cannot be used.
 */
export async function reviewPullRequest({ connection, name, ...wishes }: PullRequestTarget, options: Omit<ReviewOptions, "isKnown">, knownIn?: KnownIn): Promise<Reviewed> {
  const client = connect(connection);
  const pull = await findPullRequest(client, name);
  const request: ChangeRequest = {
    head: pull.head,
    change: () => changeOf(client, pull, { cwd: wishes.cwd, trustBase: options.trustBase }),
    publish: (review) => publish(client, name, review, connection.pace?.second),
  };
  return await reviewRequest(request, GITHUB, wishes, options, knownIn);
}
