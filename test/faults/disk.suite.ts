import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { composeLint, FIXABLE, FIXED, folderWith, giveAway } from "../e2e/command.js";
import { describeAsRoot, mount, must, tinyDisk } from "./mount.js";

/** More than one write fills, so that a disk can take a part of it. */
const PAGE = 4096;
const LARGE = `# ${"x".repeat(9 * PAGE)}\n`;
const NO_SPACE = "not written: no space is left on the device, in its folder.";

function read(folder: string, name = "compose.yaml"): string {
  return readFileSync(join(folder, name), "utf8");
}

describeAsRoot("a full disk", () => {
  test.each(Array.from({ length: 12 }, (_, pages) => ({ pages })))("with room for $pages pages: each file is old or new, and a run with more room completes them", ({ pages }) => {
    const cwd = tinyDisk(256);
    for (const name of ["a", "b"]) {
      mkdirSync(join(cwd, name));
      writeFileSync(join(cwd, name, "compose.yaml"), LARGE + FIXABLE);
    }
    fill(cwd, pages);
    const { status, stderr } = composeLint(["--fix"], { cwd });
    const texts = ["a", "b"].map((name) => read(cwd, `${name}/compose.yaml`));
    for (const text of texts) expect([LARGE + FIXABLE, LARGE + FIXED]).toContain(text);
    // What is replaced makes room for the next one.
    expect(texts).toEqual(pages < 10 ? [LARGE + FIXABLE, LARGE + FIXABLE] : [LARGE + FIXED, LARGE + FIXED]);
    expect({ status, stderr }).toEqual(pages < 10 ? { status: 2, stderr: `compose-lint: a/compose.yaml: ${NO_SPACE}\ncompose-lint: b/compose.yaml: ${NO_SPACE}\n` } : { status: 0, stderr: "" });
    for (const name of ["a", "b"]) expect(readdirSync(join(cwd, name))).toEqual(["compose.yaml"]);

    rmSync(join(cwd, "filler"));
    expect(composeLint(["--fix"], { cwd }).status).toBe(0);
    for (const name of ["a", "b"]) expect(read(cwd, `${name}/compose.yaml`)).toBe(LARGE + FIXED);
  });

  test("without an inode to spare", () => {
    const cwd = tinyDisk(256, ",nr_inodes=2");
    writeFileSync(join(cwd, "compose.yaml"), FIXABLE);
    const { status, stderr } = composeLint(["--fix"], { cwd });
    expect({ status, stderr }).toEqual({ status: 2, stderr: `compose-lint: compose.yaml: ${NO_SPACE}\n` });
    expect(read(cwd)).toBe(FIXABLE);
  });

  test("with room for some: the others are written", () => {
    const cwd = tinyDisk(256);
    for (const [name, text] of [["a", LARGE], ["b", ""]] as const) {
      mkdirSync(join(cwd, name));
      writeFileSync(join(cwd, name, "compose.yaml"), text + FIXABLE);
    }
    fill(cwd, 2);
    const { status, stdout, stderr } = composeLint(["--fix", "--format", "json"], { cwd });
    expect({ status, stderr }).toEqual({ status: 2, stderr: `compose-lint: a/compose.yaml: ${NO_SPACE}\n` });
    expect(JSON.parse(stdout)).toMatchObject({ summary: { fixed: 1, warnings: 1 } });
    expect([read(cwd, "a/compose.yaml"), read(cwd, "b/compose.yaml")]).toEqual([LARGE + FIXABLE, FIXED]);
  });
});

/** Fills a disk but for so many pages. */
function fill(folder: string, pages: number): void {
  const filler = join(folder, "filler");
  let size = 0;
  try {
    for (; ; size += PAGE) writeFileSync(filler, "x".repeat(PAGE), { flag: "a" });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
  }
  writeFileSync(filler, "x".repeat(Math.max(0, size - pages * PAGE)));
}

describeAsRoot("what must not be written to", () => {
  test.each<{ what: string; protect: (folder: string) => void; because: string }>([
    { what: "a folder that is mounted read-only", protect: (folder) => { mount(folder, "--bind", folder); must("mount", "-o", "remount,bind,ro", folder); }, because: "the file system is read-only." },
    { what: "a file that nothing may change", protect: (folder) => { lock("+i", join(folder, "compose.yaml")); }, because: "permission denied." },
    { what: "a file that may only grow", protect: (folder) => { lock("+a", join(folder, "compose.yaml")); }, because: "permission denied, in its folder." },
    { what: "a folder that nothing may change", protect: (folder) => { lock("+i", folder); }, because: "permission denied, in its folder." },
    { what: "a file that is mounted by itself", protect: (folder) => { const path = join(folder, "compose.yaml"); writeFileSync(join(folder, "elsewhere"), FIXABLE); mount(path, "--bind", join(folder, "elsewhere")); }, because: "resource busy or locked, in its folder." },
  ])("$what", ({ protect, because }) => {
    const cwd = folderWith({ "compose.yaml": FIXABLE });
    protect(cwd);
    const entries = readdirSync(cwd);
    const { status, stderr } = composeLint(["--fix"], { cwd });
    expect({ status, stderr }).toEqual({ status: 2, stderr: `compose-lint: compose.yaml: not written: ${because}\n` });
    expect(read(cwd)).toBe(FIXABLE);
    expect(readdirSync(cwd)).toEqual(entries);
  });

  test("a folder of one's own with somebody else's file and the sticky bit", () => {
    const cwd = folderWith({ "compose.yaml": FIXABLE });
    chmodSync(cwd, 0o1777);
    chmodSync(join(cwd, "compose.yaml"), 0o666);
    const { status, stderr } = composeLint(["--fix"], { cwd, unprivileged: true });
    expect({ status, stderr }).toEqual({ status: 2, stderr: "compose-lint: compose.yaml: not written: permission denied, in its folder.\n" });
    expect(read(cwd)).toBe(FIXABLE);
    expect(readdirSync(cwd)).toEqual(["compose.yaml"]);
  });

  test("a read-only folder that a link leads to", () => {
    const cwd = folderWith({ "real/compose.yaml": FIXABLE });
    symlinkSync("real/compose.yaml", join(cwd, "compose.yaml"));
    giveAway(cwd);
    giveAway(join(cwd, "real/compose.yaml"));
    const { status, stderr } = composeLint(["--fix", "compose.yaml"], { cwd, unprivileged: true });
    expect({ status, stderr }).toEqual({ status: 2, stderr: "compose-lint: compose.yaml: not written: permission denied, in its folder.\n" });
    expect(lstatSync(join(cwd, "compose.yaml")).isSymbolicLink()).toBe(true);
    expect(readdirSync(cwd)).toEqual(["compose.yaml", "real"]);
    expect(readdirSync(join(cwd, "real"))).toEqual(["compose.yaml"]);
  });

  test("a read-only file, even to root", () => {
    const cwd = folderWith({ "compose.yaml": FIXABLE });
    chmodSync(join(cwd, "compose.yaml"), 0o444);
    const { status, stderr } = composeLint(["--fix"], { cwd });
    expect({ status, stderr }).toEqual({ status: 2, stderr: "compose-lint: compose.yaml: not written, because it is read-only.\n" });
    expect(read(cwd)).toBe(FIXABLE);
    expect(statSync(join(cwd, "compose.yaml")).mode & 0o7777).toBe(0o444);
  });
});

/** Sets an attribute of ext file systems until the end of the test. */
function lock(attribute: "+i" | "+a", path: string): void {
  must("chattr", attribute, path);
  onTestFinished(() => { must("chattr", attribute.replace("+", "-"), path); });
}
