import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, utimesSync, watch, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { FIXABLE, FIXED, folderWith } from "../e2e/command.js";
import { finish, start, type End } from "./command.js";
import { generateTexts, restore, stateOf } from "./tree.js";

const MINE = "# mine\nservices: {}\n";
const CHANGED = "not written, because it has changed since it was read. Run --fix again.";

/** Runs `--fix` on `compose.yaml` and does something when it has been read and nothing has been written yet. */
async function fixWhile(cwd: string, edit: (path: string) => void): Promise<End> {
  const pipe = join(cwd, "pipe.yaml");
  if (spawnSync("mkfifo", [pipe]).status !== 0) throw new Error("There is no mkfifo here, which this test needs.");
  const ended = finish(start(["--fix", "compose.yaml", "pipe.yaml"], { cwd }));
  // Opens when the command opens the other end, which it does after it has read the file before.
  const writer = await open(pipe, "w");
  edit(join(cwd, "compose.yaml"));
  await writer.writeFile("services: {}\n");
  await writer.close();
  return ended;
}

describe("a file that is edited after it was read", () => {
  test.each<{ how: string; edit: (path: string) => void; left?: string }>([
    { how: "in place", edit: (path) => { writeFileSync(path, MINE); } },
    { how: "by another file's taking its place", edit: (path) => { writeFileSync(`${path}~`, MINE); renameSync(`${path}~`, path); } },
    { how: "in one letter, with its size and time as before", edit: (path) => { const { atime, mtime } = statSync(path); writeFileSync(path, FIXABLE.replace("last", "past")); utimesSync(path, atime, mtime); }, left: FIXABLE.replace("last", "past") },
    { how: "by a link's taking its place", edit: (path) => { writeFileSync(join(dirname(path), "other"), MINE); rmSync(path); symlinkSync("other", path); } },
    { how: "and has not been filled yet", edit: (path) => { writeFileSync(path, ""); }, left: "" },
  ])("$how is left alone", async ({ edit, left = MINE }) => {
    const cwd = folderWith({ "compose.yaml": FIXABLE });
    const { status, stderr } = await fixWhile(cwd, edit);
    expect({ status, stderr }).toEqual({ status: 2, stderr: `compose-lint: compose.yaml: ${CHANGED}\n` });
    expect(readFileSync(join(cwd, "compose.yaml"), "utf8")).toBe(left);
  });

  test("and is gone stays gone", async () => {
    const cwd = folderWith({ "compose.yaml": FIXABLE });
    const { status, stderr } = await fixWhile(cwd, (path) => { rmSync(path); });
    expect({ status, stderr }).toEqual({ status: 2, stderr: "compose-lint: compose.yaml: not written: there is no such file or folder.\n" });
    expect(() => statSync(join(cwd, "compose.yaml"))).toThrow("ENOENT");
  });

  test("and is a folder now stays one", async () => {
    const cwd = folderWith({ "compose.yaml": FIXABLE });
    const { status, stderr } = await fixWhile(cwd, (path) => { rmSync(path); mkdirSync(path); });
    expect({ status, stderr }).toEqual({ status: 2, stderr: "compose-lint: compose.yaml: not written, because it is not a regular file.\n" });
  });

  test("and got another mode keeps that", async () => {
    const cwd = folderWith({ "compose.yaml": FIXABLE });
    const { status } = await fixWhile(cwd, (path) => { chmodSync(path, 0o600); });
    expect(status).toBe(0);
    expect(readFileSync(join(cwd, "compose.yaml"), "utf8")).toBe(FIXED);
    expect(statSync(join(cwd, "compose.yaml")).mode & 0o7777).toBe(0o600);
  });

  test("as it would have been is as it should be", async () => {
    const cwd = folderWith({ "compose.yaml": FIXABLE });
    const { status, stderr } = await fixWhile(cwd, (path) => { writeFileSync(path, FIXED); });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });
});

const FILES = 500;
const texts = await generateTexts(FILES);

describe.each<{ how: string; edit: (path: string) => void; tolerated: number }>([
  { how: "in place", edit: (path) => { writeFileSync(path, MINE); }, tolerated: 0 },
  // Node cannot look and replace at once, so a rename may come in between.
  { how: "by rename", edit: (path) => { writeFileSync(`${path}~`, MINE); renameSync(`${path}~`, path); }, tolerated: FILES / 25 },
])(`somebody who edits ${FILES} files $how while they are written`, ({ how, edit, tolerated }) => {
  test("finds each text as it was typed", async () => {
    const folder = folderWith({});
    restore(folder, texts.before);
    const edited = new Set<string>();
    // At the worst moment: when the temporary file is seen.
    const watchers = [...texts.before.keys()].map((name) =>
      watch(dirname(join(folder, name)), () => {
        if (edited.has(name)) return;
        edited.add(name);
        edit(join(folder, name));
      }),
    );
    const { status, stderr } = await finish(start(["--fix"], { cwd: folder }));
    for (const watcher of watchers) watcher.close();
    const left = [...texts.before.keys()].map((name) => ({ name, text: readFileSync(join(folder, name)) }));
    const lost = left.filter(({ name, text }) => edited.has(name) && text.toString() !== MINE);
    const torn = left.filter(({ name, text }) => text.toString() !== MINE && !texts.before.get(name)?.equals(text) && !texts.after.get(name)?.equals(text));
    const refused = stderr.split("\n").filter((line) => line.endsWith(CHANGED)).length;
    process.stdout.write(`${edited.size} of ${FILES} files edited ${how}, ${refused} of them before they were written; ${lost.length} lost\n`);
    expect(torn).toEqual([]);
    expect(lost.length).toBeLessThanOrEqual(tolerated);
    expect(status).toBe(2);
    expect(edited.size).toBeGreaterThan(FILES / 2);
    expect(refused).toBeGreaterThan(FILES / 10);
  });
});

test("two runs over the same files do not get into each other's way", async () => {
  const folder = folderWith({});
  restore(folder, texts.before);
  const ends = await Promise.all([1, 2].map(() => finish(start(["--fix"], { cwd: folder }))));
  expect(ends.map(({ status, stderr }) => ({ status, stderr }))).toEqual([{ status: 0, stderr: "" }, { status: 0, stderr: "" }]);
  expect(stateOf(folder, texts)).toMatchObject({ old: [], lost: [], others: [] });
});
