import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bundle, composeLint, copyCommand, FIXABLE, folderWith } from "./command.js";

const NAME = `${process.version}-${process.arch}`;

interface Kept {
  readonly path: string;
  /** Of a job, by the name that its file ends with; absent for linting. */
  readonly words: (job?: string) => readonly string[];
  /** Whatever comes of it. */
  readonly run: (...args: readonly string[]) => void;
  readonly lint: (...args: readonly string[]) => string;
}

/** A folder to lint in, and a cache of its own. */
function start(env: Readonly<Record<string, string>> = {}): Kept {
  const folder = folderWith({ "compose.yaml": FIXABLE });
  const path = join(folder, "cache/compose-lint", NAME);
  return {
    path,
    words: (job) => readFileSync(job === undefined ? path : `${path}-${job}`, "latin1").split("\n", 1)[0]?.split(" ").slice(2) ?? [],
    run: (...args) => void composeLint(args, { cwd: folder, env: { XDG_CACHE_HOME: join(folder, "cache"), ...env } }),
    lint: (...args) => {
      const { stdout, stderr } = composeLint([...args, "--fail-on", "never"], { cwd: folder, env: { XDG_CACHE_HOME: join(folder, "cache"), ...env } });
      expect(stderr).toBe("");
      return stdout;
    },
  };
}

describe("what a run has compiled", () => {
  it("is kept where only its user can write, and used as it is", () => {
    const { path, lint, words } = start();
    const first = lint();
    const { mode, mtimeMs } = statSync(path);
    expect(mode & 0o777).toBe(0o600);
    expect(statSync(join(path, "..")).mode & 0o777).toBe(0o700);
    expect(words()).toEqual(["start", "--fail-on"]);
    expect(lint()).toBe(first);
    expect(statSync(path).mtimeMs).toBe(mtimeMs);
    expect(readdirSync(join(path, ".."))).toEqual([NAME]);
  });

  it("is kept apart for each job, so that none reads what only others need", () => {
    const { path, lint, run, words } = start();
    lint();
    for (const args of [["rules"], ["explain", "memory-limit"], ["--diff", "--unsafe"], ["--fix"], ["--format", "json"], ["rulez"], ["--quiet", "audit"]]) run(...args);
    expect(readdirSync(join(path, "..")).sort()).toEqual([NAME, ...["explain", "fix", "report", "rules"].map((job) => `${NAME}-${job}`)]);
    expect(words()).toEqual(["start", "--fail-on", "--quiet"]);
    expect(words("fix")).toEqual(["start", "--diff", "--unsafe", "--fix"]);
  });

  it("grows with options that no run had, not with paths and values", () => {
    const { lint, words } = start();
    lint("./compose.yaml");
    lint("--quiet", "--preset=strict", "compose.yaml");
    expect(words()).toEqual(["start", "--fail-on", "--quiet", "--preset"]);
  });

  it.each([
    ["of another bundle", (content: Buffer) => Buffer.concat([Buffer.from("0000000000000000"), content.subarray(16)])],
    ["cut off", (content: Buffer) => content.subarray(0, content.length >> 1)],
    ["empty", () => Buffer.alloc(0)],
    ["no cache", () => Buffer.from("something else\n")],
    ["of another V8", (content: Buffer) => {
      const changed = Buffer.from(content);
      changed.fill(0, content.indexOf(10) + 1, content.indexOf(10) + 17);
      return changed;
    }],
  ])("is made anew if it is %s", (_what, spoil) => {
    const { path, lint } = start();
    const first = lint();
    const sound = readFileSync(path);
    const spoilt = spoil(sound);
    writeFileSync(path, spoilt);
    expect(lint()).toBe(first);
    expect(readFileSync(path).equals(spoilt)).toBe(false);
    expect(readFileSync(path).subarray(0, 16)).toEqual(sound.subarray(0, 16));
  });

  it("is not run if others can write it", () => {
    const { path, lint } = start();
    lint();
    chmodSync(path, 0o622);
    lint();
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it.runIf(process.getuid?.() === 0)("is not run if another user has made it", () => {
    const { path, lint } = start();
    lint();
    chownSync(path, 65_534, 65_534);
    lint();
    expect(statSync(path).uid).toBe(0);
  });

  it("is not kept if somebody wants none", () => {
    const { path, lint } = start({ NODE_DISABLE_COMPILE_CACHE: "1" });
    lint();
    expect(existsSync(path)).toBe(false);
  });

  it("keeps nobody from linting where nothing can be kept", () => {
    const { path, lint } = start();
    mkdirSync(join(path, "../.."), { recursive: true });
    writeFileSync(join(path, ".."), "a file where the folder should be");
    expect(lint()).toContain("obsolete-version");
  });
});

it("the bundle imports nothing by itself, which code from a cache cannot do", () => {
  expect(readFileSync(join(bundle, "../cli.cjs"), "utf8")).not.toMatch(/[^.\w]import\(/);
});

it("the bundle lints by itself", () => {
  const folder = folderWith({ "compose.yaml": FIXABLE });
  const copy = join(copyCommand(folder), "../cli.cjs");
  const { stdout, stderr } = spawnSync(process.execPath, [copy, "compose.yaml"], { cwd: folder, encoding: "utf8" });
  expect(stderr).toBe("");
  expect(stdout).toContain("obsolete-version");
});
