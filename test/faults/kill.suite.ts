import { expect, test } from "vitest";
import { seededRandom } from "../corpus/mutations.js";
import { folderWith } from "../e2e/command.js";
import { strikeOften, wasWriting, type Strike } from "./strike.js";
import { generateTexts, seed } from "./tree.js";

const FILES = 500;
const KILLS = 204;
const AT_ONCE = 2;

test(`${KILLS} times SIGKILL during --fix over ${FILES} files: each file is old or new, and a run afterwards completes them`, async () => {
  const texts = await generateTexts(FILES);
  const strikes: Strike[] = [];
  const check = (strike: Strike): void => {
    strikes.push(strike);
    expect(strike.after.lost).toEqual([]);
    expect(strike.after.others.filter((name) => !/\/\.compose-lint-[\w-]+\.(?:new|old)$/.test(name))).toEqual([]);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => strikeOften(folderWith({}), texts, seededRandom(seed + index), KILLS / AT_ONCE, "SIGKILL", check)));

  const killed = strikes.filter(({ end }) => end.signal === "SIGKILL");
  const writing = killed.filter(wasWriting);
  const within = writing.filter(({ before, after }) => after.others.length > before.others.length);
  process.stdout.write(`${killed.length} runs killed, ${writing.length} of them while writing, ${within.length} of these with a temporary file half-way\n`);
  // Else this would test nothing.
  expect(killed.length).toBeGreaterThanOrEqual(KILLS);
  expect(writing.length).toBeGreaterThan(KILLS / 2);
  expect(within.length).toBeGreaterThan(KILLS / 10);
});
