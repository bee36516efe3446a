import type { ToldComment } from "../forge/told.js";
import { commentIdIn } from "../markdown/comment.js";
import { SUMMARY_MARKER } from "../markdown/summary.js";
import type { Client } from "./client.js";
import type { PullRequestName } from "./pull-request.js";
import { QUERIES } from "./queries.js";

/** A comment that we have made. */
export interface OwnThread extends ToldComment {
  readonly threadId: string;
  readonly commentId: string;
  readonly isHidden: boolean;
  readonly mayResolve: boolean;
}

/** A review that we have made. */
export interface OwnReview {
  readonly nodeId: string;
  readonly body: string;
  readonly url: string;
}

/** What we have told a pull request before. */
export interface Told {
  readonly threads: readonly OwnThread[];
  readonly reviews: readonly OwnReview[];
}

interface Page<Node> {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly (Node | null)[];
}

interface ThreadNode {
  readonly id: string;
  readonly isResolved: boolean;
  readonly isOutdated: boolean;
  readonly viewerCanResolve: boolean;
  readonly comments: { readonly nodes: readonly ({ readonly id: string; readonly body: string; readonly isMinimized: boolean; readonly viewerDidAuthor: boolean } | null)[] };
}

interface ReviewNode {
  readonly id: string;
  readonly body: string;
  readonly url: string;
  readonly viewerDidAuthor: boolean;
}

/**
 * What we have told a pull request before. Only what GitHub knows to be ours counts, whatever others write in their comments.
 * REST does not tell which comments are resolved.
 */
export async function toldBefore(client: Client, name: PullRequestName): Promise<Told> {
  const threads = await allPages<ThreadNode>(client, QUERIES.threads, name, "reviewThreads");
  const reviews = await allPages<ReviewNode>(client, QUERIES.reviews, name, "reviews");
  return {
    threads: threads.flatMap((thread): readonly OwnThread[] => {
      const comment = thread.comments.nodes[0];
      const id = comment?.viewerDidAuthor ? commentIdIn(comment.body) : undefined;
      if (!comment || id === undefined) return [];
      return [{ id, threadId: thread.id, commentId: comment.id, isResolved: thread.isResolved, isOutdated: thread.isOutdated, isHidden: comment.isMinimized, mayResolve: thread.viewerCanResolve }];
    }),
    reviews: reviews.flatMap(({ id, body, url, viewerDidAuthor }) => (viewerDidAuthor ? [{ nodeId: id, body, url }] : [])),
  };
}

/** The review that holds the summary. */
export function summaryIn({ reviews }: Told): OwnReview | undefined {
  return reviews.find(({ body }) => body.trimEnd().includes(SUMMARY_MARKER));
}

async function allPages<Node>(client: Client, query: string, name: PullRequestName, connection: "reviewThreads" | "reviews"): Promise<readonly Node[]> {
  const nodes: Node[] = [];
  for (let after: string | null = null; ; ) {
    const { owner, repo, pull_number } = name;
    const answer: { readonly repository: { readonly pullRequest: Readonly<Record<string, Page<Node>>> | null } | null } = await client.graphql(query, { owner, repo, pull_number, after });
    const page: Page<Node> | undefined = answer.repository?.pullRequest?.[connection];
    nodes.push(...(page?.nodes.filter((node) => node !== null) ?? []));
    if (!page?.pageInfo.hasNextPage) return nodes;
    after = page.pageInfo.endCursor;
  }
}

/** @throws if GitHub refuses. */
export async function hideComment(client: Client, { commentId }: OwnThread): Promise<void> {
  await client.graphql(QUERIES.hideComment, { id: commentId });
}

/** @throws if GitHub refuses: a token of a pipeline needs contents: write for this, although nothing is written. */
export async function resolveThread(client: Client, { threadId }: OwnThread): Promise<void> {
  await client.graphql(QUERIES.resolveThread, { id: threadId });
}

/** @throws if GitHub refuses. */
export async function editReview(client: Client, { nodeId }: OwnReview, body: string): Promise<void> {
  await client.graphql(QUERIES.editReview, { id: nodeId, body });
}
