import { createHash } from "node:crypto";
import { Trouble } from "@compose-lint/workspace";
import { SECOND } from "../forge/connection.js";
import { makeOnce } from "../forge/make-once.js";
import type { Published } from "../forge/published.js";
import { withoutComments } from "../forge/suggestible.js";
import { sortComments } from "../forge/told.js";
import { commentMarkdown } from "../markdown/comment.js";
import { isWorthTelling, summaryMarkdown } from "../markdown/summary.js";
import { counted } from "../markdown/words.js";
import type { Review, ReviewComment } from "../review/review.js";
import type { Client } from "./client.js";
import { explainFailure, failureIn, isReadOnly, isUncertain } from "./failure.js";
import { GITHUB } from "./forge.js";
import { headOf, type PullRequestName } from "./pull-request.js";
import { editReview, hideComment, resolveThread, summaryIn, toldBefore, type OwnThread, type Told } from "./threads.js";

/**
 * Tells a pull request a review: comments that it has not been told yet, and the summary, in one go. What was told before is left, edited or hidden.
 * @param second how long a second of waiting is, in milliseconds.
 * @throws Trouble if GitHub refuses, or cannot be reached.
 */
export async function publish(client: Client, name: PullRequestName, review: Review, second = SECOND): Promise<Published> {
  try {
    const head = await headOf(client, name);
    if (head !== review.head) return { kind: "moved", head };
    const told = await toldBefore(client, name);
    if (!isWorthTelling(review) && told.threads.length === 0 && !summaryIn(told)) return { kind: "nothing" };
    return await new Publication(client, name, review, told, second).carryOut();
  } catch (error) {
    if (isReadOnly(error)) return { kind: "read-only" };
    return explainFailure(error, `reviewing pull request ${String(name.pull_number)} of ${name.owner}/${name.repo}`);
  }
}

class Publication {
  constructor(
    private readonly client: Client,
    private readonly name: PullRequestName,
    private readonly review: Review,
    private readonly told: Told,
    private readonly second: number,
  ) {}

  async carryOut(): Promise<Published> {
    const { standing, fresh, obsolete } = sortComments(this.review.comments, this.told.threads);

    const before = summaryIn(this.told);
    const first = await this.tell(before ? this.additionMarkdown(fresh, before.url) : summaryMarkdown(this.review, GITHUB), fresh, !before);
    if (first.kind === "moved") return first;
    const isRefused = first.kind === "refused";
    const shown = isRefused ? withoutComments(this.review, new Map(fresh.map((comment) => [comment, "GitHub has refused comments on these lines"]))) : this.review;
    let url = before?.url ?? (first.kind === "told" ? first.url : undefined);
    if (before) {
      const summary = summaryMarkdown(shown, GITHUB);
      if (plain(before.body) !== plain(summary)) await editReview(this.client, before, summary);
    } else if (isRefused) {
      const second = await this.tell(summaryMarkdown(shown, GITHUB), [], true);
      if (second.kind === "moved") return second;
      if (second.kind === "refused") throw new Trouble(`GitHub refuses the review: ${second.why}.`);
      url = second.url;
    }
    let hidden = 0;
    const shownStill = obsolete.filter(({ isHidden }) => !isHidden);
    for (const thread of shownStill) hidden += (await this.remove(thread)) ? 1 : 0;
    return { kind: "told", ...(url === undefined ? {} : { url }), made: isRefused ? 0 : fresh.length, kept: standing.length, hidden, left: shownStill.length - hidden, refused: isRefused ? fresh.length : 0 };
  }

  /** Makes one review of comments and a text; none if there are no comments and the text need not be told. */
  private async tell(body: string, comments: readonly ReviewComment[], isWanted: boolean): Promise<{ readonly kind: "told"; readonly url?: string } | { readonly kind: "refused"; readonly why: string } | Extract<Published, { kind: "moved" }>> {
    if (comments.length === 0 && !isWanted) return { kind: "told" };
    const marker = runMarker(this.review.head, body, comments);
    const send = async (): Promise<string> => {
      const { data } = await this.client.request("POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews", {
        ...this.name,
        commit_id: this.review.head,
        event: "COMMENT",
        body: `${body}\n${marker}`,
        comments: comments.map(asGitHubTakesIt),
        request: { retries: 0 },
      });
      return data.html_url;
    };
    const find = async (): Promise<string | undefined> => (await toldBefore(this.client, this.name)).reviews.find((each) => each.body.includes(marker))?.url;
    try {
      return { kind: "told", url: await makeOnce({ send, find, isUncertain, second: this.second }) };
    } catch (error) {
      if (failureIn(error)?.status !== 422) throw error;
      const head = await headOf(this.client, this.name);
      return head === this.review.head ? { kind: "refused", why: failureIn(error)?.message ?? "" } : { kind: "moved", head };
    }
  }

  private additionMarkdown(fresh: readonly ReviewComment[], summaryUrl: string): string {
    return `${counted(fresh.length, "new suggestion")} for ${this.review.head.slice(0, 7)}. What this change brings in all is in the [summary](${summaryUrl}).`;
  }

  /** Hides a comment that does not hold any more, and resolves it if that is allowed. Tells whether it did either. */
  private async remove(thread: OwnThread): Promise<boolean> {
    let isDone = false;
    for (const act of [hideComment, ...(thread.mayResolve ? [resolveThread] : [])]) {
      try {
        await act(this.client, thread);
        isDone = true;
      } catch {
        // It may be forbidden, or done by somebody else meanwhile: the comment stays as it is, and the review is told all the same.
      }
    }
    return isDone;
  }
}

function asGitHubTakesIt(comment: ReviewComment): { readonly path: string; readonly body: string; readonly line: number; readonly side: "RIGHT"; readonly start_line?: number; readonly start_side?: "RIGHT" } {
  const { path, first, last } = comment.suggestion;
  // A stretch that starts where it ends is refused.
  const start = first === last ? {} : ({ start_line: first, start_side: "RIGHT" } as const);
  return { path, body: commentMarkdown(comment, GITHUB), line: last, side: "RIGHT", ...start };
}

/** Tells a review of ours that got no answer from any other. */
function runMarker(head: string, body: string, comments: readonly ReviewComment[]): string {
  const hash = createHash("sha256").update(JSON.stringify([head, body, comments.map(({ id }) => id)])).digest("hex").slice(0, 16);
  return `<!-- compose-lint:run:${hash} -->`;
}

/** A body whatever run it comes from, and whatever line ends it is kept with. */
function plain(body: string): string {
  return body.replaceAll("\r\n", "\n").replace(/<!-- compose-lint:run:\w+ -->/, "").trim();
}
