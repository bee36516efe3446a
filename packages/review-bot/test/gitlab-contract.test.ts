import { createHash } from "node:crypto";
import { createServer } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { reviewMergeRequest, type MergeRequestTarget, type Reviewed } from "../src/index.js";
import { commitId } from "./commits.js";
import { DONE_UNANSWERED, UNANSWERED, type Asked, type Fault } from "./forge-server.js";
import { GitLabServer } from "./gitlab-server.js";
import { folderWith } from "../../../test/folder.js";
import { AFTER, BEFORE, OPTIONS, WEB } from "./two-suggestions.js";

let server: GitLabServer;
const waits: string[] = [];
const nowhere = folderWith({});

beforeEach(async () => {
  waits.length = 0;
  server = new GitLabServer({ "compose.yaml": BEFORE }, { "compose.yaml": AFTER });
  await server.start();
});
afterEach(async () => {
  await server.stop();
  expect(server.violations).toEqual([]);
});

function connection(token = server.token): MergeRequestTarget["connection"] {
  return { apiUrl: server.apiUrl, token, userAgent: "compose-lint/test", onWait: (sentence) => waits.push(sentence), second: 2 };
}

async function review(target: Partial<MergeRequestTarget> = {}, options = OPTIONS): Promise<Reviewed> {
  return await reviewMergeRequest({ connection: connection(), name: { project: "42", iid: 7 }, cwd: nowhere, isDryRun: false, ...target }, options);
}

const isNote = ({ method, path }: Asked): boolean => method === "POST" && path.endsWith("/notes");
const isDiscussion = ({ method, path }: Asked): boolean => method === "POST" && path.endsWith("/discussions");
const isTree = ({ path }: Asked): boolean => path.includes("/repository/tree");

function fail(when: (asked: Asked) => boolean, ...faults: readonly Fault[]): void {
  server.faults.push(...faults.map((fault) => ({ when, fault })));
}

function writes(): readonly string[] {
  return server.asked.filter(({ method }) => method !== "GET").map(({ method, path }) => `${method} ${path.replace(/^.*\/merge_requests\/7\//, "").replace(/[0-9a-f]{40}/, "ID")}`);
}

describe("a first review", () => {
  it("is a comment for each suggestion, at lines of the diff, and then the summary", async () => {
    const { published } = await review();
    expect(published).toEqual({ kind: "told", url: "https://gitlab.example.com/acme/team/shop/-/merge_requests/7#note_3", made: 2, kept: 0, hidden: 0, left: 0, refused: 0 });
    expect(writes()).toEqual(["POST discussions", "POST discussions", "POST notes"]);
    expect(server.comments.map(({ position }) => position)).toEqual([7, 11].map((line) => ({ base_sha: commitId("base"), start_sha: commitId("start"), head_sha: commitId("head"), position_type: "text", old_path: "compose.yaml", new_path: "compose.yaml", new_line: line })));
    expect(server.comments[0]?.body).toContain("```suggestion:-0+0\n    mem_limit: 256m\n    logging:");
    expect(server.summaries.map(({ body }) => body)).toEqual([expect.stringContaining("2 suggestions in the diff, safe to apply.")]);
  });

  it("is none if nothing is to be said", async () => {
    server.after = { "compose.yaml": BEFORE, "README.md": "new\n" };
    expect((await review()).published).toEqual({ kind: "nothing" });
    expect(writes()).toEqual([]);
  });

  it("is not told in a dry run", async () => {
    const reviewed = await review({ isDryRun: true });
    expect("review" in reviewed && reviewed.review.comments).toHaveLength(2);
    expect(reviewed.published).toBeUndefined();
    expect(writes()).toEqual([]);
  });

  it("is for a project that is named by its path as well", async () => {
    expect((await review({ name: { project: "acme/team/shop", iid: 7 } })).published).toMatchObject({ made: 2 });
  });

  it("reads all pages of the diffs, and of the tree", async () => {
    server.after = { ...Object.fromEntries(Array.from({ length: 230 }, (_, index) => [`a/${String(index).padStart(3, "0")}.txt`, "x\n"])), "compose.yaml": AFTER };
    expect((await review()).published).toMatchObject({ made: 2 });
    const asked = (end: string, name: string): readonly (string | null)[] => server.askedFor("GET", end).map(({ path }) => new URL(path, server.url).searchParams.get(name));
    expect(asked("/diffs", "page")).toEqual([null, "2", "3"]);
    expect(asked("/tree", "page_token").filter((token) => token !== null)).toEqual(["100", "200"]);
  });

  it("tells in the summary what stands in a file whose diff GitLab does not show", async () => {
    server.unshown = ["compose.yaml"];
    expect((await review()).published).toMatchObject({ made: 0, refused: 0 });
    expect(server.summaries[0]?.body).toContain("`compose-lint --fix` mends it; no suggestion does, because it is about lines that the diff does not show.");
  });

  it("goes by the branch as it is now, and without it if it is gone", async () => {
    server.tip = { "compose.yaml": BEFORE, "compose-lint.config.yaml": "rules:\n  log-rotation: error\n" };
    expect((await review()).published).toMatchObject({ made: 2 });
    expect(server.summaries[0]?.body).toContain("This change brings 2 errors.");
    fail(({ path }) => path.includes("/branches/"), { status: 404, message: "404 Branch Not Found" });
    // GitLab knows the commit that it has compared with, which is none of ours here.
    await expect(review()).rejects.toThrow("GitLab: reading the files of project 42 failed: 404 Tree Not Found.");
  });

  it("waits for the diff, which GitLab makes after a commit has come", async () => {
    server.looksWithoutDiff = 2;
    expect((await review()).published).toMatchObject({ made: 2 });
    server.looksWithoutDiff = 9;
    await expect(review()).rejects.toThrow("GitLab has not made the diff of merge request 7 of project 42 yet. Run the job again in a minute.");
  });
});

describe("a comment", () => {
  it("of several lines names the first and the last", async () => {
    server.after = { "compose.yaml": `${BEFORE}${WEB}    ports:\n      - "80:80"\n` };
    const { published } = await review({}, { ...OPTIONS, only: new Set(["log-rotation", "memswap-limit"]) });
    expect(published).toMatchObject({ refused: 0 });
    const hash = createHash("sha1").update("compose.yaml").digest("hex");
    const ofSeveral = server.comments.filter(({ position }) => position?.line_range);
    expect(ofSeveral.map(({ position, body }) => [position?.line_range?.start.line_code, position?.line_range?.end.line_code, /suggestion:\S+/.exec(body)?.[0]])).toEqual([[`${hash}_5_8`, `${hash}_5_9`, "suggestion:-1+0"]]);
  });

  it("on what is as it was names both of its numbers", async () => {
    // The fix writes below lines that the change has not touched.
    const removed = `services:\n  db:\n    image: postgres:16\n    mem_limit: 512m\n    logging:\n      options: {max-size: 1m, max-file: "2"}\n    # one\n    # two\n    # three\n`;
    server.before = { "compose.yaml": `# top\n${removed}` };
    server.after = { "compose.yaml": removed.replace(/ {4}logging:\n.*\n/, "") };
    server.tip = server.before;
    expect((await review()).published).toMatchObject({ made: 1, refused: 0 });
    expect(server.comments[0]?.position).toMatchObject({ new_line: 4, old_line: 5 });
  });

  it("on a file that was moved names both of its paths, whatever is in them", async () => {
    server.before = { "old & new=1/compose.yaml": BEFORE };
    server.tip = server.before;
    server.after = { "ops\n& more/compose.yaml": BEFORE + WEB };
    server.moved = { "ops\n& more/compose.yaml": "old & new=1/compose.yaml" };
    expect((await review()).published).toMatchObject({ made: 1, refused: 0 });
    expect(server.comments[0]?.position).toMatchObject({ old_path: "old & new=1/compose.yaml", new_path: "ops\n& more/compose.yaml" });
  });

  it("that GitLab refuses is told in the summary, and the others are made", async () => {
    server.reallyShown = (_path, line) => line !== 11;
    expect((await review()).published).toMatchObject({ kind: "told", made: 1, refused: 1 });
    expect(server.comments).toHaveLength(1);
    expect(server.summaries[0]?.body).toContain("no suggestion does, because GitLab has refused a comment on these lines");
    expect(server.summaries[0]?.body).toContain("1 suggestion in the diff, safe to apply.");
  });
});

describe("the next review", () => {
  it("says nothing again if nothing has changed", async () => {
    await review();
    const before = server.discussions.length;
    expect((await review()).published).toMatchObject({ kind: "told", url: "https://gitlab.example.com/acme/team/shop/-/merge_requests/7#note_3", made: 0, kept: 2, hidden: 0 });
    expect(writes()).toHaveLength(3);
    expect(server.discussions).toHaveLength(before);
  });

  it("resolves what does not hold any more, tells what is new, and edits the summary", async () => {
    await review();
    server.push("second", { "compose.yaml": `${AFTER}    logging:\n      options: {max-size: 1m, max-file: "2"}\n  cache:\n    image: redis:8\n    mem_limit: 64m\n` });
    expect((await review()).published).toMatchObject({ made: 1, kept: 1, hidden: 1, left: 0 });
    expect(server.comments.map(({ resolved }) => resolved)).toEqual([false, true, false]);
    expect(server.comments[2]?.body).toContain("cache");
    expect(server.summaries.map(({ body }) => body)).toEqual([expect.stringContaining("`cache`, new")]);
    expect(writes().slice(3)).toEqual(["POST discussions", "PUT notes/3", "PUT discussions/ID", "PUT discussions/ID/notes/2"]);
  });

  it("tells again what it has resolved, if it comes back", async () => {
    await review();
    server.push("second", { "compose.yaml": BEFORE });
    expect((await review()).published).toMatchObject({ made: 0, hidden: 2 });
    expect(server.summaries[0]?.body).toContain("This change brings no findings.");
    server.push("third", { "compose.yaml": AFTER });
    expect((await review()).published).toMatchObject({ made: 2, kept: 0, hidden: 0 });
    expect(server.comments.map(({ resolved }) => resolved)).toEqual([true, true, false, false]);
  });

  it("is told although nothing can be resolved, and says how much is left", async () => {
    await review();
    server.mayResolve = false;
    server.push("second", { "compose.yaml": BEFORE });
    expect((await review()).published).toMatchObject({ hidden: 0, left: 2 });
    server.mayResolve = true;
    expect((await review()).published).toMatchObject({ hidden: 2, left: 0 });
  });

  it("does not repeat what somebody has resolved", async () => {
    await review();
    for (const note of server.comments) note.resolved = true;
    server.push("second", { "compose.yaml": AFTER }, () => true);
    expect((await review()).published).toMatchObject({ made: 0, kept: 2, hidden: 0 });
    expect(server.comments).toHaveLength(2);
  });

  it("repeats what has lost its lines, and resolves what it was", async () => {
    await review();
    server.push("second", { "compose.yaml": AFTER }, ({ position }) => position?.new_line === 7);
    expect((await review()).published).toMatchObject({ made: 1, kept: 1, hidden: 1 });
    expect(server.comments.map(({ resolved }) => resolved)).toEqual([true, false, false]);
  });

  it("knows its comments among hundreds, and takes those of others for what they are", async () => {
    await review();
    const own = server.discussions.splice(0);
    // Somebody who writes what we write cannot keep us from saying it, nor have us edit it.
    for (let index = 0; index < 230; index += 1) server.say({ body: own[index % 3]?.notes[0]?.body ?? "", position: own[0]?.notes[0]?.position ?? null, resolved: true }, 99);
    const forged = server.discussions.length;
    server.discussions.push(...own);
    expect((await review()).published).toMatchObject({ made: 0, kept: 2 });
    server.discussions.splice(forged);
    expect((await review()).published).toMatchObject({ made: 2, kept: 0 });
    expect(server.discussions).toHaveLength(forged + 3);
  });
});

describe("a head that moves", () => {
  it("is not reviewed if another one was asked for", async () => {
    expect(await review({ expectedHead: commitId("older") })).toEqual({ published: { kind: "moved", head: commitId("head") } });
    expect(server.asked).toHaveLength(2);
  });

  it("ends the review while it is being made", async () => {
    let looks = 0;
    fail(({ method, path }) => {
      if (method === "GET" && path.endsWith("/merge_requests/7") && (looks += 1) === 2) server.head = "newer";
      return false;
    }, { drop: "before" });
    expect((await review()).published).toEqual({ kind: "moved", head: commitId("newer") });
    expect(writes()).toEqual([]);
  });

  it("ends the review while it is being told", async () => {
    fail((asked) => {
      if (isDiscussion(asked)) server.head = "newer";
      return false;
    }, { drop: "before" });
    expect((await review()).published).toEqual({ kind: "moved", head: commitId("newer") });
    expect(server.discussions).toEqual([]);
  });
});

describe("limits", () => {
  it.each<[string, Fault, number]>([
    ["as long as GitLab says", { status: 429, message: "Retry later", headers: { "retry-after": "30" } }, 30],
    ["for a minute if it does not say", { status: 429, message: "This endpoint has been requested too many times. Try again later." }, 60],
  ])("are waited for %s", async (_name, fault, seconds) => {
    fail(isTree, fault);
    fail(isDiscussion, fault);
    const start = performance.now();
    expect((await review()).published).toMatchObject({ kind: "told", made: 2 });
    // A second is two milliseconds here, and timers may be a little early.
    expect(performance.now() - start).toBeGreaterThan(2 * seconds * 2 - 5);
    const told = `GitLab asks to wait ${String(seconds)} seconds (rate limit).`;
    expect(waits).toEqual([told, told]);
    expect(server.comments).toHaveLength(2);
  });

  it.each<[string, readonly Fault[]]>([
    ["if that takes too long", [{ status: 429, message: "Retry later", headers: { "retry-after": "3000" } }]],
    ["if they last", Array.from({ length: 4 }, () => ({ status: 429, message: "Retry later", headers: { "retry-after": "1" } }))],
  ])("are given up %s", async (_name, faults) => {
    fail(isTree, ...faults);
    await expect(review()).rejects.toThrow("GitLab: reading the files of project 42 failed: Retry later.\n  Run it again later; GitLab limits how often one user may ask.");
  });
});

describe("a GitLab that fails", () => {
  it.each(UNANSWERED)("%s is asked again", async (_name, fault) => {
    fail(isTree, fault, fault);
    fail(isDiscussion, fault, fault);
    fail(isNote, fault, fault);
    expect((await review()).published).toMatchObject({ kind: "told", made: 2 });
    expect(server.discussions).toHaveLength(3);
  });

  it.each(DONE_UNANSWERED)("%s after it has taken something is not told twice", async (_name, fault) => {
    fail(isDiscussion, fault);
    fail(isNote, fault);
    expect((await review()).published).toMatchObject({ kind: "told", made: 2, url: "https://gitlab.example.com/acme/team/shop/-/merge_requests/7#note_3" });
    expect(writes()).toEqual(["POST discussions", "POST discussions", "POST notes"]);
    expect(server.discussions).toHaveLength(3);
  });

  it("for good ends in a sentence, and the next run goes on from there", async () => {
    fail(isNote, ...Array.from({ length: 3 }, (): Fault => ({ status: 503, message: "503 Service Unavailable" })));
    await expect(review()).rejects.toThrow("GitLab: reviewing merge request 7 of project 42 failed: 503 Service Unavailable.\n  GitLab could not answer. Run it again later.");
    expect((await review()).published).toMatchObject({ made: 0, kept: 2 });
    expect(server.discussions).toHaveLength(3);
  });

  it("to be there is told so", async () => {
    const { url } = server;
    await server.stop();
    await expect(review({ connection: { ...connection(), apiUrl: `${url}/api/v4` } })).rejects.toThrow(/^GitLab: reading merge request 7 of project 42 failed: .*ECONNREFUSED.*\n {2}GitLab could not be asked, or is not what answers\. Is CI_API_V4_URL right\? If it is, run it again later\.$/);
  });

  it("by being something else is told so", async () => {
    const page = createServer((_request, response) => { response.end("<!doctype html>Sign in"); });
    await new Promise<void>((resolve) => { page.listen(0, "127.0.0.1", resolve); });
    const address = page.address();
    const port = typeof address === "object" && address ? address.port : 0;
    await expect(review({ connection: { ...connection(), apiUrl: `http://127.0.0.1:${String(port)}/api/v4` } })).rejects.toThrow("GitLab: reading merge request 7 of project 42 failed: what it answers is no JSON.\n  GitLab could not be asked, or is not what answers.");
    page.closeAllConnections();
    page.close();
  });
});

describe("a token", () => {
  it("that may not write leaves a review that was not told", async () => {
    server.mayWrite = false;
    const reviewed = await review();
    expect(reviewed.published).toEqual({ kind: "read-only" });
    expect("review" in reviewed && reviewed.review.comments).toHaveLength(2);
  });

  it.each<[what: string, target: () => Partial<MergeRequestTarget>, says: string]>([
    ["is wrong", () => ({ connection: connection("wrong") }), "401 Unauthorized.\n  The token is not accepted. Is GITLAB_TOKEN set to a project, group or personal access token that is still valid? A CI_JOB_TOKEN is none of these."],
    ["does not see the project", () => ({ name: { project: "43", iid: 7 } }), "404 Project Not Found.\n  There is no such project, merge request or commit, or the token may not see it. It needs the scope api, and the role Developer in the project."],
    ["is for no such merge request", () => ({ name: { project: "42", iid: 8 } }), "There is no such project, merge request or commit"],
  ])("that %s is told so", async (_what, target, says) => {
    await expect(review(target())).rejects.toThrow(says);
  });
});

describe("this GitLab", () => {
  const position = { base_sha: commitId("base"), start_sha: commitId("start"), head_sha: commitId("head"), position_type: "text", old_path: "compose.yaml", new_path: "compose.yaml", new_line: 7 };
  const good = { body: "text", position };
  const post = async (body: unknown, path = "discussions"): Promise<number> => {
    const { status } = await fetch(`${server.apiUrl}/projects/42/merge_requests/7/${path}`, { method: "POST", headers: { authorization: `Bearer ${server.token}` }, body: JSON.stringify(body) });
    return status;
  };

  it("takes a good comment", async () => {
    expect(await post(good)).toBe(201);
    expect(await post({ ...good, position: { ...position, new_line: 4, old_line: 4 } })).toBe(201);
  });

  it.each<[string, unknown, string?]>([
    ["no position", { body: "text" }],
    ["a misspelt field", { ...good, position: { ...position, newLine: 7 } }],
    ["a line that is a text", { ...good, position: { ...position, new_line: "7" } }],
    ["a range without an end", { ...good, position: { ...position, line_range: { start: { line_code: `${"a".repeat(40)}_1_1`, type: "new" } } } }],
    ["a field of another operation", { ...good, resolved: true }],
    ["a command", { ...good, body: "```suggestion:-0+0\n/merge\n```" }],
    ["a command in a note", { body: "text\r\n/close" }, "notes"],
  ])("holds %s against whoever sends it", async (_name, body, path) => {
    expect(await post(body, path)).toBe(400);
    expect(server.violations.splice(0)).toHaveLength(1);
  });

  it.each<[string, object]>([
    ["a line outside of the diff", { new_line: 400 }],
    ["a file outside of it", { old_path: "other.yaml", new_path: "other.yaml" }],
    ["another commit", { head_sha: commitId("older") }],
    ["a line that is as it was by one number", { new_line: 4 }],
    ["a line that is new by two", { old_line: 5 }],
    ["a range that begins nowhere", { line_range: { start: { line_code: `${"a".repeat(40)}_1_1`, type: "new" }, end: { line_code: `${"a".repeat(40)}_1_1`, type: "new" } } }],
  ])("refuses a comment for %s", async (_name, other) => {
    expect(await post({ ...good, position: { ...position, ...other } })).toBe(400);
    expect(server.discussions).toEqual([]);
  });
});
