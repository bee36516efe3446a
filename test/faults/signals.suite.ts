import { describe, expect, test } from "vitest";
import { seededRandom } from "../corpus/mutations.js";
import { folderWith } from "../e2e/command.js";
import { strikeOften, wasWriting, type Strike } from "./strike.js";
import { generateTexts, seed } from "./tree.js";

const FILES = 500;
const texts = await generateTexts(FILES);

describe.each<{ signal: NodeJS.Signals; times: number }>([
  { signal: "SIGINT", times: 16 },
  { signal: "SIGTERM", times: 16 },
  { signal: "SIGHUP", times: 8 },
])("$signal", ({ signal, times }) => {
  test(`${times} times: it stops between two files and says which are written`, async () => {
    const strikes: Strike[] = [];
    const check = (strike: Strike): void => {
      strikes.push(strike);
      expectOrderlyEnd(strike, signal);
    };
    await Promise.all([0, 1].map((index) => strikeOften(folderWith({}), texts, seededRandom(seed + index), times / 2, signal, check)));
    const writing = strikes.filter(wasWriting);
    process.stdout.write(`${strikes.length} times ${signal}, ${writing.length} of them while writing\n`);
    expect(writing.length).toBeGreaterThan(times / 3);
  });
});

function expectOrderlyEnd({ end, before, after }: Strike, signal: NodeJS.Signals): void {
  expect(after).toMatchObject({ lost: [], others: [] });
  const written = after.new.filter((name) => !before.new.includes(name));
  if (end.status === 2) {
    // The files come in the order of their names.
    expect(end.stderr.split("\n")).toEqual([
      `compose-lint: stopped by ${signal}.`,
      ...written.map((name) => `  written: ${name}`),
      ...after.old.map((name) => `  not written: ${name}`),
      `  ${written.length} of ${written.length + after.old.length} files ${written.length === 1 ? "was" : "were"} written, the others are as they were. Run --fix again.`,
      "",
    ]);
    if (written.length > 0) expect(end.stdout).toContain(`Fixed ${written.length} problem`);
  } else {
    // It came before the first file was written, or after the last one.
    expect(end.status === 0 || end.signal === signal).toBe(true);
    expect([0, before.old.length]).toContain(written.length);
  }
}
