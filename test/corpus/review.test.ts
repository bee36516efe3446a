import { createHash } from "node:crypto";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { isComposeFileName } from "../../packages/core/src/index.js";
import { checkSuggestions } from "../../packages/review-bot/test/check-suggestions.js";
import { plausibleChanges } from "../../packages/review-bot/test/plausible-changes.js";
import { corpusFolder } from "./corpus.js";

const FILES = 50;
/** In bytes: a pull request of somebody's generated file is for another day. */
const LARGEST = 60_000;

const corpus = corpusFolder();
/** Always the same ones, in no order that has to do with what is in them. */
const drawn = readdirSync(corpus, { recursive: true, encoding: "utf8" })
  .filter((path) => isComposeFileName(basename(path)) && statSync(join(corpus, path)).size < LARGEST)
  .map((path) => ({ path, key: createHash("sha256").update(path).digest("hex") }))
  .sort((a, b) => (a.key < b.key ? -1 : 1))
  .slice(0, FILES)
  .map(({ path }) => path);

describe("reviews of plausible changes to real files", () => {
  const tally = { changes: 0, safe: 0, unsafe: 0, others: 0 };

  it.each(drawn)("%s", async (path) => {
    const text = readFileSync(join(corpus, path), "utf8");
    for (const preset of ["recommended", "strict"] as const) {
      for (const { what, after } of plausibleChanges("compose.yaml", text)) {
        const { review, faults } = await checkSuggestions({ "compose.yaml": text }, after, [preset]);
        expect(faults, `${what}, ${preset}`).toEqual([]);
        tally.changes += 1;
        for (const { suggestion } of review.comments) tally[suggestion.safety] += 1;
        tally.others += review.others.length;
      }
    }
  });

  it("are told in numbers", () => {
    console.log(`${String(drawn.length)} files: ${JSON.stringify(tally)}`);
    expect(tally.changes).toBeGreaterThan(drawn.length * 4);
    expect(tally.safe).toBeGreaterThan(tally.changes / 4);
    expect(tally.unsafe).toBeGreaterThan(tally.changes / 4);
  });
});
