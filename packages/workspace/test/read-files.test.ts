import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { readBytes, readNamed, readStream } from "../src/read-files.js";
import { folderWith } from "../../../test/folder.js";

const LIMIT = 32 * 1024 * 1024;
const TOO_LARGE = "it: larger than 32 MiB; this is not a Compose file.";

describe("a file", () => {
  it.each([0, 1, 4095, 4096, 65_535, 65_536, 65_537, 1_000_000])("of %i bytes is read whole", (length) => {
    const path = join(folderWith({ "compose.yaml": "x".repeat(length) }), "compose.yaml");
    expect(Buffer.from(readBytes(path, "it")).equals(readFileSync(path))).toBe(true);
  });

  it.each([
    { length: LIMIT, isRead: true },
    { length: LIMIT + 1, isRead: false },
  ])("of $length bytes: read $isRead", ({ length, isRead }) => {
    const path = join(folderWith({ "compose.yaml": "" }), "compose.yaml");
    truncateSync(path, length);
    if (isRead) expect(readBytes(path, "it")).toHaveLength(length);
    else expect(() => readBytes(path, "it")).toThrow(TOO_LARGE);
  });

  it.each([
    { what: "a missing file", path: "missing", says: "it: there is no such file or folder." },
    { what: "a folder", path: "folder", says: "it: it is a folder." },
    { what: "a path through a file", path: "file/x", says: "it: a part of the path is a file, not a folder." },
  ])("that is $what is told as such", ({ path, says }) => {
    expect(() => readBytes(join(folderWith({ "folder/": "", file: "" }), path), "it")).toThrow(says);
  });
});

describe.skipIf(process.platform === "win32")("what is no file on a disk", () => {
  it.each([0, 1, 65_536, 200_000])("is read to its end: a pipe with %i bytes", (length) => {
    const folder = folderWith({ content: "x".repeat(length) });
    const pipe = join(folder, "pipe");
    spawnSync("mkfifo", [pipe]);
    spawn("sh", ["-c", 'cat content > pipe'], { cwd: folder });
    expect(Buffer.from(readNamed(pipe, "it")).toString()).toBe("x".repeat(length));
  });

  it("is read to its end although it has no size: /proc", () => {
    if (!existsSync("/proc/self/maps")) return;
    expect(Buffer.from(readBytes("/proc/self/maps", "it")).toString()).toMatch(/\n$/);
  });

  it("has an end even if it has none: /dev/zero", () => {
    expect(() => readNamed("/dev/zero", "it")).toThrow(TOO_LARGE);
  });

  it("is refused if nobody has named it", () => {
    const pipe = join(folderWith({}), "pipe");
    spawnSync("mkfifo", [pipe]);
    for (const path of [pipe, "/dev/zero"]) expect(() => readBytes(path, "it")).toThrow("it: it is no regular file.");
  });
});

describe("standard input", () => {
  it("is read whole, and within the same limit", async () => {
    expect(Buffer.from(await readStream(Readable.from([Buffer.from("a"), Buffer.from("b")]), "it")).toString()).toBe("ab");
    const endless = Readable.from((function* () { for (;;) yield Buffer.alloc(1 << 20); })());
    await expect(readStream(endless, "it")).rejects.toThrow(TOO_LARGE);
  });
});
