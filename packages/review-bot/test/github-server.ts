import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv, type ValidateFunction } from "ajv";
import { parsePatch } from "diff";
import { buildSchema, graphql, type GraphQLSchema } from "graphql";
import { blobId, commitId, patchOf, type Files } from "./commits.js";

/** An operation of GitHub's REST API, as `scripts/cut-github-api.mjs` has cut it out. */
interface Operation {
  readonly path: Readonly<Record<string, object>>;
  readonly query: Readonly<Record<string, object>>;
  readonly body?: object;
  readonly answer: object;
}

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

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

/** What a test has the server do instead of answering: an answer of its own, or none at all. */
export type Fault = { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly message: string; readonly after?: true } | { readonly drop: "before" | "after" };

type Answer = readonly [status: number, body: unknown, headers?: Readonly<Record<string, string>>];

const HERE = join(import.meta.dirname, "github-api");
const OPERATIONS = JSON.parse(readFileSync(join(HERE, "operations.json"), "utf8")) as Readonly<Record<string, Operation>>;
const SCHEMA: GraphQLSchema = buildSchema(readFileSync(join(HERE, "schema.graphql"), "utf8"));
const TOKEN = "a-token";
const MOST_FILES = 3_000;
const MOST_BODY = 65_536;

const ajv = new Ajv({ strict: false, coerceTypes: true, allErrors: true });
const strictAjv = new Ajv({ strict: false, allErrors: true });
const compiled = Object.entries(OPERATIONS).map(([route, operation]) => {
  const [method = "", path = ""] = route.split(" ");
  const object = (properties: object, required: readonly string[]): object => ({ type: "object", properties, required, additionalProperties: false });
  // What follows `git/ref/` may hold slashes.
  const pattern = new RegExp(`^${path.replace(/\{(\w+)\}/g, (_, name: string) => `(?<${name}>${name === "ref" ? ".+" : "[^/]+"})`)}$`);
  return {
    route, method, pattern,
    path: ajv.compile(object(operation.path, Object.keys(operation.path))),
    query: ajv.compile(object(operation.query, [])),
    body: operation.body && strictAjv.compile(operation.body),
    answer: strictAjv.compile(operation.answer),
  };
});

/** A GitHub with one pull request in it, which holds whoever asks to GitHub's description of its API. */
export class GitHubServer {
  readonly asked: Asked[] = [];
  /** What was asked and answered against that description. A test that leaves any has failed. */
  readonly violations: string[] = [];
  readonly threads: Thread[] = [];
  readonly reviews: StoredReview[] = [];
  /** The next answers, for whatever is asked of some kind. */
  readonly faults: { readonly when: (asked: Asked) => boolean; readonly fault: Fault }[] = [];
  url = "";
  head = "head";
  mayWrite = true;
  mayResolve = false;
  /** The files whose diff is not shown. */
  unshown: readonly string[] = [];
  /** The lines that are really in the diff, where they are not what is told of it. */
  reallyShown: ((path: string, line: number) => boolean) | undefined;
  private server: Server | undefined;

  constructor(
    readonly before: Files,
    public after: Files,
    public tip: Files = before,
  ) {}

  async start(): Promise<void> {
    const server = createServer((request, response) => {
      void this.answer(request, response);
    });
    this.server = server;
    await new Promise<void>((resolve) => {
      server.listen(0, "127.0.0.1", resolve);
    });
    const address = server.address();
    if (typeof address === "object" && address) this.url = `http://127.0.0.1:${String(address.port)}`;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise<void>((resolve) => {
      if (this.server) this.server.close(() => { resolve(); });
      else resolve();
    });
  }

  get token(): string {
    return TOKEN;
  }

  /** What was asked of some kind, by method and end of the path. */
  askedFor(method: string, end: string): readonly Asked[] {
    return this.asked.filter((each) => each.method === method && each.path.split("?")[0]?.endsWith(end));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
    const text = Buffer.concat(chunks).toString();
    const { method = "", url = "", headers } = request;
    const asked: Asked = { method, path: url, body: text === "" ? undefined : (JSON.parse(text) as unknown) };
    this.asked.push(asked);
    const send = (status: number, body: unknown, more: Readonly<Record<string, string>> = {}): void => {
      response.writeHead(status, { "content-type": "application/json; charset=utf-8", "x-ratelimit-remaining": "4999", ...more });
      response.end(JSON.stringify(body));
    };
    const index = this.faults.findIndex(({ when }) => when(asked));
    const [{ fault } = { fault: undefined }] = index === -1 ? [] : this.faults.splice(index, 1);
    const isEarly = fault && ("drop" in fault ? fault.drop === "before" : !fault.after);
    const isKnown = headers.authorization === `token ${TOKEN}`;
    const [status, body, more]: Answer = isEarly ? [500, {}] : isKnown ? await this.handle(asked) : [401, { message: "Bad credentials" }];
    if (!fault) send(status, body, more);
    else if ("drop" in fault) request.socket.destroy();
    else send(fault.status, { message: fault.message }, fault.headers);
  }

  private async handle(asked: Asked): Promise<Answer> {
    const { pathname, searchParams } = new URL(asked.path, this.url);
    if (pathname === "/graphql") return await this.askedByGraphql(asked);
    const path = decodeURIComponent(pathname);
    const operation = compiled.find((each) => each.method === asked.method && each.pattern.test(path));
    if (!operation) return this.violated(`${asked.method} ${pathname} is no operation that we know of`);
    const values = { ...operation.pattern.exec(path)?.groups };
    const query = Object.fromEntries(searchParams);
    for (const [what, validate, value] of [["path", operation.path, values], ["query", operation.query, query], ["body", operation.body, asked.body]] as const) {
      if (validate && !validate(value)) return this.violated(`${operation.route}: ${what}: ${problemsOf(validate)}`);
    }
    if (values["owner"] !== "acme" || values["repo"] !== "shop") return [404, { message: "Not Found" }];
    const answer = this.operate(operation.route, values, query, asked);
    if (answer[0] < 300 && !operation.answer(answer[1])) return this.violated(`${operation.route}: answer: ${problemsOf(operation.answer)}`);
    return answer;
  }

  private violated(problem: string): Answer {
    this.violations.push(problem);
    return [400, { message: problem }];
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

function problemsOf({ errors }: ValidateFunction): string {
  return (errors ?? []).map(({ instancePath, message, params }) => `${instancePath} ${message ?? ""} ${JSON.stringify(params)}`).join("; ");
}
