import { spawn, type ChildProcess } from "node:child_process";
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { bundle, CACHE, composeLint, FIXABLE, FIXED, folderWith, PRIVILEGED } from "./command.js";
import { CTRL_C, hasTerminal, onTerminal } from "./on-terminal.js";

const running = new Set<ChildProcess>();
afterEach(() => {
  for (const child of running) child.kill("SIGKILL");
  running.clear();
});

interface Watching {
  /** What was printed since the last time, when all of it is there. */
  next(): Promise<string>;
  /** Ctrl-C. */
  end(): Promise<{ readonly status: number | null; readonly rest: string }>;
}

const WAITING = "Watching for changes; Ctrl-C ends.\n";

/** Starts to watch. Nothing depends on how long anything takes. */
function watching(cwd: string, args: readonly string[] = []): Watching {
  const child = spawn(process.execPath, [bundle, "--watch", "--format", "compact", ...args], { cwd, env: { PATH: process.env["PATH"] ?? "", HOME: cwd, XDG_CACHE_HOME: CACHE }, stdio: ["ignore", "pipe", "pipe"] });
  running.add(child);
  let text = "";
  let wake = (): void => undefined;
  const ended = new Promise<number | null>((resolve) => child.on("close", (status) => { resolve(status); wake(); }));
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (part: string) => {
      text += part;
      wake();
    });
  }
  return {
    async next() {
      // What is printed goes through two pipes, of which one may be ahead: the report is whole when the sentence behind it has come, and
      // whatever the other pipe still holds has had a turn to arrive.
      while (!text.includes(WAITING) && child.exitCode === null) await new Promise<void>((resolve) => { wake = resolve; });
      await new Promise((resolve) => setTimeout(resolve, 50));
      const printed = text;
      text = "";
      return printed;
    },
    async end() {
      child.kill("SIGINT");
      return { status: await ended, rest: text };
    },
  };
}

const BASE = "services:\n  base:\n    image: nginx:1.27.3\n    read_only: true\n";
const EXTENDING = "services:\n  web:\n    extends: { file: base.yaml, service: base }\n";
const INCLUDING = "include: [base.yaml]\n";
const PRIVILEGE = "    privileged: true\n";
const PORT = "services:\n  db:\n    image: ${IMAGE:-nginx}:17\n    ports: ['5432:5432']\n";
const BUILT = "services:\n  web:\n    build: .\n";

describe("--watch", { timeout: 60_000 }, () => {
  it.each<{ what: string; before: Readonly<Record<string, string>>; change: (cwd: string) => void; appears: string; changed: string }>([
    { what: "a linted file is written", before: { "compose.yaml": FIXED }, change: (cwd) => { writeFileSync(join(cwd, "compose.yaml"), FIXABLE); }, appears: "obsolete-version", changed: "compose.yaml" },
    {
      what: "a linted file is replaced, as editors do",
      before: { "compose.yaml": FIXED },
      change: (cwd) => {
        writeFileSync(join(cwd, "compose.yaml~new"), FIXABLE);
        renameSync(join(cwd, "compose.yaml~new"), join(cwd, "compose.yaml"));
      },
      appears: "obsolete-version",
      changed: "compose.yaml",
    },
    { what: "a file that it extends changes", before: { "compose.yaml": EXTENDING, "base.yaml": BASE }, change: (cwd) => { writeFileSync(join(cwd, "base.yaml"), BASE + PRIVILEGE); }, appears: "no-privileged", changed: "base.yaml" },
    { what: "a file that it includes changes", before: { "compose.yaml": INCLUDING, "base.yaml": BASE }, change: (cwd) => { writeFileSync(join(cwd, "base.yaml"), BASE + PRIVILEGE); }, appears: "no-privileged", changed: "base.yaml" },
    { what: "a file that it extends comes into being", before: { "compose.yaml": EXTENDING.replace("base.yaml", "parts/base.yaml") }, change: (cwd) => { mkdirSync(join(cwd, "parts")); writeFileSync(join(cwd, "parts/base.yaml"), BASE + PRIVILEGE); }, appears: "no-privileged", changed: "parts" },
    { what: ".env comes into being", before: { "compose.yaml": PORT }, change: (cwd) => { writeFileSync(join(cwd, ".env"), "IMAGE=postgres\n"); }, appears: "unbound-port", changed: ".env" },
    { what: "the Dockerfile changes", before: { "compose.yaml": BUILT, Dockerfile: "FROM nginx:1.27.3\n" }, change: (cwd) => { writeFileSync(join(cwd, "Dockerfile"), "FROM postgres:17.2\n"); }, appears: "gosu makes postgres of root", changed: "Dockerfile" },
    { what: "a configuration comes into being", before: { "compose.yaml": FIXABLE }, change: (cwd) => { writeFileSync(join(cwd, "compose-lint.config.yaml"), "rules: { obsolete-version: error }\n"); }, appears: ": error: Compose ignores", changed: "compose-lint.config.yaml" },
    { what: "what the configuration extends changes", before: { "compose.yaml": FIXABLE, "compose-lint.config.yaml": "extends: [house.yaml]\n", "house.yaml": "rules: {}\n" }, change: (cwd) => { writeFileSync(join(cwd, "house.yaml"), "rules: { obsolete-version: error }\n"); }, appears: ": error: Compose ignores", changed: "house.yaml" },
    { what: "a configuration that is a program changes", before: { "compose.yaml": FIXABLE, "compose-lint.config.mjs": "export default {};\n" }, change: (cwd) => { writeFileSync(join(cwd, "compose-lint.config.mjs"), 'export default { rules: { "obsolete-version": "error" } };\n'); }, appears: ": error: Compose ignores", changed: "compose-lint.config.mjs" },
    { what: "another Compose file comes into being", before: { "compose.yaml": FIXED }, change: (cwd) => { writeFileSync(join(cwd, "compose.override.yaml"), PRIVILEGED); }, appears: "no-privileged", changed: "compose.override.yaml" },
    { what: "its folder is another one", before: { "app/compose.yaml": FIXED, "next/compose.yaml": FIXABLE }, change: (cwd) => { renameSync(join(cwd, "app"), join(cwd, "old")); renameSync(join(cwd, "next"), join(cwd, "app")); }, appears: "app/compose.yaml:4:1", changed: "app" },
  ])("lints again when $what", async ({ before, change, appears, changed }) => {
    const cwd = folderWith(before);
    const watch = watching(cwd, "app/compose.yaml" in before ? ["app"] : []);
    expect(await watch.next()).not.toContain(appears);
    change(cwd);
    // What is done in two steps may be seen in two.
    let printed = await watch.next();
    expect(printed).toMatch(new RegExp(`^${changed.replaceAll(".", String.raw`\.`)}.* changed\\.$`, "m"));
    while (!printed.includes(appears)) printed = await watch.next();
    expect((await watch.end()).status).toBe(130);
  });

  it.each<{ what: string; change: (cwd: string) => void }>([
    { what: "is made, with a file later", change: (cwd) => { mkdirSync(join(cwd, "new")); } },
    { what: "is made, with a file at once", change: (cwd) => { mkdirSync(join(cwd, "new")); writeFileSync(join(cwd, "new/compose.yaml"), FIXABLE); } },
    { what: "is moved here with its files", change: (cwd) => { renameSync(join(cwd, "ignored/new"), join(cwd, "new")); } },
  ])("sees the files of a folder that $what", async ({ change }) => {
    const cwd = folderWith({ "compose.yaml": FIXED, ".git/HEAD": "", ".gitignore": "ignored/\n", "ignored/new/compose.yaml": FIXABLE });
    const watch = watching(cwd);
    await watch.next();
    change(cwd);
    let printed = await watch.next();
    expect(printed).toMatch(/^new changed\.$/m);
    writeFileSync(join(cwd, "new/compose.yaml"), FIXABLE);
    while (!printed.includes("new/compose.yaml:4:1")) printed = await watch.next();
    expect((await watch.end()).status).toBe(130);
  });

  it("sees files in a folder that had none, in folders in new folders, and in a folder that has come back", async () => {
    const cwd = folderWith({ "compose.yaml": FIXED, "empty/README.md": "" });
    const watch = watching(cwd);
    await watch.next();
    for (const file of ["empty/compose.yaml", "a/b/c/compose.yaml", "a/b/d/e/docker-compose.yml"]) {
      mkdirSync(join(cwd, file, ".."), { recursive: true });
      writeFileSync(join(cwd, file), FIXABLE);
      let printed = await watch.next();
      while (!printed.includes(`${file}:4:1`)) printed = await watch.next();
    }
    rmSync(join(cwd, "a"), { recursive: true });
    let printed = await watch.next();
    while (printed.includes("docker-compose.yml:4:1")) printed = await watch.next();
    mkdirSync(join(cwd, "a/b"), { recursive: true });
    writeFileSync(join(cwd, "a/b/compose.yaml"), FIXABLE);
    while (!printed.includes("a/b/compose.yaml:4:1")) printed = await watch.next();
    expect((await watch.end()).status).toBe(130);
  });

  it("leaves folders alone that are ignored, and files that are none of ours", async () => {
    const cwd = folderWith({ "compose.yaml": FIXED, ".git/HEAD": "", ".gitignore": "build/\n" });
    const watch = watching(cwd);
    await watch.next();
    for (const folder of ["node_modules", "build", ".git/refs"]) mkdirSync(join(cwd, folder));
    for (const file of ["node_modules/compose.yaml", "build/compose.yaml", "notes.txt"]) writeFileSync(join(cwd, file), FIXABLE);
    await new Promise((resolve) => setTimeout(resolve, 400));
    writeFileSync(join(cwd, "compose.yaml"), FIXABLE);
    const printed = await watch.next();
    expect(printed).toMatch(/^compose\.yaml changed\.$/m);
    expect(printed.split(WAITING)).toHaveLength(2);
    expect(await watch.end()).toEqual({ status: 130, rest: "" });
  });

  it("goes on while a configuration is broken, and tells what is wrong", async () => {
    const cwd = folderWith({ "compose.yaml": FIXABLE, "compose-lint.config.yaml": "rulez: {}\n" });
    const watch = watching(cwd);
    expect(await watch.next()).toContain("compose-lint.config.yaml:1:1:");
    writeFileSync(join(cwd, "compose-lint.config.yaml"), "rules: { obsolete-version: error }\n");
    expect(await watch.next()).toContain(": error: Compose ignores");
    rmSync(join(cwd, "compose-lint.config.yaml"));
    expect(await watch.next()).toContain(": warning: Compose ignores");
  });

  it("goes on while the file is not there", async () => {
    const cwd = folderWith({ "app/compose.yaml": FIXED });
    const watch = watching(cwd, ["app/compose.yaml"]);
    await watch.next();
    rmSync(join(cwd, "app"), { recursive: true });
    let printed = await watch.next();
    while (!printed.includes("app/compose.yaml: there is no such file or folder.")) printed = await watch.next();
    mkdirSync(join(cwd, "app"));
    writeFileSync(join(cwd, "app/compose.yaml"), FIXABLE);
    while (!printed.includes("obsolete-version")) printed = await watch.next();
  });

  it("follows a link to where the text is", async () => {
    const cwd = folderWith({ "shared/base.yaml": FIXED });
    symlinkSync("shared/base.yaml", join(cwd, "compose.yaml"));
    const watch = watching(cwd, ["compose.yaml"]);
    await watch.next();
    writeFileSync(join(cwd, "shared/base.yaml"), FIXABLE);
    expect(await watch.next()).toContain("obsolete-version");
  });

  it("looks once at what changes at once", async () => {
    const cwd = folderWith({ "compose.yaml": FIXED, "compose.override.yaml": FIXED });
    const watch = watching(cwd);
    await watch.next();
    for (let turn = 0; turn < 20; turn += 1) for (const name of ["compose.yaml", "compose.override.yaml"]) writeFileSync(join(cwd, name), turn === 19 ? FIXABLE : FIXED);
    const printed = await watch.next();
    expect(printed.split(WAITING)).toHaveLength(2);
    expect(printed).toContain(" and 1 more changed.");
  });

  it("clears no screen that is none", async () => {
    const cwd = folderWith({ "compose.yaml": FIXED });
    const watch = watching(cwd);
    await watch.next();
    writeFileSync(join(cwd, "compose.yaml"), FIXABLE);
    expect(await watch.next()).not.toContain("\u001b");
    expect(await watch.end()).toEqual({ status: 130, rest: "" });
  });

  it.runIf(hasTerminal)("clears the screen of a terminal, and ends with Ctrl-C", async () => {
    const cwd = folderWith({ "compose.yaml": FIXED });
    const steps = [
      { after: /Watching for changes/, then: () => { writeFileSync(join(cwd, "compose.yaml"), FIXABLE); } },
      { after: /obsolete-version[^]*Watching for changes/, then: (type: (keys: string) => void) => { type(CTRL_C); } },
    ];
    const { status, raw } = await onTerminal(["--watch"], [], cwd, (screen, type) => {
      if (steps[0]?.after.test(screen) === true) steps.shift()?.then(type);
    });
    expect(status).toBe(130);
    expect(raw).toContain("\u001b[2J\u001b[H");
    expect(raw.indexOf("\u001b[2J")).toBeLessThan(raw.indexOf("compose.yaml changed."));
  });

  it.each([
    { args: ["--watch", "--fix"], sentence: "--watch only looks, and --fix writes" },
    { args: ["--watch", "--baseline", "b.json", "--update-baseline"], sentence: "--watch only looks, and --update-baseline writes" },
    { args: ["--watch", "-"], sentence: "leave - out" },
    { args: ["--watch", "--print-config", "compose.yaml"], sentence: "leave --watch out" },
    { args: ["--watch", "nowhere.yaml"], sentence: "nowhere.yaml: there is no such file or folder." },
  ])("refuses $args", ({ args, sentence }) => {
    const { status, stdout, stderr } = composeLint(args, { cwd: folderWith({ "compose.yaml": FIXED }) });
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(sentence);
  });
});
