import type { IncomingHttpHeaders } from "node:http";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parsePatch } from "diff";
import { buildSchema, graphql, type GraphQLSchema } from "graphql";
import { blobId, commitId, patchOf } from "./commits.js";
import { callReader, ForgeServer, type Answer, type Asked, type Operation } from "./forge-server.js";

interface ReviewBody {
  readonly commit_id?: string;
  readonly event?: string;
  readonly body?: string;
  readonly comments?: readonly CommentBody[];
}

export interface CommentBody {
  readonly path: string;
  readonly body: string;
  readonly line?: number;
  readonly side?: string;
  readonly start_line?: number;
  readonly start_side?: string;
}

/** A comment on lines, as GitHub keeps it. */
export interface Thread {
  readonly id: string;
  readonly comment: CommentBody;
  isResolved: boolean;
  isOutdated: boolean;
  isMinimized: boolean;
  readonly viewerDidAuthor: boolean;
}

export interface StoredReview {
  readonly id: string;
  body: string;
  readonly commit: string;
  readonly viewerDidAuthor: boolean;
}

const HERE = join(import.meta.dirname, "github-api");
const OPERATIONS = JSON.parse(readFileSync(join(HERE, "operations.json"), "utf8")) as Readonly<Record<string, Operation>>;
const SCHEMA: GraphQLSchema = buildSchema(readFileSync(join(HERE, "schema.graphql"), "utf8"));
const MOST_FILES = 3_000;
const MOST_BODY = 65_536;

const read = callReader(OPERATIONS);

/** A GitHub with one pull request in it, which holds whoever asks to GitHub's description of its API. */
export class GitHubServer extends ForgeServer {
  readonly threads: Thread[] = [];
  readonly reviews: StoredReview[] = [];
  override mayResolve = false;

  protected override async handle(asked: Asked, { authorization }: IncomingHttpHeaders): Promise<Answer> {
    const headers = { "x-ratelimit-remaining": "4999" };
    const [status, body, more] = authorization === `token ${this.token}` ? await this.answerTo(asked) : ([401, { message: "Bad credentials" }] as const);
    return [status, body, { ...headers, ...more }];
  }

  private async answerTo(asked: Asked): Promise<Answer> {
    if (asked.path === "/graphql") return await this.askedByGraphql(asked);
    const call = read(asked);
    if ("violation" in call) return this.violated(call.violation);
    const { route, values, query } = call;
    if (values["owner"] !== "acme" || values["repo"] !== "shop") return [404, { message: "Not Found" }];
    const answer = this.operate(route, values, query, asked);
    const problem = answer[0] < 300 ? call.problemsOf(answer[1]) : undefined;
    return problem === undefined ? answer : this.violated(problem);
  }

  private operate(route: string, values: Readonly<Record<string, string>>, query: Readonly<Record<string, unknown>>, { body }: Asked): Answer {
    switch (route.replace("/repos/{owner}/{repo}", "")) {
      case "GET /pulls/{pull_number}":
        return [200, { head: { sha: commitId(this.head) }, base: { sha: commitId("base"), ref: "feature/main" } }];
      case "GET /git/ref/{ref}":
        return values["ref"] === "heads/feature/main" ? [200, { object: { sha: commitId("tip") } }] : [404, { message: "Not Found" }];
      case "GET /compare/{basehead}":
        return values["basehead"] === `${commitId("tip")}...${commitId(this.head)}` ? [200, { merge_base_commit: { sha: commitId("base") } }] : [404, { message: "Not Found" }];
      case "GET /pulls/{pull_number}/files":
        return this.filesPage(Number(query["page"] ?? 1), Number(query["per_page"] ?? 30), values["pull_number"] ?? "");
      case "GET /git/trees/{tree_sha}": {
        const files = { [commitId("base")]: this.before, [commitId(this.head)]: this.after, [commitId("tip")]: this.tip }[values["tree_sha"] ?? ""];
        if (!files) return [404, { message: "Not Found" }];
        return [200, { truncated: false, tree: Object.entries(files).map(([path, content]) => ({ path, mode: "100644", type: "blob", sha: blobId(content), size: Buffer.byteLength(content) })) }];
      }
      case "GET /git/blobs/{file_sha}": {
        const content = [this.before, this.after, this.tip].flatMap((files) => Object.values(files)).find((each) => blobId(each) === values["file_sha"]);
        return content === undefined ? [404, { message: "Not Found" }] : [200, { encoding: "base64", content: Buffer.from(content).toString("base64").replace(/.{60}/g, "$&\n") }];
      }
      case "POST /pulls/{pull_number}/reviews":
        return this.review(body as ReviewBody);
      default:
        throw new Error(`the test has no answer for ${route}`);
    }
  }

  private filesPage(page: number, size: number, pull: string): Answer {
    const files = this.changedFiles().slice(0, MOST_FILES);
    const most = Math.min(size, 100);
    const more = page * most < files.length;
    const link = `<${this.url}/repos/acme/shop/pulls/${pull}/files?per_page=${String(most)}&page=${String(page + 1)}>; rel="next"`;
    return [200, files.slice((page - 1) * most, page * most), more ? { link } : {}];
  }

  private changedFiles(): readonly { readonly filename: string; readonly status: string; readonly patch?: string }[] {
    const paths = [...new Set([...Object.keys(this.before), ...Object.keys(this.after)])].sort();
    return paths.flatMap((filename) => {
      const [old, now] = [this.before[filename], this.after[filename]];
      if (old === now) return [];
      const patch = this.unshown.includes(filename) ? undefined : patchOf(old, now);
      return [{ filename, status: old === undefined ? "added" : now === undefined ? "removed" : "modified", ...(patch === undefined ? {} : { patch }) }];
    });
  }

  /** Takes a review as a whole or not at all. */
  private review({ commit_id: commit = commitId(this.head), event, body = "", comments = [] }: ReviewBody): Answer {
    if (!this.mayWrite) return [403, { message: "Resource not accessible by integration" }];
    const refused = (message: string): Answer => [422, { message: "Unprocessable Entity", errors: [message] }];
    if (commit !== commitId(this.head)) return refused("Commit is not part of the pull request");
    if (event === "COMMENT" && body.trim() === "") return refused("Body can't be blank");
    if (body.length > MOST_BODY || comments.some((comment) => comment.body.length > MOST_BODY)) return refused("Body is too long");
    for (const { path, line, side = "RIGHT", start_line: start, start_side: startSide = side } of comments) {
      if (!["LEFT", "RIGHT"].includes(side) || !["LEFT", "RIGHT"].includes(startSide)) return refused("Side is not included in the list");
      if (line === undefined) return refused("Pull request review thread line can't be blank");
      const hunk = this.hunks(path).find(({ newStart, newLines }) => newStart <= line && line < newStart + newLines);
      if (!hunk || this.reallyShown?.(path, line) === false) return refused("Pull request review thread line must be part of the diff");
      if (start !== undefined && start >= line) return refused("Pull request review thread start line must precede the end line.");
      if (start !== undefined && start < hunk.newStart) return refused("Pull request review thread start line must be part of the same hunk as the line.");
    }
    const id = String(this.reviews.length + 1);
    this.reviews.push({ id: `review-${id}`, body, commit, viewerDidAuthor: true });
    for (const comment of comments) this.threads.push({ id: `thread-${String(this.threads.length + 1)}`, comment, isResolved: false, isOutdated: false, isMinimized: false, viewerDidAuthor: true });
    return [200, { html_url: `https://github.com/acme/shop/pull/7#pullrequestreview-${id}` }];
  }

  private hunks(path: string): readonly { readonly newStart: number; readonly newLines: number }[] {
    const patch = this.changedFiles().find(({ filename }) => filename === path)?.patch;
    return patch === undefined ? [] : parsePatch(patch).flatMap(({ hunks }) => hunks);
  }

  private async askedByGraphql({ body }: Asked): Promise<Answer> {
    const { query, variables } = body as { readonly query: string; readonly variables: Readonly<Record<string, unknown>> };
    const forbidden = (): never => {
      throw new Error("Resource not accessible by integration");
    };
    const connection = (all: readonly object[], after: unknown): object => {
      const start = typeof after === "string" ? Number(after) : 0;
      return { pageInfo: { hasNextPage: start + 100 < all.length, endCursor: String(start + 100) }, nodes: all.slice(start, start + 100) };
    };
    const thread = (each: Thread): object => ({ ...each, viewerCanResolve: this.mayResolve, comments: { nodes: [{ id: `comment-of-${each.id}`, body: each.comment.body, isMinimized: each.isMinimized, viewerDidAuthor: each.viewerDidAuthor }] } });
    const rootValue = {
      repository: () => ({
        pullRequest: {
          reviewThreads: ({ after }: { readonly after?: string }) => connection(this.threads.map(thread), after),
          reviews: ({ after }: { readonly after?: string }) => connection(this.reviews.map((review) => ({ ...review, url: `https://github.com/acme/shop/pull/7#${review.id}` })), after),
        },
      }),
      minimizeComment: ({ input }: { readonly input: { readonly subjectId: string } }) => {
        const found = this.threads.find(({ id }) => input.subjectId === `comment-of-${id}`);
        if (!this.mayWrite || !found) return forbidden();
        found.isMinimized = true;
        return { minimizedComment: { __typename: "PullRequestReviewComment", isMinimized: true } };
      },
      resolveReviewThread: ({ input }: { readonly input: { readonly threadId: string } }) => {
        const found = this.threads.find(({ id }) => input.threadId === id);
        if (!this.mayResolve || !found) return forbidden();
        found.isResolved = true;
        return { thread: thread(found) };
      },
      updatePullRequestReview: ({ input }: { readonly input: { readonly pullRequestReviewId: string; readonly body: string } }) => {
        const found = this.reviews.find(({ id }) => input.pullRequestReviewId === id);
        if (!this.mayWrite || !found) return forbidden();
        found.body = input.body;
        return { pullRequestReview: found };
      },
    };
    const result = await graphql({ schema: SCHEMA, source: query, rootValue, variableValues: variables });
    const faults = (result.errors ?? []).filter(({ message }) => message !== "Resource not accessible by integration");
    if (faults.length > 0) return this.violated(faults.map(({ message }) => message).join(" "));
    return [200, { ...result, ...(result.errors ? { errors: result.errors.map(({ message }) => ({ type: "FORBIDDEN", message })) } : {}) }];
  }
}
