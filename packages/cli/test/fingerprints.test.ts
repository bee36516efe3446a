import { openSource, type Diagnostic, type Rule } from "@compose-lint/core";
import { describe, expect, it } from "vitest";
import { fingerprinter } from "../src/report/fingerprints.js";

const FILE = "services:\n  db:\n    image: postgres\n    ports:\n      - 5432:5432\n      - 5433:5433\n  web:\n    ports:\n      - 5432:5432\n";

interface At {
  readonly text?: string;
  readonly at?: string;
  readonly service?: string;
  readonly rule?: string;
  readonly message?: string;
}

function finding({ text = FILE, at = "5432:5432", service = "db", rule = "some-rule", message = "It is open." }: At = {}): Diagnostic {
  const start = text.indexOf(at);
  return { rule, severity: "error", service, message, place: { file: openSource("compose.yaml", text), range: { start, end: start + at.length } }, related: [] };
}

function fingerprintsOf(...findings: readonly Diagnostic[]): readonly string[] {
  const fingerprintOf = fingerprinter({ rules: [] });
  return findings.map((diagnostic) => fingerprintOf(diagnostic, "compose.yaml"));
}

describe("a fingerprint", () => {
  const [usual] = fingerprintsOf(finding());

  it.each([
    { what: "lines above", other: finding({ text: `# a comment\n\n${FILE}` }) },
    { what: "another service before it", other: finding({ text: FILE.replace("  db:", "  api:\n    image: x\n  db:") }) },
    { what: "another entry before it", other: finding({ text: FILE.replace("      - 5432", "      - 1:1\n      - 5432") }) },
    { what: "another wording", other: finding({ message: "It is wide open." }) },
  ])("stays the same with $what", ({ other }) => {
    expect(fingerprintsOf(other)).toEqual([usual]);
  });

  it.each([
    { what: "rule", other: finding({ rule: "other-rule" }) },
    { what: "service", other: finding({ service: "web" }) },
    { what: "key", other: finding({ text: FILE.replace("ports:", "expose:") }) },
    { what: "value", other: finding({ at: "5433:5433" }) },
  ])("is another one with another $what", ({ other }) => {
    expect(fingerprintsOf(other)).not.toEqual([usual]);
  });

  it("is another one for each of several that are alike", () => {
    expect(new Set(fingerprintsOf(finding(), finding(), finding())).size).toBe(3);
  });

  it("is not made of secrets", () => {
    const withPassword = (password: string): Diagnostic => finding({ text: `services:\n  db:\n    environment:\n      DB_PASSWORD: ${password}\n`, at: password });
    expect(fingerprintsOf(withPassword("hunter2"))).toEqual(fingerprintsOf(withPassword("correct horse")));
    const inBlock = (password: string): Diagnostic => finding({ text: `x:\n  DB_PASSWORD: |\n    ${password}\n`, at: password });
    expect(fingerprintsOf(inBlock("hunter2"))).toEqual(fingerprintsOf(inBlock("hunter3")));
    const facts = { category: "secrets", summary: "", severity: "error", presets: [], tags: [], references: [], options: {}, presetOptions: {}, check: () => [] } satisfies Omit<Rule, "name">;
    const odd = (value: string): string => fingerprinter({ rules: [{ name: "some-rule", ...facts }] })(finding({ text: `x:\n  note: ${value}\n`, at: value }), "compose.yaml");
    expect(odd("hunter2")).toBe(odd("hunter3"));
  });
});
