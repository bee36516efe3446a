import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { positionOf } from "../src/gitlab/position.js";
import { patchOf } from "./commits.js";

const REFS = { base_sha: "b", start_sha: "s", head_sha: "h" };
const TEN = Array.from({ length: 10 }, (_, index) => `line ${String(index + 1)}`);

function text(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}

/** Two lines go, one line comes, and much further down another one. */
const BEFORE = text([...TEN, ...TEN, ...TEN]);
const AFTER = text([...TEN.slice(0, 3), ...TEN.slice(5, 7), "new", ...TEN.slice(7), ...TEN, ...TEN.slice(0, 9), "newer", "line 10"]);

describe("where a comment stands on GitLab", () => {
  const code = (old: number, line: number): string => `${createHash("sha1").update("a/b.yaml").digest("hex")}_${String(old)}_${String(line)}`;
  const at = (first: number, last: number, before = BEFORE, after = AFTER): unknown => positionOf("a/b.yaml", { first, last }, { oldPath: "old.yaml", isRenamed: true, patch: patchOf(before, after) ?? "" }, REFS);
  const always = { ...REFS, position_type: "text", old_path: "old.yaml", new_path: "a/b.yaml" };

  it.each<[what: string, first: number, last: number, expected: object | undefined]>([
    ["a line that is new", 6, 6, { new_line: 6 }],
    ["a line as it was, above all changes", 2, 2, { new_line: 2, old_line: 2 }],
    ["a line as it was, below what is gone", 4, 4, { new_line: 4, old_line: 6 }],
    ["a line as it was, below what is new", 7, 7, { new_line: 7, old_line: 8 }],
    ["a line as it was, in another stretch", 30, 30, { new_line: 30, old_line: 30 }],
    ["a line that is new, in another stretch", 29, 29, { new_line: 29 }],
    ["lines from one that was to one that is new", 4, 6, { new_line: 6, line_range: { start: { line_code: code(6, 4), type: "old" }, end: { line_code: code(8, 6), type: "new" } } }],
    ["lines from one that is new to one that was", 6, 7, { new_line: 7, old_line: 8, line_range: { start: { line_code: code(8, 6), type: "new" }, end: { line_code: code(8, 7), type: "old" } } }],
    ["a line that the diff does not show", 15, 15, undefined],
    ["lines of which the diff does not show the first", 15, 30, undefined],
  ])("%s", (_what, first, last, expected) => {
    expect(at(first, last)).toEqual(expected && { ...always, ...expected });
  });

  it("is counted from nothing in a file that is new", () => {
    expect(at(1, 2, "", "a\nb\n")).toEqual({ ...always, new_line: 2, line_range: { start: { line_code: code(0, 1), type: "new" }, end: { line_code: code(0, 2), type: "new" } } });
  });
});
