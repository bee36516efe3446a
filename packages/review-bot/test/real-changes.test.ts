import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { checkSuggestions } from "./check-suggestions.js";
import { plausibleChanges } from "./plausible-changes.js";

const FIXTURES = resolve(import.meta.dirname, "../../../test/fixtures");

/** One for each habit that a suggestion has to keep: line ends, marks, anchors, comments, indentation, flow style. */
const OURS = [
  "anchors/logging-in-extension.yaml",
  "anchors/privileged-by-anchor.yaml",
  "block/corner-shop.yaml",
  "block/four-space-radio-archive.yaml",
  "block/unindented-sequences-clinic.yaml",
  "bytes/bom-crlf.yaml",
  "bytes/mixed-line-endings.yaml",
  "comments/everywhere.yaml",
  "flow/bike-rental-flow-in-block.yaml",
  "merge-keys/chain.yaml",
];

/** Of these, GitLab keeps no line ends, so that only suggestions of one line go there. */
const WITH_RETURNS = ["bytes/bom-crlf.yaml", "bytes/mixed-line-endings.yaml"];

it.each(process.env["REVIEW_FIXTURES"]?.split(",") ?? OURS)("plausible changes to %s get suggestions that do what the fixes do", async (path) => {
  const text = readFileSync(join(FIXTURES, path), "utf8");
  const changes = plausibleChanges("compose.yaml", text);
  let [suggested, onGitLab] = [0, 0];
  for (const preset of ["recommended", "strict"] as const) {
    for (const { what, after } of changes) {
      const { review, faults, onGitLab: count } = await checkSuggestions({ "compose.yaml": text }, after, [preset]);
      expect(faults, `${what}, ${preset}`).toEqual([]);
      suggested += review.comments.length;
      onGitLab += count;
    }
  }
  expect(changes.length).toBeGreaterThan(1);
  expect(suggested).toBeGreaterThan(0);
  if (WITH_RETURNS.includes(path)) expect(onGitLab).toBeLessThan(suggested);
  else expect(onGitLab).toBe(suggested);
});
