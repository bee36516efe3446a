import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, linkSync, lstatSync, readdirSync, readFileSync, readlinkSync, statSync, symlinkSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { findFiles, Trouble } from "@compose-lint/workspace";
import { encode, writeFile } from "../src/write-file.js";
import { folderWith } from "../../../test/folder.js";

const BEFORE = "services: {}\nversion: '3'\n";
const AFTER = "services: {}\n";

function replace(path: string, after: string = AFTER): void {
  writeFile({ path, name: basename(path), before: Buffer.from(BEFORE), after: Buffer.from(after) });
}

/** What the user is told. */
function refusal(path: string): string {
  try {
    replace(path);
  } catch (error) {
    if (error instanceof Trouble) return error.message;
    throw error;
  }
  return "";
}

function read(path: string): string {
  return readFileSync(path, "utf8");
}

describe("a file", () => {
  it.each([0, 1, 4096, 1_000_000])("gets the new text, of %i bytes", (length) => {
    const folder = folderWith({ "compose.yaml": BEFORE });
    replace(join(folder, "compose.yaml"), "x".repeat(length));
    expect(read(join(folder, "compose.yaml"))).toBe("x".repeat(length));
    expect(readdirSync(folder)).toEqual(["compose.yaml"]);
  });

  it("with the longest possible name", () => {
    const name = `${"x".repeat(250)}.yaml`;
    const folder = folderWith({ [name]: BEFORE });
    replace(join(folder, name));
    expect(read(join(folder, name))).toBe(AFTER);
  });

  it("that is already as it should be is not touched", () => {
    const path = join(folderWith({ "compose.yaml": AFTER }), "compose.yaml");
    const { ino } = statSync(path);
    replace(path);
    expect(statSync(path).ino).toBe(ino);
  });

  it("that has changed is not touched", () => {
    const folder = folderWith({ "compose.yaml": "# mine\n" });
    expect(refusal(join(folder, "compose.yaml"))).toBe("compose.yaml: not written, because it has changed since it was read. Run --fix again.");
    expect(read(join(folder, "compose.yaml"))).toBe("# mine\n");
    expect(readdirSync(folder)).toEqual(["compose.yaml"]);
  });

  it("that is gone is not made anew", () => {
    const folder = folderWith({});
    expect(refusal(join(folder, "compose.yaml"))).toBe("compose.yaml: not written: there is no such file or folder.");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("that is a folder or a pipe is refused", () => {
    const folder = folderWith({ "folder/": "" });
    expect(refusal(join(folder, "folder"))).toBe("folder: not written, because it is not a regular file.");
    if (process.platform === "win32") return;
    spawnSync("mkfifo", [join(folder, "pipe")]);
    expect(refusal(join(folder, "pipe"))).toBe("pipe: not written, because it is not a regular file.");
  });
});

it("is not kept from its work by what a killed run has left behind, nor is that taken for a Compose file", () => {
  const folder = folderWith({ "compose.yaml": BEFORE, ".compose-lint-1-abc.new": "services: {", ".compose-lint-1-abc.old": BEFORE });
  expect(findFiles([], folder)).toEqual({ inputs: [{ kind: "file", path: "compose.yaml" }], troubles: [], notes: [] });
  replace(join(folder, "compose.yaml"));
  expect(read(join(folder, "compose.yaml"))).toBe(AFTER);
});

const isWindows = process.platform === "win32";

describe.skipIf(isWindows)("links", () => {
  it("stay, the whole chain of them", () => {
    const root = folderWith({ "real/stack.yaml": BEFORE, "a/": "", "b/": "" });
    symlinkSync("../b/second", join(root, "a/compose.yaml"));
    symlinkSync(join(root, "third"), join(root, "b/second"));
    symlinkSync("real/stack.yaml", join(root, "third"));
    replace(join(root, "a/compose.yaml"));
    expect(read(join(root, "real/stack.yaml"))).toBe(AFTER);
    expect(lstatSync(join(root, "real/stack.yaml")).isFile()).toBe(true);
    expect(["a/compose.yaml", "b/second", "third"].map((name) => readlinkSync(join(root, name)))).toEqual(["../b/second", join(root, "third"), "real/stack.yaml"]);
    for (const [folder, entries] of [["a", ["compose.yaml"]], ["b", ["second"]], ["real", ["stack.yaml"]]] as const) expect(readdirSync(join(root, folder))).toEqual(entries);
  });

  it("through a linked folder", () => {
    const root = folderWith({ "real/compose.yaml": BEFORE });
    symlinkSync("real", join(root, "linked"));
    replace(join(root, "linked/compose.yaml"));
    expect(read(join(root, "real/compose.yaml"))).toBe(AFTER);
    expect(lstatSync(join(root, "linked")).isSymbolicLink()).toBe(true);
  });

  it("that lead nowhere, or in a circle, are refused and stay", () => {
    const root = folderWith({});
    symlinkSync("missing.yaml", join(root, "compose.yaml"));
    symlinkSync("circle.yaml", join(root, "circle.yaml"));
    expect(refusal(join(root, "compose.yaml"))).toBe("compose.yaml: not written: there is no such file or folder.");
    expect(refusal(join(root, "circle.yaml"))).toBe("circle.yaml: not written: its symbolic links lead in a circle.");
    expect(readdirSync(root)).toEqual(["circle.yaml", "compose.yaml"]);
  });

  it("that are hard are cut: the other name keeps the old text", () => {
    const root = folderWith({ "compose.yaml": BEFORE });
    linkSync(join(root, "compose.yaml"), join(root, "backup.yaml"));
    replace(join(root, "compose.yaml"));
    expect([read(join(root, "compose.yaml")), read(join(root, "backup.yaml"))]).toEqual([AFTER, BEFORE]);
    replace(join(root, "backup.yaml"));
    expect(read(join(root, "backup.yaml"))).toBe(AFTER);
    expect(readdirSync(root)).toEqual(["backup.yaml", "compose.yaml"]);
  });
});

describe.skipIf(isWindows)("the mode", () => {
  const modes = ["644", "600", "640", "777", "664", "4755", "2775", "1644", "7777"];

  it.each(modes.flatMap((mode) => ["000", "077", "777"].map((umask) => ({ mode, umask }))))("$mode stays with the umask $umask", ({ mode, umask }) => {
    const path = join(folderWith({ "compose.yaml": BEFORE }), "compose.yaml");
    chmodSync(path, mode);
    const old = process.umask(umask);
    try {
      replace(path);
    } finally {
      process.umask(old);
    }
    expect((statSync(path).mode & 0o7777).toString(8)).toBe(mode);
    expect(read(path)).toBe(AFTER);
  });

  it.each(["444", "400", "555"])("%s means that nobody wants it changed, not even root", (mode) => {
    const folder = folderWith({ "compose.yaml": BEFORE });
    chmodSync(join(folder, "compose.yaml"), mode);
    expect(refusal(join(folder, "compose.yaml"))).toMatch(/^compose\.yaml: not written(: permission denied|, because it is read-only)\.$/);
    expect(read(join(folder, "compose.yaml"))).toBe(BEFORE);
    expect(readdirSync(folder)).toEqual(["compose.yaml"]);
  });
});

const NOBODY = 65_534;

// Only root can make files that belong to others; elsewhere these count as skipped.
describe.skipIf(process.getuid?.() !== 0)("as root, owner and group", () => {
  it("stay", () => {
    const path = join(folderWith({ "compose.yaml": BEFORE }), "compose.yaml");
    chownSync(path, 1234, 5678);
    chmodSync(path, 0o6640);
    replace(path);
    expect(read(path)).toBe(AFTER);
    expect(statSync(path)).toMatchObject({ uid: 1234, gid: 5678, mode: 0o106640 });
  });

  interface Case {
    readonly what: string;
    readonly owner: readonly [number, number];
    readonly mode: number;
    readonly groups?: readonly number[];
    readonly becomes: { readonly uid: number; readonly gid: number; readonly mode: number };
  }

  it.each<Case>([
    { what: "the group stays if the user is in it", owner: [1234, 5678], mode: 0o660, groups: [5678], becomes: { uid: NOBODY, gid: 5678, mode: 0o660 } },
    { what: "another group gets no more than everybody", owner: [1234, 5678], mode: 0o676, becomes: { uid: NOBODY, gid: NOBODY, mode: 0o666 } },
    { what: "another owner does not get the special bits", owner: [1234, 5678], mode: 0o6666, groups: [5678], becomes: { uid: NOBODY, gid: 5678, mode: 0o666 } },
    { what: "a file of one's own in another of one's groups stays there", owner: [NOBODY, 5678], mode: 0o2640, groups: [5678], becomes: { uid: NOBODY, gid: 5678, mode: 0o2640 } },
  ])("stay as far as an ordinary user may set them: $what", ({ owner, mode, groups = [], becomes }) => {
    const path = join(folderWith({ "compose.yaml": BEFORE }), "compose.yaml");
    chownSync(dirname(path), NOBODY, NOBODY);
    chownSync(path, ...owner);
    chmodSync(path, mode);
    as(NOBODY, groups, () => { replace(path); });
    expect(read(path)).toBe(AFTER);
    expect(statSync(path)).toMatchObject({ ...becomes, mode: 0o100000 | becomes.mode });
    expect(readdirSync(dirname(path))).toEqual(["compose.yaml"]);
  });

  it("of the folder decide whether one may write", () => {
    const folder = folderWith({ "compose.yaml": BEFORE });
    chmodSync(folder, 0o755);
    chownSync(join(folder, "compose.yaml"), NOBODY, NOBODY);
    expect(as(NOBODY, [], () => refusal(join(folder, "compose.yaml")))).toBe("compose.yaml: not written: permission denied, in its folder.");
    expect(read(join(folder, "compose.yaml"))).toBe(BEFORE);
    expect(readdirSync(folder)).toEqual(["compose.yaml"]);
  });

  function as<T>(user: number, groups: readonly number[], work: () => T): T {
    process.setgroups?.([...groups]);
    process.setegid?.(user);
    process.seteuid?.(user);
    try {
      return work();
    } finally {
      process.seteuid?.(0);
      process.setegid?.(0);
      process.setgroups?.([0]);
    }
  }
});

it.each([
  { encoding: "utf-8", bytes: "c3a4" },
  { encoding: "utf-16le", bytes: "e400" },
  { encoding: "utf-16be", bytes: "00e4" },
] as const)("encodes $encoding", ({ encoding, bytes }) => {
  expect(Buffer.from(encode("ä", encoding)).toString("hex")).toBe(bytes);
});
