import { makeOnce } from "../forge/make-once.js";
import type { Published } from "../forge/published.js";
import { withoutComments } from "../forge/suggestible.js";
import { sortComments } from "../forge/told.js";
import { commentMarkdown } from "../markdown/comment.js";
import { isWorthTelling, summaryMarkdown } from "../markdown/summary.js";
import type { Review, ReviewComment } from "../review/review.js";
import type { Client } from "./client.js";
import { settle, toldBefore, whoAmI, type OwnNote, type Told } from "./discussions.js";
import { answerOf, explainFailure, isReadOnly, isUncertain, refusalIn, statusIn } from "./failure.js";
import { GITLAB } from "./forge.js";
import { headOf, shownName, type MergeRequest, type ShownDiff } from "./merge-request.js";
import { positionOf } from "./position.js";

/** Where a review is told. */
export interface Audience {
  readonly merge: MergeRequest;
  readonly diffs: ReadonlyMap<string, ShownDiff>;
  /** How long a second of waiting is, in milliseconds. */
  readonly second: number;
}

/**
 * Tells a merge request a review: a comment for each suggestion that it has not been told yet, then the summary. What was told before is left,
 * edited or resolved.
 * @throws Trouble if GitLab refuses, or cannot be reached.
 */
export async function publish(client: Client, review: Review, audience: Audience): Promise<Published> {
  const { name } = audience.merge;
  try {
    const head = await headOf(client, name);
    if (head !== review.head) return { kind: "moved", head };
    const me = await whoAmI(client);
    const told = await toldBefore(client, name, me, head);
    if (!isWorthTelling(review) && told.comments.length === 0 && !told.summary) return { kind: "nothing" };
    return await new Publication(client, review, audience, me, told).carryOut();
  } catch (error) {
    if (isReadOnly(error)) return { kind: "read-only" };
    return explainFailure(error, `reviewing ${shownName(name)}`);
  }
}

class Publication {
  constructor(
    private readonly client: Client,
    private readonly review: Review,
    private readonly audience: Audience,
    private readonly me: number,
    private readonly told: Told,
  ) {}

  async carryOut(): Promise<Published> {
    const { standing, fresh, obsolete } = sortComments(this.review.comments, this.told.comments);
    const refused = new Map<ReviewComment, string>();
    for (const comment of fresh) {
      const why = await this.comment(comment);
      if (why === undefined) continue;
      const head = await headOf(this.client, this.audience.merge.name);
      if (head !== this.review.head) return { kind: "moved", head };
      refused.set(comment, "GitLab has refused a comment on these lines");
    }
    const summary = await this.summarize(summaryMarkdown(withoutComments(this.review, refused), GITLAB));
    const hidden = await this.settleAll(obsolete);
    return { kind: "told", url: `${this.audience.merge.url}#note_${String(summary.id)}`, made: fresh.length - refused.size, kept: standing.length, hidden, left: obsolete.length - hidden, refused: refused.size };
  }

  /** @returns what GitLab has against it, if it refuses. */
  private async comment(comment: ReviewComment): Promise<string | undefined> {
    const { path } = comment.suggestion;
    const { merge, diffs } = this.audience;
    const diff = diffs.get(path);
    const position = diff && positionOf(path, comment.suggestion, diff, merge.refs);
    if (!position) return "its diff does not show these lines";
    const body = commentMarkdown(comment, GITLAB);
    try {
      await this.make(
        async () => { await answerOf(this.client.POST("/projects/{id}/merge_requests/{merge_request_iid}/discussions", { params: { path: this.path }, body: { body, position } })); return true; },
        (told) => told.comments.some(({ id, isOutdated, isResolved }) => id === comment.id && !isOutdated && !isResolved) || undefined,
      );
      return undefined;
    } catch (error) {
      if (statusIn(error) === 400) return refusalIn(error);
      throw error;
    }
  }

  private async summarize(body: string): Promise<Pick<OwnNote, "id">> {
    const { summary: before } = this.told;
    if (!before) {
      return await this.make(
        async () => (await answerOf(this.client.POST("/projects/{id}/merge_requests/{merge_request_iid}/notes", { params: { path: this.path }, body: { body } }))).data,
        ({ summary }) => summary,
      );
    }
    if (plain(before.body) !== plain(body)) await answerOf(this.client.PUT("/projects/{id}/merge_requests/{merge_request_iid}/notes/{note_id}", { params: { path: { ...this.path, note_id: before.id } }, body: { body } }));
    return before;
  }

  /** How many comments could be resolved. */
  private async settleAll(obsolete: Told["comments"]): Promise<number> {
    let count = 0;
    for (const discussion of obsolete) {
      try {
        await settle(this.client, this.audience.merge.name, discussion);
        count += 1;
      } catch {
        // It may be forbidden, or the comment gone meanwhile: the review is told all the same, and how many are left.
      }
    }
    return count;
  }

  private async make<Made>(send: () => Promise<Made>, findIn: (told: Told) => Made | undefined): Promise<Made> {
    const find = async (): Promise<Made | undefined> => findIn(await toldBefore(this.client, this.audience.merge.name, this.me, this.review.head));
    return await makeOnce({ send, find, isUncertain, second: this.audience.second });
  }

  private get path(): { readonly id: string; readonly merge_request_iid: number } {
    const { project, iid } = this.audience.merge.name;
    return { id: project, merge_request_iid: iid };
  }
}

/** A body whatever line ends it is kept with. */
function plain(body: string): string {
  return body.replaceAll("\r\n", "\n").trim();
}
