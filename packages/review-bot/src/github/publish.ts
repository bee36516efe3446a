import { createHash } from "node:crypto";
import { Trouble } from "@compose-lint/workspace";
import { commentMarkdown } from "../markdown/comment.js";
import { isWorthTelling, summaryMarkdown } from "../markdown/summary.js";
import { counted } from "../markdown/words.js";
import type { Review, ReviewComment } from "../review/review.js";
import { SECOND, type Client } from "./client.js";
import { explainFailure, failureIn, isReadOnly, isUncertain } from "./failure.js";
import { GITHUB } from "./forge.js";
import { headOf, type PullRequestName } from "./pull-request.js";
import { editReview, hideComment, resolveThread, summaryIn, toldBefore, type OwnThread, type Told } from "./threads.js";

/** What became of a review. */
export type Published =
  | {
      readonly kind: "told";
      readonly url?: string;
      /** New comments, those of before that still hold, and those that do not and were hidden. */
      readonly made: number;
      readonly kept: number;
      readonly hidden: number;
      /** Whether GitHub has refused the comments, so that all is in the summary. */
      readonly withoutComments: boolean;
    }
  /** There was nothing to say, and nothing had been said before. */
  | { readonly kind: "nothing" }
  /** The pull request has another head by now, which has a review of its own to come. */
  | { readonly kind: "moved"; readonly head: string }
  /** The token may not write. */
  | { readonly kind: "read-only" };

const MOST_TRIES = 3;

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
    const { comments } = this.review;
    const wanted = new Set(comments.map(({ id }) => id));
    // What somebody has resolved is not told again. What lost its lines is, if it still holds.
    const standing = this.told.threads.filter(({ id, isResolved, isOutdated }) => wanted.has(id) && (isResolved || !isOutdated));
    const known = new Set(standing.map(({ id }) => id));
    const fresh = comments.filter(({ id }) => !known.has(id));
    const obsolete = this.told.threads.filter((thread) => !standing.includes(thread) && !thread.isHidden && !thread.isResolved);

    const before = summaryIn(this.told);
    const first = await this.tell(before ? this.additionMarkdown(fresh, before.url) : summaryMarkdown(this.review, GITHUB), fresh, !before);
    if (first.kind === "moved") return first;
    const withoutComments = first.kind === "refused";
    const shown = withoutComments ? withoutSuggestions(this.review, new Set(fresh)) : this.review;
    let url = before?.url ?? (first.kind === "told" ? first.url : undefined);
    if (before) {
      const summary = summaryMarkdown(shown, GITHUB);
      if (plain(before.body) !== plain(summary)) await editReview(this.client, before, summary);
    } else if (withoutComments) {
      const second = await this.tell(summaryMarkdown(shown, GITHUB), [], true);
      if (second.kind === "moved") return second;
      if (second.kind === "refused") throw new Trouble(`GitHub refuses the review: ${second.why}.`);
      url = second.url;
    }
    let hidden = 0;
    for (const thread of obsolete) hidden += (await this.remove(thread)) ? 1 : 0;
    return { kind: "told", ...(url === undefined ? {} : { url }), made: withoutComments ? 0 : fresh.length, kept: standing.length, hidden, withoutComments };
  }

  /** Makes one review of comments and a text; none if there are no comments and the text need not be told. */
  private async tell(body: string, comments: readonly ReviewComment[], isWanted: boolean): Promise<{ readonly kind: "told"; readonly url?: string } | { readonly kind: "refused"; readonly why: string } | Extract<Published, { kind: "moved" }>> {
    if (comments.length === 0 && !isWanted) return { kind: "told" };
    const marker = runMarker(this.review.head, body, comments);
    for (let tries = 1; ; tries += 1) {
      try {
        const { data } = await this.client.request("POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews", {
          ...this.name,
          commit_id: this.review.head,
          event: "COMMENT",
          body: `${body}\n${marker}`,
          comments: comments.map(asGitHubTakesIt),
          // Whether a review was made that got no answer is looked up before it is made again.
          request: { retries: 0 },
        });
        return { kind: "told", url: data.html_url };
      } catch (error) {
        if (failureIn(error)?.status === 422) {
          const head = await headOf(this.client, this.name);
          return head === this.review.head ? { kind: "refused", why: failureIn(error)?.message ?? "" } : { kind: "moved", head };
        }
        if (!isUncertain(error) || tries === MOST_TRIES) throw error;
        await pause(tries * tries * this.second);
        const made = (await toldBefore(this.client, this.name)).reviews.find((each) => each.body.includes(marker));
        if (made) return { kind: "told", url: made.url };
      }
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

/** The same review with nothing on the lines: what would have been told there is in the summary. */
function withoutSuggestions(review: Review, refused: ReadonlySet<ReviewComment>): Review {
  const others = [...refused].flatMap(({ suggestion, waiting }) => [...suggestion.mends, ...waiting].map((diagnostic) => ({ diagnostic, notSuggested: "GitHub has refused comments on these lines" })));
  return { ...review, comments: review.comments.filter((comment) => !refused.has(comment)), others: [...review.others, ...others] };
}

async function pause(milliseconds: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
}
