import { chmodSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { writeFiles } from "../src/write-files.js";
import { folderWith } from "../../../test/folder.js";

const BEFORE = "services: {}\nversion: '3'\n";
const AFTER = "services: {}\n";
const NAMES = ["a.yaml", "b.yaml", "c.yaml"];

interface Files {
  readonly changes: Parameters<typeof writeFiles>[0];
  readonly texts: () => readonly string[];
  readonly path: (name: string) => string;
}

function files(): Files {
  const folder = folderWith(Object.fromEntries(NAMES.map((name) => [name, BEFORE])));
  const path = (name: string): string => join(folder, name);
  return {
    path,
    changes: NAMES.map((name) => ({ name, path: path(name), before: Buffer.from(BEFORE), after: Buffer.from(AFTER) })),
    texts: () => NAMES.map((name) => readFileSync(path(name), "utf8")),
  };
}

it("writes all, and does not mind what becomes of the others", async () => {
  const { changes, texts, path } = files();
  chmodSync(path("b.yaml"), 0o444);
  const { unwritten, troubles, isInterrupted } = await writeFiles(changes);
  expect([...unwritten]).toEqual(["b.yaml"]);
  expect(troubles).toEqual([expect.stringMatching(/^b\.yaml: not written/)]);
  expect(isInterrupted).toBe(false);
  expect(texts()).toEqual([AFTER, BEFORE, AFTER]);
});

describe.skipIf(process.platform === "win32").each<NodeJS.Signals>(["SIGINT", "SIGTERM", "SIGHUP"])("%s", (signal) => {
  it("stops it between two files, and is told which are written", async () => {
    const { changes, texts } = files();
    const [first, ...rest] = changes;
    if (!first) throw new Error("no files");
    // It comes while the first file is being written.
    const interrupting = { ...first, get after() { process.kill(process.pid, signal); return first.after; } };
    const result = await writeFiles([interrupting, ...rest]);
    expect(texts()).toEqual([AFTER, BEFORE, BEFORE]);
    expect([...result.unwritten]).toEqual(["b.yaml", "c.yaml"]);
    expect(result.isInterrupted).toBe(true);
    expect(result.troubles).toEqual([
      [`stopped by ${signal}.`, "  written: a.yaml", "  not written: b.yaml", "  not written: c.yaml", "  1 of 3 files was written, the others are as they were. Run --fix again."].join("\n"),
    ]);
  });

  it("ends the process again once the files are written", async () => {
    const before = process.listenerCount(signal);
    const writing = writeFiles(files().changes);
    expect(process.listenerCount(signal)).toBe(before + 1);
    await writing;
    expect(process.listenerCount(signal)).toBe(before);
  });
});
