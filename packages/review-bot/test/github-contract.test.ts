import Bottleneck from "bottleneck";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { reviewPullRequest, type Connection, type PullRequestTarget, type Reviewed } from "../src/index.js";
import { commitId } from "./commits.js";
import { DONE_UNANSWERED, UNANSWERED, type Asked, type Fault } from "./forge-server.js";
import { GitHubServer } from "./github-server.js";
import { folderWith } from "../../../test/folder.js";
import { AFTER, BEFORE, JOB, OPTIONS } from "./two-suggestions.js";

let server: GitHubServer;
const waits: string[] = [];
const nowhere = folderWith({});

beforeEach(async () => {
  waits.length = 0;
  server = new GitHubServer({ "compose.yaml": BEFORE }, { "compose.yaml": AFTER });
  await server.start();
});
afterEach(async () => {
  await server.stop();
  expect(server.violations).toEqual([]);
});

function connection(): Connection {
  const quick = (): Bottleneck.Group => new Bottleneck.Group({ maxConcurrent: 1 });
  return { apiUrl: server.url, token: server.token, userAgent: "compose-lint/test", onWait: (sentence) => waits.push(sentence), pace: { second: 2, limits: { write: quick(), notifications: quick() } } };
}

async function review(target: Partial<PullRequestTarget> = {}): Promise<Reviewed> {
  return await reviewPullRequest({ connection: connection(), name: { owner: "acme", repo: "shop", pull_number: 7 }, cwd: nowhere, isDryRun: false, ...target }, OPTIONS);
}

const isPost = ({ method, path }: Asked): boolean => method === "POST" && path.endsWith("/reviews");
const isTree = ({ path }: Asked): boolean => path.includes("/git/trees/");

function fail(when: (asked: Asked) => boolean, ...faults: readonly Fault[]): void {
  server.faults.push(...faults.map((fault) => ({ when, fault })));
}

describe("a first review", () => {
  it("is one request with all comments and the summary, about the commit that was read", async () => {
    const { published } = await review();
    expect(published).toEqual({ kind: "told", url: "https://github.com/acme/shop/pull/7#pullrequestreview-1", made: 2, kept: 0, hidden: 0, left: 0, refused: 0 });
    const [post, ...others] = server.askedFor("POST", "/reviews");
    expect(others).toEqual([]);
    expect(post?.body).toMatchObject({ commit_id: commitId("head"), event: "COMMENT" });
    expect(server.threads.map(({ comment: { path, line, start_line: start, side } }) => ({ path, line, start, side }))).toEqual([
      { path: "compose.yaml", line: 7, start: undefined, side: "RIGHT" },
      { path: "compose.yaml", line: 11, start: undefined, side: "RIGHT" },
    ]);
    expect(server.reviews[0]?.body).toContain("2 suggestions in the diff, safe to apply.");
  });

  it("is none if nothing is to be said", async () => {
    server.after = { "compose.yaml": BEFORE, "README.md": "new\n" };
    expect((await review()).published).toEqual({ kind: "nothing" });
    expect(server.reviews).toEqual([]);
  });

  it("is not told in a dry run", async () => {
    const reviewed = await review({ isDryRun: true });
    expect("review" in reviewed && reviewed.review.comments).toHaveLength(2);
    expect(reviewed.published).toBeUndefined();
    expect(server.asked.filter(({ method }) => method !== "GET")).toEqual([]);
  });

  it("reads all pages of the files", async () => {
    server.after = { ...Object.fromEntries(Array.from({ length: 230 }, (_, index) => [`a/${String(index).padStart(3, "0")}.txt`, "x\n"])), "compose.yaml": AFTER };
    expect((await review()).published).toMatchObject({ made: 2 });
    expect(server.askedFor("GET", "/files").map(({ path }) => new URL(path, server.url).searchParams.get("page"))).toEqual([null, "2", "3"]);
  });

  it("tells in the summary what stands in a file whose diff GitHub does not show", async () => {
    server.unshown = ["compose.yaml"];
    expect((await review()).published).toMatchObject({ made: 0, refused: 0 });
    expect(server.reviews[0]?.body).toContain("`compose-lint --fix` mends it; no suggestion does, because it is about lines that the diff does not show.");
    expect(server.reviews[0]?.body).toContain("Docker keeps everything queue prints until the disk is full.");
  });

  it("goes on without the branch that the change goes to, if that is gone", async () => {
    fail(({ path }) => path.includes("/git/ref/"), { status: 404, message: "Not Found" });
    fail(({ path }) => path.includes("/compare/"), { status: 404, message: "Not Found" });
    await expect(review()).rejects.toThrow("GitHub: reading pull request 7 of acme/shop failed: Not Found");
    expect(server.askedFor("GET", `${commitId("base")}...${commitId("head")}`)).toHaveLength(1);
  });
});

describe("comments that GitHub refuses", () => {
  it("are told in the summary, if a line is not in the diff after all", async () => {
    server.reallyShown = (_path, line) => line !== 11;
    expect((await review()).published).toMatchObject({ kind: "told", made: 0, refused: 2 });
    expect(server.threads).toEqual([]);
    expect(server.reviews).toHaveLength(1);
    expect(server.reviews[0]?.body).toContain("no suggestion does, because GitHub has refused comments on these lines");
    expect(server.reviews[0]?.body).not.toContain("in the diff:");
  });

  it("are told in the summary of before", async () => {
    server.after = { "compose.yaml": AFTER.replace(JOB, "") };
    await review();
    server.after = { "compose.yaml": AFTER };
    server.reallyShown = () => false;
    expect((await review()).published).toMatchObject({ made: 0, kept: 1, refused: 1 });
    expect(server.reviews).toHaveLength(1);
    expect(server.reviews[0]?.body).toContain("GitHub has refused comments on these lines");
  });

  it("end in a sentence if it refuses the summary as well", async () => {
    fail(isPost, { status: 422, message: "Unprocessable Entity" }, { status: 422, message: "Body is spam" });
    await expect(review()).rejects.toThrow("GitHub refuses the review: Body is spam");
  });
});

describe("the next review", () => {
  it("says nothing again if nothing has changed", async () => {
    await review();
    const before = server.reviews.map(({ body }) => body);
    expect((await review()).published).toMatchObject({ kind: "told", url: "https://github.com/acme/shop/pull/7#review-1", made: 0, kept: 2, hidden: 0 });
    expect(server.reviews.map(({ body }) => body)).toEqual(before);
    expect(server.threads).toHaveLength(2);
    expect(server.asked.filter(({ body }) => JSON.stringify(body ?? "").includes("mutation"))).toEqual([]);
  });

  it("hides what does not hold any more, tells what is new, and edits the summary", async () => {
    await review();
    server.head = "second";
    server.after = { "compose.yaml": `${AFTER}    logging:\n      options: {max-size: 1m, max-file: "2"}\n  cache:\n    image: redis:8\n    mem_limit: 64m\n` };
    expect((await review()).published).toMatchObject({ made: 1, kept: 1, hidden: 1 });
    expect(server.threads.map(({ isMinimized, isResolved }) => [isMinimized, isResolved])).toEqual([[false, false], [true, false], [false, false]]);
    expect(server.threads[2]?.comment.body).toContain("cache");
    expect(server.reviews).toHaveLength(2);
    expect(server.reviews[0]?.body).toContain("`cache`, new");
    expect(server.reviews[1]?.body).toMatch(/^1 new suggestion for [0-9a-f]{7}\. .*\[summary\]\(https:\/\/github\.com\/acme\/shop\/pull\/7#review-1\)/);
  });

  it("resolves what does not hold any more, if the token may", async () => {
    server.mayResolve = true;
    await review();
    server.after = { "compose.yaml": BEFORE };
    expect((await review()).published).toMatchObject({ made: 0, kept: 0, hidden: 2 });
    expect(server.threads.map(({ isMinimized, isResolved }) => isMinimized && isResolved)).toEqual([true, true]);
    expect(server.reviews[0]?.body).toContain("This change brings no findings.");
  });

  it("is told although nothing can be hidden", async () => {
    await review();
    server.after = { "compose.yaml": BEFORE };
    fail(({ body }) => JSON.stringify(body ?? "").includes("minimizeComment"), ...Array.from({ length: 8 }, (): Fault => ({ status: 403, message: "Forbidden" })));
    expect((await review()).published).toMatchObject({ hidden: 0, left: 2 });
  });

  it("does not repeat what somebody has resolved", async () => {
    await review();
    for (const thread of server.threads) Object.assign(thread, { isResolved: true, isOutdated: true });
    expect((await review()).published).toMatchObject({ made: 0, kept: 2 });
    expect(server.threads).toHaveLength(2);
  });

  it("repeats what has lost its lines, and hides what it was", async () => {
    await review();
    Object.assign(server.threads[0] ?? {}, { isOutdated: true });
    expect((await review()).published).toMatchObject({ made: 1, kept: 1, hidden: 1 });
    expect(server.threads.map(({ isMinimized }) => isMinimized)).toEqual([true, false, false]);
  });

  it("knows its comments among hundreds, and takes those of others for what they are", async () => {
    await review();
    const own = server.threads.splice(0);
    // Somebody who writes what we write cannot keep us from saying it.
    const forged = Array.from({ length: 230 }, (_, index) => ({ id: `forged-${String(index)}`, comment: own[0]?.comment ?? { path: "", body: "" }, isResolved: true, isOutdated: false, isMinimized: false, viewerDidAuthor: false }));
    server.threads.push(...forged, ...own);
    expect((await review()).published).toMatchObject({ made: 0, kept: 2 });
    server.threads.splice(forged.length);
    expect((await review()).published).toMatchObject({ made: 2, kept: 0 });
  });
});

describe("a head that moves", () => {
  it("is not reviewed if another one was asked for", async () => {
    expect(await review({ expectedHead: commitId("older") })).toEqual({ published: { kind: "moved", head: commitId("head") } });
    expect(server.asked).toHaveLength(3);
  });

  it("ends the review while it is being made", async () => {
    // The second look at the pull request is the one before anything is said.
    let looks = 0;
    fail(({ method, path }) => {
      if (method === "GET" && path.endsWith("/pulls/7") && (looks += 1) === 2) server.head = "newer";
      return false;
    }, { drop: "before" });
    expect((await review()).published).toEqual({ kind: "moved", head: commitId("newer") });
    expect(server.askedFor("POST", "/reviews")).toEqual([]);
  });

  it("ends the review while it is being told", async () => {
    fail((asked) => {
      if (isPost(asked)) server.head = "newer";
      return false;
    }, { drop: "before" });
    expect((await review()).published).toEqual({ kind: "moved", head: commitId("newer") });
    expect(server.reviews).toEqual([]);
  });
});

describe("limits", () => {
  const inSeconds = (seconds: number): string => String(Math.ceil(Date.now() / 1_000) + seconds);

  it.each<[string, Fault, RegExp]>([
    ["the primary one, as 403", { status: 403, message: "API rate limit exceeded", headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": inSeconds(20) } }, /wait \d+ seconds \(rate limit\)/],
    ["the primary one, as 429", { status: 429, message: "API rate limit exceeded", headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": inSeconds(20) } }, /\(rate limit\)/],
    ["the secondary one, as 403", { status: 403, message: "You have exceeded a secondary rate limit", headers: { "retry-after": "30" } }, /wait 30 seconds \(secondary rate limit\)/],
    ["the secondary one, as 429 without a time", { status: 429, message: "You have exceeded a secondary rate limit" }, /wait 60 seconds/],
  ])("are waited for: %s", async (_name, fault, told) => {
    fail(isTree, fault);
    fail(isPost, fault);
    expect((await review()).published).toMatchObject({ kind: "told", made: 2 });
    expect(waits).toHaveLength(2);
    expect(waits[0]).toMatch(told);
    expect(server.reviews).toHaveLength(1);
  });

  it("are given up if they last", async () => {
    fail(isTree, { status: 403, message: "API rate limit exceeded", headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": inSeconds(3_000) } });
    await expect(review()).rejects.toThrow("GitHub: reading the files of acme/shop failed: API rate limit exceeded.\n  Run it again later; a token of its own has a limit of its own.");
  });
});

describe("a GitHub that fails", () => {
  it.each(UNANSWERED)("%s is asked again", async (_name, fault) => {
    fail(isTree, fault, fault);
    fail(isPost, fault, fault);
    expect((await review()).published).toMatchObject({ kind: "told", made: 2 });
    expect(server.reviews).toHaveLength(1);
  });

  it.each(DONE_UNANSWERED)("%s after it has taken a review is not told twice", async (_name, fault) => {
    fail(isPost, fault);
    expect((await review()).published).toMatchObject({ kind: "told", made: 2, url: "https://github.com/acme/shop/pull/7#review-1" });
    expect(server.reviews).toHaveLength(1);
    expect(server.askedFor("POST", "/reviews")).toHaveLength(1);
  });

  it("for good ends in a sentence", async () => {
    fail(isPost, ...Array.from({ length: 3 }, (): Fault => ({ status: 503, message: "Service Unavailable" })));
    await expect(review()).rejects.toThrow("GitHub: reviewing pull request 7 of acme/shop failed: Service Unavailable.\n  GitHub could not answer. Run it again later.");
  });
});

describe("a token", () => {
  it("that may not write leaves a review that was not told", async () => {
    server.mayWrite = false;
    const reviewed = await review();
    expect(reviewed.published).toEqual({ kind: "read-only" });
    expect("review" in reviewed && reviewed.review.comments).toHaveLength(2);
  });

  it("that is wrong is told so", async () => {
    await expect(review({ connection: { ...connection(), token: "wrong" } })).rejects.toThrow("Bad credentials.\n  The token is not accepted. Is GITHUB_TOKEN set to a token that is still valid?");
  });

  it("that does not see the repository is told what it needs", async () => {
    await expect(review({ name: { owner: "acme", repo: "secret", pull_number: 7 } })).rejects.toThrow("There is no such repository, pull request or commit, or the token may not see it.");
  });
});

describe("this GitHub", () => {
  const good = { commit_id: commitId("head"), event: "COMMENT", body: "text", comments: [{ path: "compose.yaml", body: "text", line: 11, side: "RIGHT" }] };

  async function post(body: unknown): Promise<number> {
    const { status } = await fetch(`${server.url}/repos/acme/shop/pulls/7/reviews`, { method: "POST", headers: { authorization: `token ${server.token}` }, body: JSON.stringify(body) });
    return status;
  }

  it("takes a good review", async () => {
    expect(await post(good)).toBe(200);
  });

  it.each<[string, unknown]>([
    ["an event that there is not", { ...good, event: "COMMENTED" }],
    ["a comment without a body", { ...good, comments: [{ path: "compose.yaml", line: 11 }] }],
    ["a misspelt field", { ...good, comments: [{ ...good.comments[0], startLine: 10 }] }],
    ["a line that is a text", { ...good, comments: [{ ...good.comments[0], line: "11" }] }],
    ["a field of another operation", { ...good, pull_number: 7 }],
  ])("holds %s against whoever sends it", async (_name, body) => {
    expect(await post(body)).toBe(400);
    expect(server.violations.splice(0)).toHaveLength(1);
  });

  it.each<[string, unknown]>([
    ["no text", { ...good, body: "" }],
    ["a line outside of the diff", { ...good, comments: [good.comments[0], { ...good.comments[0], line: 400 }] }],
    ["a file outside of it", { ...good, comments: [{ ...good.comments[0], path: "other.yaml" }] }],
    ["a start that is no start", { ...good, comments: [{ ...good.comments[0], start_line: 11 }] }],
    ["a side that there is not", { ...good, comments: [{ ...good.comments[0], side: "right" }] }],
    ["another commit", { ...good, commit_id: commitId("older") }],
    ["a text that is too long", { ...good, body: "x".repeat(65_537) }],
  ])("refuses a review as a whole for %s", async (_name, body) => {
    expect(await post(body)).toBe(422);
    expect(server.reviews).toEqual([]);
    expect(server.threads).toEqual([]);
  });
});
