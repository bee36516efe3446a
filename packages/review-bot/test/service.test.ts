import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { folderWith } from "../../../test/folder.js";
import { commitId } from "./commits.js";
import { GitHubServer } from "./github-server.js";
import { GitHubAppServer } from "./service-github.js";
import { buildService, ServiceProcess, until, WEBHOOK_SECRET } from "./service-process.js";

const BEFORE = "services:\n  db:\n    image: postgres:16\n    mem_limit: 512m\n";
const AFTER = `${BEFORE}  web:\n    image: nginx:1.27\n    mem_limit: 256m\n`;
const NEWER = `${AFTER}  queue:\n    image: rabbitmq:4\n    mem_limit: 128m\n`;
const TREES = /\/git\/trees\//;

const bundle = folderWith({});
let github: GitHubServer;
let app: GitHubAppServer;
const services: ServiceProcess[] = [];
/** One that most of the tests share. */
let service: ServiceProcess;
let linesBefore = 0;

/** What it does wrong, goes by the number of the pull request. */
const BAD_WORKER = `import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { workerData } from "node:worker_threads";
writeFileSync(join(tmpdir(), "laid-out"), "mem_limit");
const kept = [];
switch (workerData.name.pull_number) {
  case 1: for (;;);
  case 2: for (;;) kept.push(new Array(1000).fill({}));
  case 3: throw new TypeError("cannot read mem_limit");
}
`;

async function start(settings: Readonly<Record<string, string>> = {}, folder = bundle): Promise<ServiceProcess> {
  const started = new ServiceProcess(folder, folderWith({}), { GITHUB_API_URL: app.url, RETRY_MINUTES: "0.001", ...settings });
  services.push(started);
  return await started.ready();
}

async function openGitHub(): Promise<void> {
  github = new GitHubServer({ "compose.yaml": BEFORE }, { "compose.yaml": AFTER });
  await github.start();
}

async function held(): Promise<void> {
  await until(() => app.waiting > 0, () => `nothing is held:\n${service.printed}`);
}

beforeAll(async () => {
  buildService(bundle);
  await openGitHub();
  app = new GitHubAppServer(github);
  await app.start();
  service = await start();
  await service.logged("looked up what may have been missed");
  await github.stop();
});
afterAll(async () => {
  service.signal("SIGTERM");
  expect(await service.exited()).toBe(0);
  app.stop();
  for (const each of services) {
    each.signal("SIGKILL");
    for (const secret of [github.token, WEBHOOK_SECRET, "PRIVATE KEY", "authorization", "a-title-of-somebody", "mem_limit"]) expect(each.printed).not.toContain(secret);
  }
  expect(service.leftovers).toEqual([]);
});
beforeEach(async () => {
  await openGitHub();
  app.github = github;
  app.asked.length = 0;
  app.pull = { state: "open", changed_files: 1 };
  app.pulls = [];
  linesBefore = service.log.length;
});
afterEach(async () => {
  app.release();
  await github.stop();
  expect(github.violations).toEqual([]);
});

describe("an event", () => {
  it("has the pull request reviewed when it is opened", async () => {
    expect((await service.deliver("opened")).status).toBe(200);
    expect(await service.logged("review is done", linesBefore)).toMatchObject({ level: "info", pull: "acme/shop#7", try: 1, kind: "told", made: github.threads.length, head: commitId("head") });
    expect(github.threads).not.toEqual([]);
    expect(github.reviews).toHaveLength(1);
  });

  it("is answered at once, and worked off with a token for this repository and for reviews alone", async () => {
    app.hold(TREES);
    expect((await service.deliver("reopened")).status).toBe(200);
    await held();
    expect(await service.health()).toEqual({ status: "ready", waiting: 0, running: 1, catchUp: "done" });
    app.release();
    await service.logged("review is done", linesBefore);
    expect(app.asked.map(({ method, path, body }) => [method, path, body])).toEqual([["POST", "/app/installations/1/access_tokens", { repository_ids: [42], permissions: { contents: "read", pull_requests: "write" } }]]);
    expect(app.asked[0]?.authorization).toMatch(/^bearer ey/);
  });

  it("has the pull request reviewed when it goes to another branch, and not when its words change", async () => {
    await service.deliver("edited", { changes: { title: { from: "x" } } });
    expect(service.log.slice(linesBefore)).toEqual([]);
    await service.deliver("edited", { changes: { base: { ref: { from: "x" }, sha: { from: "y" } } } });
    await service.logged("review is done", linesBefore);
  });

  it.each<[what: string, secret: string]>([["with another secret", "guess"], ["with the secret as it stands in its file", `${WEBHOOK_SECRET}\n`]])("signed %s is refused", async (_what, secret) => {
    const answer = await service.deliver("opened", {}, secret);
    expect(answer.status).toBe(400);
    expect(await service.health()).toMatchObject({ waiting: 0, running: 0 });
    expect(app.asked).toEqual([]);
  });

  it("without a signature, too large, or of unknown length is refused", async () => {
    const headers = { "content-type": "application/json", "x-github-event": "pull_request", "x-github-delivery": "d" };
    expect((await service.ask("/api/github/webhooks", { method: "POST", body: "{}", headers })).status).toBe(400);
    const stream = new ReadableStream({ start(controller) { controller.enqueue(new TextEncoder().encode("{}")); controller.close(); } });
    expect((await service.ask("/api/github/webhooks", { method: "POST", body: stream, headers, duplex: "half" })).status).toBe(413);
    expect((await service.ask("/api/github/webhooks")).status).toBe(404);
    expect((await service.ask("/probot")).status).toBe(404);
  });
});

describe("a review", () => {
  it("makes way for that of a newer push", async () => {
    app.hold(TREES);
    await service.deliver("opened");
    await held();
    github.head = "newer";
    github.after = { "compose.yaml": NEWER };
    await service.deliver("synchronize");
    await service.logged("review was stopped", linesBefore);
    app.release();
    expect(await service.logged("review is done", linesBefore)).toMatchObject({ head: commitId("newer") });
    expect(github.reviews.map(({ commit }) => commit)).toEqual([commitId("newer")]);
  });

  it("ends when the pull request is closed", async () => {
    app.hold(TREES);
    await service.deliver("opened");
    await held();
    await service.deliver("closed");
    await service.logged("review was stopped", linesBefore);
    app.release();
    expect(await service.health()).toMatchObject({ waiting: 0, running: 0 });
    expect(github.reviews).toEqual([]);
  });

  it("waits as long as GitHub asks it to", async () => {
    github.faults.push({ when: ({ path }) => path.includes('/git/trees/'), fault: { status: 429, headers: { "retry-after": "1" }, message: "You have exceeded a secondary rate limit" } });
    await service.deliver("opened");
    expect(await service.logged("review is done", linesBefore)).toMatchObject({ try: 1 });
    expect(service.log.slice(linesBefore).map(({ msg }) => msg)).toContain("GitHub asks to wait 1 seconds (secondary rate limit).");
  });

  it("asks again where GitHub has failed, or the connection has", async () => {
    github.faults.push({ when: ({ path }) => path.includes('/git/trees/'), fault: { status: 502, message: "Bad Gateway" } }, { when: ({ path }) => path.includes("/compare/"), fault: { drop: "before" } });
    await service.deliver("opened");
    expect(await service.logged("review is done", linesBefore)).toMatchObject({ try: 1 });
  });

  it("is tried again as a whole if it fails, and not for ever", async () => {
    const fault = { when: ({ path }: { readonly path: string }): boolean => path.includes('/git/trees/'), fault: { status: 404, message: "Not Found" } } as const;
    github.faults.push(fault);
    await service.deliver("opened");
    expect(await service.logged("review failed", linesBefore)).toMatchObject({ level: "error", try: 1, againInMinutes: 0.001, why: expect.stringContaining("GitHub: reading the files of acme/shop failed: Not Found") as unknown });
    expect(await service.logged("review is done", linesBefore)).toMatchObject({ try: 2 });

    github.faults.length = 0;
    github.faults.push(fault, fault, fault, fault, fault, fault);
    const lines = service.log.length;
    await service.deliver("synchronize");
    await until(() => service.log.slice(lines).filter(({ msg }) => msg === "review failed").length === 2, () => service.printed);
    expect(service.log.at(-1)).not.toHaveProperty("againInMinutes");
    expect(await service.health()).toMatchObject({ waiting: 0, running: 0 });
  });

  it.each<[what: string, pull: GitHubAppServer["pull"], message: string]>([
    ["is closed by now", { state: "closed", changed_files: 1 }, "not reviewed: the pull request is not open"],
    ["changes too many files", { state: "open", changed_files: 1_001 }, "not reviewed: the pull request changes more files than MOST_CHANGED_FILES"],
  ])("is not made of a pull request that %s", async (_what, pull, message) => {
    app.pull = pull;
    await service.deliver("opened");
    await service.logged(message, linesBefore);
    expect(github.asked.map(({ path }) => path)).toEqual(["/repos/acme/shop/pulls/7"]);
  });
});

describe("a worker", () => {
  it("that goes wrong harms nothing else, and tells nothing of the files that it has read", async () => {
    const bad = folderWith({ "worker.mjs": BAD_WORKER });
    copyFileSync(join(bundle, "main.mjs"), join(bad, "main.mjs"));
    const harmed = await start({ JOB_SECONDS: "4", JOB_MEMORY: "64", PARALLEL_JOBS: "4", RETRY_MINUTES: "60" }, bad);
    for (const number of [1, 2, 3, 4]) await harmed.deliver("opened", { pull_request: { number } });
    expect(await harmed.logged("review took longer than JOB_SECONDS")).toMatchObject({ pull: "acme/shop#1", level: "error", againInMinutes: 60 });
    expect(await harmed.logged("review needs more memory than JOB_MEMORY")).toMatchObject({ pull: "acme/shop#2", level: "error" });
    await until(() => harmed.log.filter(({ msg }) => msg === "review broke, which is a fault of compose-lint").length === 2, () => harmed.printed);
    expect(harmed.log.find(({ pull, type }) => pull === "acme/shop#3" && type === "TypeError")).toMatchObject({ level: "error", at: expect.arrayContaining([expect.stringContaining("worker.mjs")]) as unknown });
    expect(await harmed.health()).toEqual({ status: "ready", waiting: 1, running: 0, catchUp: "done" });
    harmed.signal("SIGTERM");
    expect(await harmed.exited()).toBe(0);
    expect(harmed.leftovers).toEqual([]);
  });
});

describe("a restart", () => {
  it("loses nothing that was accepted, and says nothing twice", async () => {
    const first = await start();
    app.hold(TREES);
    await first.deliver("opened");
    await held();
    first.signal("SIGKILL");
    await first.exited();
    app.release();
    app.pulls = [{ number: 7, updated_at: new Date().toISOString() }, { number: 6, updated_at: "2026-01-01T00:00:00Z" }];

    const second = await start();
    expect(await second.logged("looked up what may have been missed")).toMatchObject({ pullRequests: 1, hours: 72 });
    expect(await second.logged("review is done")).toMatchObject({ pull: "acme/shop#7", kind: "told" });
    const told = github.threads.length;
    expect(told).toBeGreaterThan(0);
    expect(app.asked.map(({ path }) => path)).not.toContain("/app/installations/2/access_tokens");

    const third = await start();
    expect(await third.logged("review is done")).toMatchObject({ made: 0, kept: told, hidden: 0 });
    expect(github.reviews).toHaveLength(1);
    expect(github.asked.filter(({ method, path }) => method === "POST" && path.endsWith("/reviews"))).toHaveLength(1);
  });
});

describe("a signal to stop", () => {
  it("lets a running review end, and takes no more", async () => {
    const stopping = await start();
    app.hold(TREES);
    await stopping.deliver("opened");
    await held();
    stopping.signal("SIGTERM");
    await stopping.logged("stopping");
    expect((await stopping.deliver("synchronize")).status).toBe(503);
    expect(await stopping.health()).toMatchObject({ status: "stopping", running: 1 });
    app.release();
    expect(await stopping.exited()).toBe(0);
    expect(stopping.log.slice(-2)).toMatchObject([{ msg: "review is done" }, { msg: "stopped; the next start looks up what is not done", undone: 0 }]);
    expect(github.reviews).toHaveLength(1);
  });

  it("gives up what takes too long", async () => {
    const stopping = await start({ STOP_SECONDS: "1" });
    app.hold(TREES);
    await stopping.deliver("opened");
    await held();
    const began = Date.now();
    stopping.signal("SIGTERM");
    expect(await stopping.exited()).toBe(0);
    expect(Date.now() - began).toBeLessThan(10_000);
    expect(stopping.log.at(-1)).toMatchObject({ undone: 1 });
    expect(stopping.leftovers).toEqual([]);
  });
});
