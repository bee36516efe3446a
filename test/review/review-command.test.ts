import { execFile, execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { commitId, type Files } from "../../packages/review-bot/test/commits.js";
import { GitHubServer } from "../../packages/review-bot/test/github-server.js";
import { GitLabServer } from "../../packages/review-bot/test/gitlab-server.js";
import { bundle, CACHE, composeLint, copyCommand, folderWith } from "../e2e/command.js";

interface Run {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** As `composeLint`, and without keeping the GitHub of the test from answering. */
async function run(args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}): Promise<Run> {
  return await new Promise((resolve) => {
    execFile(process.execPath, [bundle, "review", ...args], { cwd, env: { PATH: process.env["PATH"] ?? "", HOME: cwd, XDG_CACHE_HOME: CACHE, ...env } }, (error, stdout, stderr) => {
      resolve({ status: typeof error?.code === "number" ? error.code : 0, stdout, stderr });
    });
  });
}

const DB = "services:\n  db:\n    image: postgres:16\n    mem_limit: 512m\n";
const WEB = "  web:\n    image: nginx:1.27\n    mem_limit: 256m\n";
const ONLY = ["--only", "log-rotation"];

/** A checkout with two commits. */
function checkout(before: Files, after: Files): string {
  const cwd = folderWith({});
  const git = (...args: readonly string[]): void => {
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.org", ...args], { cwd, env: { PATH: process.env["PATH"] ?? "", GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" } });
  };
  git("init", "--quiet", "--initial-branch=main");
  for (const files of [before, after]) {
    git("rm", "-r", "--quiet", "--ignore-unmatch", ".");
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(cwd, path)), { recursive: true });
      writeFileSync(join(cwd, path), content);
    }
    git("add", "--all");
    git("commit", "--quiet", "--allow-empty", "--message", "x");
  }
  return cwd;
}

describe("a dry run in a checkout", () => {
  const cwd = checkout({ "compose.yaml": DB }, { "compose.yaml": DB + WEB });

  it("prints what would be said, and asks nobody", async () => {
    const { status, stdout, stderr } = await run(["--dry-run", "--base", "HEAD~1", ...ONLY], cwd, { GITHUB_API_URL: "http://127.0.0.1:1" });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain("compose.yaml, line 7\n\n  │ - ⚠️ warning: Docker keeps everything web prints until the disk is full.");
    expect(stdout).toContain("\n  │ ```suggestion\n  │     mem_limit: 256m\n  │     logging:\n");
    expect(stdout).toContain("The review itself\n\n  │ ### compose-lint\n  │\n  │ This change brings 1 warning. 1 suggestion in the diff, safe to apply.\n");
    expect(stdout).not.toContain("<!--");
  });

  it("says that there is nothing to say", async () => {
    expect(await run(["--dry-run", "--base", "HEAD"], cwd)).toEqual({ status: 0, stdout: "Nothing to say: this change brings nothing to Compose projects that a review would tell.\n", stderr: "" });
  });

  it("fails from a severity on if somebody wants it to", async () => {
    expect((await run(["--dry-run", "--base", "HEAD~1", ...ONLY, "--fail-on", "warning"], cwd)).status).toBe(1);
    expect((await run(["--dry-run", "--base", "HEAD~1", ...ONLY, "--fail-on", "error"], cwd)).status).toBe(0);
  });

  it("tells only what is not in the baseline of the base", async () => {
    const findings = { "compose.yaml": { "services.web": { "log-rotation": 1 } } };
    const baseline = { "lint/known.json": JSON.stringify({ version: 1, findings: { "../compose.yaml": findings["compose.yaml"] } }) };
    const known = checkout({ "compose.yaml": DB, ...baseline }, { "compose.yaml": DB + WEB });
    expect((await run(["--dry-run", "--base", "HEAD~1", ...ONLY, "--baseline", "lint/known.json"], known)).stdout).not.toContain("log-rotation");
    // One that the change brings along does not count.
    const brought = checkout({ "compose.yaml": DB }, { "compose.yaml": DB + WEB, ...baseline });
    const refused = await run(["--dry-run", "--base", "HEAD~1", "--baseline", "lint/known.json"], brought);
    expect(refused).toMatchObject({ status: 2, stderr: expect.stringMatching(/^compose-lint: --baseline: there is no file lint\/known\.json in the repository at [0-9a-f]{12}\./) as string });
    expect((await run(["--dry-run", "--base", "HEAD~1", ...ONLY, "--baseline", "lint/known.json", "--no-trust-base-config"], brought)).stdout).not.toContain("log-rotation");
  });
});

describe("a pull request on GitHub", () => {
  let server: GitHubServer;
  beforeEach(async () => {
    server = new GitHubServer({ "compose.yaml": DB }, { "compose.yaml": DB + WEB });
    await server.start();
  });
  afterEach(async () => {
    await server.stop();
    expect(server.violations).toEqual([]);
  });

  const event = (head = "head"): Readonly<Record<string, string>> => {
    const folder = folderWith({ "event.json": JSON.stringify({ action: "opened", pull_request: { number: 7, head: { sha: commitId(head) }, base: { sha: commitId("base") } } }) });
    return { GITHUB_EVENT_PATH: join(folder, "event.json"), GITHUB_REPOSITORY: "acme/shop", GITHUB_API_URL: server.url, GITHUB_TOKEN: server.token };
  };

  it("is the one that the pipeline runs for", async () => {
    const { status, stdout, stderr } = await run(ONLY, folderWith({}), event());
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "", stderr: "note: 1 comment made, 0 kept, 0 hidden: https://github.com/acme/shop/pull/7#pullrequestreview-1.\n" });
    expect(server.threads.map(({ comment: { path, line } }) => [path, line])).toEqual([["compose.yaml", 7]]);
  });

  it("is the one that somebody names", async () => {
    const { stderr } = await run([...ONLY, "--repo", "acme/shop", "--pr", "7", "--dry-run"], folderWith({}), { GITHUB_API_URL: server.url, GH_TOKEN: server.token });
    expect(stderr).toBe("");
    expect(server.reviews).toEqual([]);
  });

  it("gets annotations if the token may not write", async () => {
    server.mayWrite = false;
    const { status, stdout, stderr } = await run(ONLY, folderWith({}), event());
    expect(status).toBe(0);
    expect(stdout).toMatch(/^::warning title=log-rotation,file=compose\.yaml,line=5,endLine=5,col=3,endColumn=6::Docker keeps everything web prints/);
    expect(stderr).toMatch(/^note: the token may not write, as in the pipeline of a pull request from a fork, so that these are annotations and no comments\./);
  });

  it("is left to another run if it has another head", async () => {
    const { status, stdout, stderr } = await run(ONLY, folderWith({}), event("older"));
    expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
    expect(stderr).toBe(`note: the pull request is at ${commitId("head").slice(0, 12)} by now, so that nothing was said of an older commit.\n`);
  });

  it("tells what GitHub refuses, and no token", async () => {
    const { status, stdout, stderr } = await run(ONLY, folderWith({}), { ...event(), GITHUB_TOKEN: "ghs_wrongwrongwrong" });
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain("compose-lint: GitHub: reading pull request 7 of acme/shop failed: Bad credentials");
    expect(stderr).not.toContain("ghs_");
  });
});

describe("a merge request on GitLab", () => {
  let server: GitLabServer;
  beforeEach(async () => {
    server = new GitLabServer({ "compose.yaml": DB }, { "compose.yaml": DB + WEB });
    await server.start();
  });
  afterEach(async () => {
    await server.stop();
    expect(server.violations).toEqual([]);
  });

  /** What GitLab sets in the pipeline of a merge request. */
  const pipeline = (head = commitId("head")): Readonly<Record<string, string>> => ({
    GITLAB_CI: "true",
    CI_API_V4_URL: server.apiUrl,
    CI_PROJECT_ID: "42",
    CI_JOB_TOKEN: "glcbt-a-job",
    CI_COMMIT_SHA: head,
    CI_MERGE_REQUEST_PROJECT_ID: "42",
    CI_MERGE_REQUEST_IID: "7",
    CI_MERGE_REQUEST_DIFF_BASE_SHA: commitId("base"),
    CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: "",
    CI_MERGE_REQUEST_TARGET_BRANCH_SHA: "",
  });
  const told = "note: 1 comment made, 0 kept, 0 resolved: https://gitlab.example.com/acme/team/shop/-/merge_requests/7#note_2.\n";

  it.each<[what: string, other: Readonly<Record<string, string>>]>([
    ["runs for", {}],
    ["runs for with the merged result", { CI_COMMIT_SHA: commitId("merged"), CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: commitId("head"), CI_MERGE_REQUEST_TARGET_BRANCH_SHA: commitId("tip"), CI_MERGE_REQUEST_EVENT_TYPE: "merged_result" }],
    ["of a fork runs for", { CI_PROJECT_ID: "99" }],
    ["of an older GitLab runs for", { CI_MERGE_REQUEST_PROJECT_ID: "" }],
  ])("is the one that the pipeline %s", async (_what, other) => {
    const { status, stdout, stderr } = await run(ONLY, folderWith({}), { ...pipeline(), GITLAB_TOKEN: server.token, ...other });
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "", stderr: told });
    expect(server.comments.map(({ position }) => [position?.new_path, position?.new_line])).toEqual([["compose.yaml", 7]]);
  });

  it("is the one that somebody names", async () => {
    const { stderr } = await run([...ONLY, "--forge", "gitlab", "--repo", "acme/team/shop", "--pr", "7"], folderWith({}), { CI_API_V4_URL: server.apiUrl, GITLAB_TOKEN: server.token });
    expect(stderr).toBe(told);
  });

  it("is printed as it would be told there", async () => {
    const { status, stdout, stderr } = await run([...ONLY, "--dry-run"], folderWith({}), { ...pipeline(), GITLAB_TOKEN: server.token });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain("\n  │ ```suggestion:-0+0\n  │     mem_limit: 256m\n  │     logging:\n");
    expect(server.discussions).toEqual([]);
  });

  it("is printed if the token may not write", async () => {
    server.mayWrite = false;
    const { status, stdout, stderr } = await run([...ONLY, "--fail-on", "warning"], folderWith({}), { ...pipeline(), GITLAB_TOKEN: server.token });
    expect(status).toBe(1);
    expect(stdout).toContain("compose.yaml, line 7\n\n  │ - ⚠️ warning: Docker keeps everything web prints");
    expect(stderr).toBe("note: the token may not write, so that this is printed and told to nobody. Comments need the scope api, and a role that may comment.\n");
  });

  it("is read from the checkout and printed if there is no token", async () => {
    const cwd = checkout({ "compose.yaml": DB }, { "compose.yaml": DB + WEB });
    const [head = "", base = ""] = execFileSync("git", ["log", "--format=%H"], { cwd, encoding: "utf8" }).split("\n");
    const { status, stdout, stderr } = await run(ONLY, cwd, { ...pipeline(head), CI_MERGE_REQUEST_DIFF_BASE_SHA: base });
    expect(status).toBe(0);
    expect(stdout).toContain("compose.yaml, line 7\n\n  │ - ⚠️ warning: Docker keeps everything web prints");
    expect(stdout).toContain("suggestion:-0+0");
    expect(stderr).toBe("note: there is no GITLAB_TOKEN here, as in the pipeline of a fork, so that this is printed and told to nobody. A CI_JOB_TOKEN may read the comments of a merge request, and write none. Make a project access token with the scope api and the role Developer, and set it as the masked CI/CD variable GITLAB_TOKEN.\n");
    expect(server.asked).toEqual([]);
    const shallow = await run(ONLY, cwd, pipeline(head));
    expect(shallow.status).toBe(2);
    expect(shallow.stderr).toContain("check out more than the last commit, as with fetch-depth: 0 on GitHub and GIT_DEPTH: 0 on GitLab.");
  });

  it("is reviewed by the job of the template, in pipelines of merge requests alone", async () => {
    const [, jobs] = parseAllDocuments(readFileSync(fileURLToPath(new URL("../../templates/gitlab-ci.yml", import.meta.url)), "utf8")).map((document) => document.toJS() as Readonly<Record<string, { readonly rules: unknown; readonly variables: Readonly<Record<string, string>>; readonly script: readonly string[]; readonly before_script: unknown }>>);
    const job = jobs?.["compose-lint-review"];
    expect(job).toMatchObject({ rules: [{ if: '$CI_PIPELINE_SOURCE == "merge_request_event"' }], variables: { GIT_DEPTH: "0" }, before_script: jobs?.["compose-lint"]?.before_script });
    const cwd = folderWith({});
    const bin = folderWith({});
    symlinkSync(bundle, join(bin, "compose-lint"));
    const env = { PATH: `${bin}:${dirname(process.execPath)}:${process.env["PATH"] ?? ""}`, XDG_CACHE_HOME: CACHE, HOME: cwd, ...pipeline(), GITLAB_TOKEN: server.token };
    for (const [preset, isTold] of [["", false], ["strict", true]] as const) {
      const ended = await promisify(execFile)("sh", ["-ec", job?.script.join("\n") ?? ""], { cwd, env: { ...env, COMPOSE_LINT_PRESET: preset } });
      expect(ended.stdout).toBe("");
      expect(JSON.stringify(server.discussions).includes("pin-image-digest")).toBe(isTold);
    }
  });

  it("is left to another run if it has another head", async () => {
    const { status, stdout, stderr } = await run(ONLY, folderWith({}), { ...pipeline(commitId("older")), GITLAB_TOKEN: server.token });
    expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
    expect(stderr).toBe(`note: the merge request is at ${commitId("head").slice(0, 12)} by now, so that nothing was said of an older commit.\n`);
  });

  it.each<[what: string, token: string, says: string]>([
    ["a token that is wrong", "glpat-wrongwrongwrong", "compose-lint: GitLab: reading merge request 7 of project 42 failed: 401 Unauthorized.\n  The token is not accepted."],
    ["the token of the job", "glcbt-a-job", "compose-lint: GITLAB_TOKEN is the CI_JOB_TOKEN of this job. A CI_JOB_TOKEN may read the comments of a merge request, and write none.\n  Make a project access token with the scope api and the role Developer, and set it as the masked CI/CD variable GITLAB_TOKEN."],
  ])("tells of %s what to do, and not the token", async (_what, token, says) => {
    const { status, stdout, stderr } = await run(ONLY, folderWith({}), { ...pipeline(), GITLAB_TOKEN: token });
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(says);
    expect(stderr).not.toContain(token);
  });

  it("tells how many comments are left that do not hold any more, and how many it could not make", async () => {
    const env = { ...pipeline(), GITLAB_TOKEN: server.token };
    await run(ONLY, folderWith({}), env);
    server.mayResolve = false;
    server.after = { "compose.yaml": `${DB}  queue:\n    image: rabbitmq:4\n    mem_limit: 128m\n` };
    server.reallyShown = () => false;
    const { status, stderr } = await run(ONLY, folderWith({}), env);
    expect(status).toBe(0);
    expect(stderr).toBe("note: 0 comments made, 0 kept, 0 resolved: https://gitlab.example.com/acme/team/shop/-/merge_requests/7#note_2.\nnote: 1 comment that does not hold any more could not be resolved: resolving needs the role Developer.\nnote: 1 comment on the lines was refused, so that what it would say is in the summary.\n");
  });
});

describe("words that make no sense", () => {
  const cwd = folderWith({ "broken.json": "{", "push.json": "{}" });
  it.each<{ readonly args: readonly string[]; readonly env?: Readonly<Record<string, string>>; readonly says: string }>([
    { args: [], says: "what should be reviewed? Name a pull request by --repo and --pr, or add --dry-run and --base" },
    { args: [], env: { GITHUB_EVENT_PATH: join(cwd, "push.json"), GITHUB_REPOSITORY: "a/b" }, says: "what should be reviewed?" },
    { args: [], env: { GITHUB_EVENT_PATH: join(cwd, "broken.json"), GITHUB_REPOSITORY: "a/b" }, says: "GITHUB_EVENT_PATH names a file that cannot be read" },
    { args: ["--repo", "acme/shop", "--pr", "7"], says: "a pull request is read and told with a token: set GITHUB_TOKEN" },
    { args: ["--repo", "acme/shop", "--pr", "7", "--dry-run"], says: "a pull request is read and told with a token: set GITHUB_TOKEN" },
    { args: ["--repo", "acme/team/shop", "--pr", "7"], env: { GITHUB_TOKEN: "x" }, says: "a repository on GitHub is named by its owner and its name, such as acme/shop." },
    { args: ["--repo", "acme/shop", "--pr", "7", "--forge", "gitlab"], says: "a merge request is read and told with a token: set GITLAB_TOKEN. A CI_JOB_TOKEN may read the comments" },
    { args: ["--forge", "gitea"], says: "--forge" },
    { args: [], env: { GITLAB_CI: "true", CI_PROJECT_ID: "42", CI_COMMIT_SHA: "a" }, says: "in GitLab, a pipeline for a merge request does." },
    { args: ["--repo", "acme/shop"], says: "--repo names where the pull request is: add --pr <n>." },
    { args: ["--pr", "7"], says: "--pr is a number in a repository: add --repo <owner/name>." },
    { args: ["--pr", "seven", "--repo", "acme/shop"], says: "--pr: a pull request has a number, such as 12." },
    { args: ["--pr", "7", "--repo", "../.."], says: "--repo: a repository is named by its owner and its name, such as acme/shop." },
    { args: ["--base", "main"], says: "--base and --head name commits, and comments need a pull request: add --dry-run" },
    { args: ["--head", "main"], says: "--head is compared with what it goes to: add --base <commit>." },
    { args: ["--base", "", "--dry-run"], says: "is empty; is a variable unset?" },
    { args: ["--base", "main", "--dry-run"], says: "this folder is in no git checkout" },
    { args: ["--base", "a", "--repo", "a/b", "--pr", "1"], says: "leave --base out" },
    { args: ["--only", "nothing", "--base", "a", "--dry-run"], says: "compose-lint" },
    { args: ["compose.yaml"], says: "too many arguments" },
  ])("$args are told so", async ({ args, env = {}, says }) => {
    const { status, stdout, stderr } = await run(args, cwd, env);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(says);
    expect(stderr).not.toContain("    at ");
  });
});

describe("the bundle of the review", () => {
  it("is not read by any other command, which knows nothing of the APIs of forges", () => {
    const dist = dirname(bundle);
    expect(readFileSync(join(dist, "cli.cjs"), "utf8")).not.toMatch(/octokit|x-ratelimit|fetchRetry|querySerializer/i);
    const folder = folderWith({ "compose.yaml": "services: {}\n" });
    const copy = copyCommand(folder);
    expect(existsSync(join(folder, "review.cjs"))).toBe(false);
    expect(execFileSync(process.execPath, [copy, "compose.yaml"], { cwd: folder, env: { PATH: process.env["PATH"] ?? "" }, encoding: "utf8" })).toContain("No problems");
    expect(composeLint(["review", "--help"], { cwd: folder }).stdout).toContain("Reviews what a pull or merge request brings");
  });
});

it("the reviews in docs/review-bot.md are those of now", () => {
  execFileSync(process.execPath, [fileURLToPath(new URL("../../scripts/record-reviews.mjs", import.meta.url)), "--check"], { stdio: "pipe" });
});
