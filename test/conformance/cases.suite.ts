import { basename, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { canonicalModel, caseFiles, loadCase, mergedFiles, readCases, readExpected, type Case } from "./case.js";
import { differences, type Comparison } from "./differences.js";
import { conformanceFolder } from "./folder.js";
import { refusals } from "./verdict.js";

/** The probes were recorded under the name `p`. */
const probes = readCases(join(conformanceFolder, "probes")).map((probe) => ({ ...probe, project_name: probe.project_name ?? "p" }));
const cases = [...readCases(join(conformanceFolder, "cases")), ...probes];
const agreed: Record<Comparison, number> = { verdicts: 0, models: 0, merges: 0 };

afterAll(() => {
  process.stdout.write(`${basename(conformanceFolder)}: ${cases.length} cases; agreed: ${Object.entries(agreed).map(([what, number]) => `${number} ${what}`).join(", ")}\n`);
});

/** A case that is listed as different has to be different: the list may not grow stale. */
function check(case_: Case, what: Comparison, compare: () => void): void {
  if (case_.id in differences[what]) expect(compare, `${case_.id} no longer differs: take it out of the list`).toThrow();
  else {
    compare();
    agreed[what] += 1;
  }
}

describe("verdict", () => {
  test.each(cases.map((each) => [each.id, each] as const))("%s", (_, each) => {
    const ours = refusals(loadCase(each), caseFiles(each), each.profiles);
    check(each, "verdicts", () => { expect(ours.length === 0, `recorded: ${each.reason ?? ""}; ours: ${ours.join("; ")}`).toBe(each.valid); });
  });
});

const models = cases.flatMap((each) => (each.canonical === undefined ? [] : [[each.id, each, each.canonical] as const]));

describe.runIf(models.length > 0)("model", () => {
  test.each(models)("%s", (_, each, expected) => {
    check(each, "models", () => { expect(canonicalModel(each, loadCase(each))).toEqual(readExpected(each, expected)); });
  });
});

const merges = cases.flatMap((each) => (each.expected_merged === undefined ? [] : [[each.id, each, each.expected_merged] as const]));

describe.runIf(merges.length > 0)("merge", () => {
  test.each(merges)("%s", (_, each, expected) => {
    check(each, "merges", () => { expect(mergedFiles(each)).toEqual(readExpected(each, expected)); });
  });
});

test("every listed difference is a case", () => {
  expect(Object.values(differences).flatMap((listed) => Object.keys(listed)).filter((id) => !cases.some((each) => each.id === id))).toEqual([]);
});
