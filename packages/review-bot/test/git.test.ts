import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith } from "../../../test/folder.js";
import { readCommits } from "../src/forge/commits.js";
import { gitChange, reviewChange, type Review } from "../src/index.js";

const SURROUNDINGS = { PATH: process.env["PATH"] ?? "", GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1", GIT_AUTHOR_NAME: "a", GIT_AUTHOR_EMAIL: "a@example.org", GIT_COMMITTER_NAME: "a", GIT_COMMITTER_EMAIL: "a@example.org" };

function git(cwd: string, ...args: readonly string[]): string {
  return execFileSync("git", args, { cwd, env: SURROUNDINGS, encoding: "utf8" }).trim();
}

function commit(cwd: string, files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), content);
  }
  git(cwd, "add", "--all");
  git(cwd, "commit", "--quiet", "--message", "x");
}

const DB = "services:\n  db:\n    image: postgres:16\n    mem_limit: 512m\n";
const WEB = "  web:\n    image: nginx:1.27\n    mem_limit: 256m\n";

/** A branch `topic` on what was `main`, which has gone on since. */
function checkout(base: Readonly<Record<string, string>>, topic: Readonly<Record<string, string>>, later: Readonly<Record<string, string>>): string {
  const cwd = folderWith({});
  git(cwd, "init", "--quiet", "--initial-branch=main");
  commit(cwd, base);
  git(cwd, "checkout", "--quiet", "-b", "topic");
  commit(cwd, topic);
  git(cwd, "checkout", "--quiet", "main");
  commit(cwd, later);
  return cwd;
}

async function review(cwd: string, base = "main", head = "topic"): Promise<Review> {
  return await reviewChange(await gitChange(cwd, { base, head }, true), { presets: [], levels: new Map(), only: new Set(["log-rotation", "no-privileged"]), skip: new Set(), trustBase: true });
}

describe("a change in a checkout", () => {
  it("begins where the two branches parted, and goes by the configuration of the base as it is now", async () => {
    const cwd = checkout({ "compose.yaml": DB }, { "compose.yaml": DB + WEB }, { "compose.yaml": `${DB}    privileged: true\n`, "compose-lint.config.yaml": "rules:\n  log-rotation: error\n" });
    const change = await gitChange(cwd, { base: "main", head: "topic" }, true);
    expect([change.base.commit, change.head.commit, change.trusted.commit]).toEqual([git(cwd, "merge-base", "main", "topic"), git(cwd, "rev-parse", "topic"), git(cwd, "rev-parse", "main")]);
    const { comments, others } = await review(cwd);
    expect(comments.map(({ suggestion: { first, last, mends } }) => [first, last, mends.map(({ severity }) => severity)])).toEqual([[7, 7, ["error"]]]);
    expect(others).toEqual([]);
  });

  it("is read as it was committed, whatever lies in the folder and however git is set up to show it", async () => {
    const cwd = checkout({ "compose.yaml": DB }, { "compose.yaml": DB + WEB, ".gitattributes": "*.yaml diff=evil\n" }, { "other.txt": "x" });
    writeFileSync(join(cwd, "compose.yaml"), "nonsense: [");
    const ran = join(cwd, "ran");
    for (const [name, value] of [["diff.evil.textconv", `touch ${ran}; cat`], ["diff.external", `touch ${ran}`], ["diff.noprefix", "true"], ["diff.context", "0"], ["color.ui", "always"], ["core.fsmonitor", `touch ${ran}`], ["core.quotePath", "true"]] as const) git(cwd, "config", name, value);
    expect((await review(cwd)).comments).toHaveLength(1);
    expect(() => git(cwd, "cat-file", "-e", "HEAD:ran")).toThrow();
    expect(execFileSync("ls", [cwd], { encoding: "utf8" })).not.toContain("ran\n");
  });

  it("may have any names, and links", async () => {
    const names = ["a b/compose.yaml", "ä\u{1f433}/compose.yaml", 'q"uo\\te/compose.yaml', "new\nline/compose.yaml", "-dash/compose.yaml", ":(glob)*/compose.yaml", "tab\there/compose.yaml"];
    const files = (text: string): Readonly<Record<string, string>> => Object.fromEntries(names.map((name) => [name, text]));
    const cwd = checkout(files(DB), files(DB + WEB), { "other.txt": "x" });
    git(cwd, "checkout", "--quiet", "topic");
    symlinkSync("/etc", join(cwd, "etc"));
    symlinkSync("/etc/passwd", join(cwd, "compose.yaml"));
    commit(cwd, {});
    const { comments } = await review(cwd);
    expect(comments.map(({ suggestion }) => suggestion.path).sort()).toEqual([...names].sort());
  });

  it("knows a file that was moved", async () => {
    const cwd = checkout({ "compose.yaml": DB }, { "placeholder.txt": "x" }, { "other.txt": "x" });
    git(cwd, "checkout", "--quiet", "topic");
    mkdirSync(join(cwd, "ops"));
    git(cwd, "mv", "compose.yaml", "ops/compose.yaml");
    commit(cwd, { "ops/compose.yaml": DB + WEB });
    const { comments, others } = await review(cwd);
    expect(others).toEqual([]);
    expect(comments.map(({ suggestion: { path, first, mends } }) => [path, first, mends.map(({ service }) => service)])).toEqual([["ops/compose.yaml", 7, ["web"]]]);
  });

  it.each<[what: string, base: string, head: string, says: RegExp]>([
    ["a branch that there is not", "nowhere", "topic", /^--base: git knows no commit 'nowhere' here\. In a pipeline, check out more than the last commit/],
    ["an option", "--output=/tmp/x", "topic", /^--base: git knows no commit '--output=\/tmp\/x' here/],
    ["a file", "HEAD:compose.yaml", "topic", /git/],
    ["what begins like a command of a pipeline", "main", "##[error]x", /^--head: git knows no commit '#\ufffd\[error\]x' here/],
    ["a branch that has nothing to do with it", "orphan", "topic", /have no commit in common here/],
  ])("cannot be told of %s", async (_what, base, head, says) => {
    const cwd = checkout({ "compose.yaml": DB }, { "compose.yaml": DB + WEB }, { "other.txt": "x" });
    git(cwd, "checkout", "--quiet", "--orphan", "orphan");
    commit(cwd, { "other.txt": "y" });
    await expect(gitChange(cwd, { base, head }, true)).rejects.toThrow(says);
  });

  it("cannot be told outside of a checkout", async () => {
    await expect(gitChange(folderWith({}), { base: "main", head: "topic" }, true)).rejects.toThrow("this folder is in no git checkout");
  });
});

describe("the commits of a change on a forge", () => {
  it("are read from the checkout as far as it has them, and from the forge otherwise", async () => {
    const cwd = checkout({ "compose.yaml": DB }, { "compose.yaml": DB + WEB }, { "other.txt": "x" });
    const [base, head, tip] = [git(cwd, "merge-base", "main", "topic"), git(cwd, "rev-parse", "topic"), git(cwd, "rev-parse", "main")];
    // As in a pipeline, which fetches the change alone.
    const pipeline = folderWith({});
    git(pipeline, "init", "--quiet");
    git(pipeline, "fetch", "--quiet", cwd, "topic");
    const asked: string[] = [];
    const forge = {
      repository: { read: (ids: readonly string[]) => { asked.push(...ids); return Promise.resolve(new Map(ids.map((id) => [id, Buffer.from("of the forge")] as const))); } },
      stateOf: (commit: string) => { asked.push(commit); return Promise.resolve({ commit, entries: new Map([["other.txt", { id: "an-id", kind: "file" }] as const]) }); },
    };
    const { repository, state } = await readCommits(pipeline, [base, head, tip], forge);
    expect(asked).toEqual([tip]);
    expect([base, head, tip].map((commit) => [...state(commit).entries.keys()])).toEqual([["compose.yaml"], ["compose.yaml"], ["other.txt"]]);
    const id = state(head).entries.get("compose.yaml")?.id ?? "";
    const contents = await repository.read([id, "an-id"]);
    expect([id, "an-id"].map((each) => Buffer.from(contents.get(each) ?? []).toString())).toEqual([DB + WEB, "of the forge"]);
    expect(asked).toEqual([tip, "an-id"]);
  });

  it("are read from the forge outside of a checkout", async () => {
    const { repository, state } = await readCommits(folderWith({}), ["a"], { repository: { read: () => Promise.resolve(new Map()) }, stateOf: (commit) => Promise.resolve({ commit, entries: new Map() }) });
    expect(state("a").commit).toBe("a");
    expect((await repository.read(["b"])).size).toBe(0);
  });
});
