import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { canonicalModel, caseFiles, loadCase, modelIn, readCases, readExpected } from "./case.js";
import { loadStatement, recorded, sections, statementFiles } from "./statements.js";
import { refusals } from "./verdict.js";

const probes = readCases(join(import.meta.dirname, "probes")).map((probe) => ({ ...probe, project_name: probe.project_name ?? "p" }));

describe("probes: traps and single conditions", () => {
  test.each(probes.map((probe) => [`${probe.id} ${probe.reason ?? ""}`, probe] as const))("%s", (_, probe) => {
    const project = loadCase(probe);
    const refused = refusals(project, caseFiles(probe), probe.profiles);
    expect(refused.length === 0, refused.join("; ")).toBe(probe.valid);
    if (probe.canonical !== undefined) expect(canonicalModel(probe, project)).toEqual(readExpected(probe, probe.canonical));
  });
});

describe.each(sections)("statements: %s", (_section, statements) => {
  test.each(statements.map((statement) => [statement.states, statement] as const))("%s", (states, statement) => {
    const project = loadStatement(statement);
    const files = statementFiles(statement);
    const { valid, model } = recorded[states] ?? {};
    const refused = refusals(project, files, statement.run?.profiles);
    expect(refused.length === 0, refused.join("; ")).toBe(valid);
    if (valid === true) expect(modelIn(project, files, statement.run?.profiles)).toEqual(model);
  });
});

test("every recorded statement is still there", () => {
  expect(Object.keys(recorded).sort()).toEqual(sections.flatMap(([, statements]) => statements.map(({ states }) => states)).sort());
});
