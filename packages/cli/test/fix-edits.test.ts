import { openSource, placedIdentityOf, type Diagnostic, type TextEdit } from "@compose-lint/core";
import { describe, expect, it } from "vitest";
import { asOneEdit, shareableEdits } from "../src/report/fix-edits.js";
import type { Report } from "../src/report/report.js";

const TEXT = "services:\n  db:\n    environment:\n      - DB_PASSWORD=hunter2\n      - NOTE=x\n    token: |\n      one\n      two\n    mem_limit: 1g\n";
const file = openSource("compose.yaml", TEXT);
const finding: Diagnostic = { rule: "some-rule", severity: "error", message: "It is so.", place: { file, range: { start: 0, end: 1 } }, related: [] };

/** Replaces a stretch of the text, or adds behind it. */
function edit(at: string, text: string, how: "replace" | "append" = "replace"): TextEdit {
  const start = TEXT.indexOf(at);
  const end = start + at.length;
  return { range: { start: how === "append" ? end : start, end }, text };
}

function shared(...edits: readonly TextEdit[]): ReturnType<typeof shareableEdits> {
  const report: Pick<Report, "edits"> = { edits: new Map([[placedIdentityOf(finding), new Map([[file, edits]])]]) };
  return shareableEdits({ ...report, files: [], action: "lint", unsafe: false, rules: [], changes: [], changed: 0, hidden: { suppressed: [], inBaseline: [] } }, finding);
}

describe("what a fix writes", () => {
  it.each([
    { what: "a new line", edits: [edit("mem_limit: 1g", "\n    memswap_limit: 1g", "append")] },
    { what: "a new line after a secret", edits: [edit("- DB_PASSWORD=hunter2", "\n      - B=1", "append")] },
    { what: "a new line after one of several lines", edits: [edit("      two", "\n    init: true", "append")] },
    { what: "another value", edits: [edit("1g", "2g")] },
    { what: "the removal of a secret", edits: [edit("- DB_PASSWORD=hunter2", "")] },
  ])("is told if it is $what", ({ edits }) => {
    expect(shared(...edits)).toEqual([{ file, edits }]);
  });

  it.each([
    { what: "the secret", edits: [edit("- DB_PASSWORD=hunter2", "DB_PASSWORD: hunter2")] },
    { what: "the secret behind its name", edits: [edit("hunter2", '"hunter2"')] },
    { what: "within lines that belong to a secret", edits: [edit("one", "'one'")] },
    { what: "a new secret", edits: [edit("mem_limit: 1g", "\n    API_TOKEN: abc", "append")] },
    { what: "one harmless text and one that is not", edits: [edit("1g", "2g"), edit("hunter2", "hunter3")] },
  ])("is not told if it is $what", ({ edits }) => {
    expect(shared(...edits)).toBeUndefined();
  });

  it("is nothing if there is no fix", () => {
    expect(shareableEdits({ files: [], action: "lint", unsafe: false, rules: [], changes: [], changed: 0, hidden: { suppressed: [], inBaseline: [] } }, finding)).toBeUndefined();
  });
});

describe("several edits as one", () => {
  it("write again what stands between them", () => {
    const one = asOneEdit([{ file, edits: [edit("1g", "2g"), edit("mem_limit", "memory")] }]);
    expect(one?.edit).toEqual({ range: { start: TEXT.indexOf("mem_limit"), end: TEXT.length - 1 }, text: "memory: 2g" });
  });

  it.each([
    { what: "a secret stands between them", files: [{ file, edits: [edit("environment", "env"), edit("NOTE", "NOTES")] }] },
    { what: "they are in several files", files: [{ file, edits: [edit("1g", "2g")] }, { file: openSource("other.yaml", TEXT), edits: [edit("1g", "2g")] }] },
    { what: "there are none", files: [{ file, edits: [] }] },
    { what: "they are far apart", files: [{ file: openSource("compose.yaml", "a\n".repeat(99)), edits: [{ range: { start: 0, end: 1 }, text: "b" }, { range: { start: 100, end: 101 }, text: "b" }] }] },
  ])("are none if $what", ({ files }) => {
    expect(asOneEdit(files)).toBeUndefined();
  });
});
