import { openSource, type Diagnostic } from "@compose-lint/core";
import { describe, expect, it } from "vitest";
import { reportStylish } from "../src/report/stylish.js";
import type { FileReport, Look } from "../src/report/report.js";

const text = "services:\n  db:\n    image: postgres\n    mem_limit: 512m\n  web: { image: nginx }\n";

function finding(at: string, details: Partial<Diagnostic> = {}): Diagnostic {
  const file = openSource("compose.yaml", text);
  const start = text.indexOf(at);
  return { rule: "some-rule", severity: "warning", message: "It is so.", place: { file, range: { start, end: start + at.length } }, related: [], ...details };
}

function fix(safety: "safe" | "unsafe", because = "It may fail."): Diagnostic["fix"] & object {
  return { title: "Mend it", safety, because, operations: [] };
}

function report(file: Partial<FileReport>, { unsafe = false, look = { color: false } }: { readonly unsafe?: boolean; readonly look?: Look } = {}): string {
  return reportStylish({ files: [{ path: "compose.yaml", diagnostics: [], fixed: [], unfixed: [], ...file }], unsafe }, look);
}

describe("reportStylish", () => {
  it("shows the place, the line, the rule, the message and the totals", () => {
    expect(report({ diagnostics: [finding("mem_limit", { severity: "error", fix: fix("safe") })] })).toBe(
      `compose.yaml:4:5
  4 |     mem_limit: 512m
    |     ^^^^^^^^^
  error some-rule: It is so. [fixable with --fix]

1 problem (1 error) in 1 file; 1 fixable with --fix
`,
    );
  });

  it("puts findings on one place under one excerpt, and tells a reason once", () => {
    const diagnostics = [finding("db", { fix: fix("unsafe") }), finding("db", { rule: "other-rule", severity: "info" }), finding("web", { fix: fix("unsafe") })];
    expect(report({ diagnostics })).toBe(
      `compose.yaml:2:3
  2 |   db:
    |   ^^
  warning some-rule: It is so.
    fixable with --fix --unsafe: It may fail.
  info other-rule: It is so.

compose.yaml:5:3
  5 |   web: { image: nginx }
    |   ^^^
  warning some-rule: It is so. [fixable with --fix --unsafe]

3 problems (2 warnings, 1 info) in 1 file; 2 fixable with --fix --unsafe
`,
    );
  });

  it("names related places and the way to the place of use", () => {
    const { place } = finding("mem_limit");
    const diagnostic = finding("db", { related: [{ ...place, message: "Set here." }], place: { ...finding("db").place, via: [{ kind: "alias", name: "base", ...finding("web").place }] } });
    expect(report({ diagnostics: [diagnostic] })).toContain("    compose.yaml:4:5: Set here.\n    through *base at compose.yaml:5:3\n");
  });

  it("tells after --fix what was mended and what was refused", () => {
    const stubborn = finding("mem_limit", { fix: fix("safe") });
    expect(report({ diagnostics: [stubborn], fixed: [finding("db"), finding("web")], unfixed: [{ diagnostic: stubborn, reason: "it is shared." }] })).toBe(
      `compose.yaml:4:5
  4 |     mem_limit: 512m
    |     ^^^^^^^^^
  warning some-rule: It is so.

not fixed: compose.yaml:4 some-rule: it is shared.

Fixed 2 problems in 1 file.
1 problem (1 warning) in 1 file
`,
    );
  });

  it("wraps to the width of a terminal", () => {
    const diagnostics = [finding("mem_limit", { message: "word ".repeat(30).trim(), fix: fix("safe") })];
    const lines = report({ diagnostics }, { look: { color: false, width: 50 } }).split("\n");
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(50);
    expect(lines).toContain("    [fixable with --fix]");
  });

  it("is quiet about nothing", () => {
    expect(report({})).toBe("No problems in 1 file.\n");
    expect(reportStylish({ files: [], unsafe: false }, { color: false })).toBe("");
  });

  it.each([
    { safeties: ["safe", "unsafe", "unsafe"], unsafe: false, end: "; 1 fixable with --fix, 2 more with --fix --unsafe" },
    { safeties: ["safe", "unsafe", "unsafe"], unsafe: true, end: "; 3 fixable with --fix --unsafe" },
    { safeties: ["unsafe"], unsafe: false, end: "; 1 fixable with --fix --unsafe" },
  ] as const)("counts $safeties with unsafe: $unsafe", ({ safeties, unsafe, end }) => {
    const diagnostics = safeties.map((safety) => finding("db", { fix: fix(safety) }));
    expect(report({ diagnostics }, { unsafe }).trimEnd().endsWith(end)).toBe(true);
  });

  it("tells how many of the files have problems", () => {
    const files = [{ path: "a.yaml", diagnostics: [finding("db")], fixed: [], unfixed: [] }, { path: "b.yaml", diagnostics: [], fixed: [], unfixed: [] }];
    expect(reportStylish({ files, unsafe: false }, { color: false })).toContain("1 problem (1 warning) in 1 of 2 files\n");
  });

  it("colours only if it may", () => {
    expect(report({ diagnostics: [finding("db")] }, { look: { color: true } })).toContain("\u001b[33mwarning\u001b[39m");
  });
});
