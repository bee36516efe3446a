import { existsSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { presetConfiguration } from "../../../src/engine/configuration.js";
import { randomProject } from "../../fix/random-file.js";
import { CASES, runCases, timeoutFor } from "../../fix/run-cases.js";
import { Tally } from "../../fix/tally.js";
import { tryComments, type Trial } from "./commented.js";

const configuration = presetConfiguration("recommended", "production", "strict", "style");
const fixtures = new URL("../../../../../test/fixtures/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL("manifest.json", fixtures), "utf8")) as readonly { readonly path: string; readonly valid: boolean }[];
const single = manifest.filter(({ path, valid }) => valid && /\.ya?ml$/.test(path) && existsSync(new URL(path, fixtures)));

it("comments in fixtures go on suppressing what they suppressed, whatever is fixed beside them", () => {
  const sum = { comments: 0, fixes: 0, refused: 0 };
  for (const [turn, { path }] of single.entries()) {
    const text = readFileSync(new URL(path, fixtures), "utf8");
    // A quarter of the findings, above their lines and on them; the others around them are free to be fixed.
    const trial = tryComments({ "compose.yaml": text }, { files: ["compose.yaml"] }, configuration, (index) => ((index + turn) % 4 !== 0 ? "none" : (index + turn) % 3 === 0 ? "disable-line" : "disable-next-line"));
    for (const key of ["comments", "fixes", "refused"] as const) sum[key] += trial[key];
  }
  expect(sum.comments).toBeGreaterThan(200);
  expect(sum.fixes).toBeGreaterThan(1000);
}, 120_000);

const cases = Math.ceil(CASES / 100);

it("comments in files of any style do so as well", () => {
  const tally = new Tally();
  runCases("suppressions", cases, tally, (dice) => {
    const { texts, request } = randomProject(dice, { about: ["privileged", "ports", "mem_limit", "cap_drop", "security_opt", "logging", "environment", "depends_on", "healthcheck", "restart", "tmpfs", "user"], hasSeveralFiles: dice.chance(30) });
    const trial: Trial = tryComments(texts, request, configuration, () => dice.pick("none", "none", "disable-line", "disable-next-line"));
    for (let proven = 0; proven < Math.min(trial.comments, trial.fixes); proven += 1) tally.prove("comment", new Set());
    for (let refused = 0; refused < trial.refused; refused += 1) tally.refuse("comment", "refused for a comment's sake");
  });
}, timeoutFor(cases));
