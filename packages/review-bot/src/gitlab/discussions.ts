import type { ToldComment } from "../forge/told.js";
import { commentIdIn, settledMarkdown } from "../markdown/comment.js";
import { SUMMARY_MARKER } from "../markdown/summary.js";
import { allPages, type Client } from "./client.js";
import { answerOf } from "./failure.js";
import type { MergeRequestName } from "./merge-request.js";

/** A comment that we have made on lines. */
export interface OwnDiscussion extends ToldComment {
  readonly discussionId: string;
  readonly noteId: number;
  readonly body: string;
}

/** The comment that holds the summary. */
export interface OwnNote {
  readonly id: number;
  readonly body: string;
}

/** What we have told a merge request before. */
export interface Told {
  readonly comments: readonly OwnDiscussion[];
  readonly summary?: OwnNote;
}

/**
 * What we have told a merge request before. Only what GitLab knows to be ours counts, whatever others write in their comments.
 * @param head the commit that the diff of now leads to: GitLab moves what is said of lines along, as long as these are there.
 */
export async function toldBefore(client: Client, { project, iid }: MergeRequestName, me: number, head: string): Promise<Told> {
  const discussions = await allPages((query) => client.GET("/projects/{id}/merge_requests/{merge_request_iid}/discussions", { params: { path: { id: project, merge_request_iid: iid }, query } }));
  const own = discussions.flatMap(({ id, notes: [note] }) => (note && !note.system && note.author.id === me ? [{ discussionId: id, note }] : []));
  const summary = own.find(({ note }) => note.body.includes(SUMMARY_MARKER))?.note;
  return {
    comments: own.flatMap(({ discussionId, note: { id: noteId, body, resolved, position } }): readonly OwnDiscussion[] => {
      const id = commentIdIn(body);
      return id === undefined ? [] : [{ id, discussionId, noteId, body, isResolved: resolved === true, isOutdated: position?.head_sha !== head }];
    }),
    ...(summary ? { summary: { id: summary.id, body: summary.body } } : {}),
  };
}

/** The number of whoever the token belongs to. */
export async function whoAmI(client: Client): Promise<number> {
  return (await answerOf(client.GET("/user"))).data.id;
}

/**
 * Resolves a comment that does not hold any more, and forgets it: if the same is found again, it is told again.
 * @throws what `answerOf` throws: resolving is for developers, and for the author of the change.
 */
export async function settle(client: Client, { project, iid }: MergeRequestName, { discussionId, noteId, body }: OwnDiscussion): Promise<void> {
  const path = { id: project, merge_request_iid: iid, discussion_id: discussionId };
  await answerOf(client.PUT("/projects/{id}/merge_requests/{merge_request_iid}/discussions/{discussion_id}", { params: { path }, body: { resolved: true } }));
  await answerOf(client.PUT("/projects/{id}/merge_requests/{merge_request_iid}/discussions/{discussion_id}/notes/{note_id}", { params: { path: { ...path, note_id: noteId } }, body: { body: settledMarkdown(body) } }));
}
