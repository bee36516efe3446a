import { openSource } from "@compose-lint/core";
import { describe, expect, it } from "vitest";
import { readFileDiff } from "../src/review/file-diff.js";
import { applyReplacement, replacementFor } from "../src/review/suggestion.js";
import { patchOf } from "./commits.js";

const TEN = Array.from({ length: 10 }, (_, index) => `line ${String(index + 1)}`);

function text(lines: readonly string[], end = "\n"): string {
  return lines.map((line) => line + end).join("");
}

describe("a suggestion", () => {
  const whole = [{ first: 1, last: 10 }];
  const changed = (at: number, ...lines: readonly string[]): string => text([...TEN.slice(0, at - 1), ...lines, ...TEN.slice(at)]);

  it.each<[what: string, after: string, shown: readonly { first: number; last: number }[], expected: object]>([
    ["another line", changed(4, "other"), whole, { first: 4, last: 4, lines: ["other"] }],
    ["lines more stand with the line before them", changed(4, "line 4", "new", "newer"), whole, { first: 4, last: 4, lines: ["line 4", "new", "newer"] }],
    ["lines more at the top of a stretch stand with the line after them", changed(4, "line 4", "new"), [{ first: 5, last: 8 }], { first: 5, last: 5, lines: ["new", "line 5"] }],
    ["a line less", changed(4), whole, { first: 4, last: 4, lines: [] }],
    ["a line that becomes empty stands with the line before it", changed(4, ""), whole, { first: 3, last: 4, lines: ["line 3", ""] }],
    ["lines that become empty at the top of a stretch stand with the line after them", changed(5, "", " "), [{ first: 5, last: 8 }], { first: 5, last: 6, lines: ["", " ", "line 6"] }],
    ["a line that becomes empty and is all that is shown", changed(5, ""), [{ first: 5, last: 5 }], { refused: "it would leave nothing but empty lines" }],
    ["two changes with what is between them", text(TEN.map((line, index) => (index === 2 || index === 5 ? "other" : line))), whole, { first: 3, last: 6, lines: ["other", "line 4", "line 5", "other"] }],
    ["the first line", changed(1, "other"), whole, { first: 1, last: 1, lines: ["other"] }],
    ["lines before the first one", `new\n${text(TEN)}`, whole, { first: 1, last: 1, lines: ["new", "line 1"] }],
    ["lines after the last one", `${text(TEN)}new\n`, whole, { first: 10, last: 10, lines: ["line 10", "new"] }],
    ["a line that the diff does not show", changed(4, "other"), [{ first: 5, last: 8 }], { refused: "it is about lines that the diff does not show" }],
    ["lines in two stretches of the diff", text(TEN.map((line, index) => (index === 2 || index === 5 ? "other" : line))), [{ first: 1, last: 4 }, { first: 5, last: 8 }], { refused: "it is about lines that the diff does not show" }],
    ["nothing that is shown", changed(4, "other"), [], { refused: "it is about lines that the diff does not show" }],
    ["more lines than anybody reads", changed(4, ...Array.from({ length: 41 }, () => "new")), whole, { refused: "it is about too many lines" }],
    ["lines longer than a comment", changed(4, "x".repeat(20_001)), whole, { refused: "it is about too many lines" }],
    ["a control character", changed(4, "a\u0007"), whole, { refused: "its lines hold control characters" }],
    ["what turns the writing direction", changed(4, "a\u202e"), whole, { refused: "its lines hold control characters" }],
    ["a carriage return in a line", changed(4, "a\rb"), whole, { refused: "its lines hold control characters" }],
    ["what looks like a secret", changed(4, "  DB_PASSWORD: hunter2"), whole, { refused: "a line of it looks like a secret" }],
    ["a line of a secret that began above", changed(4, "  DB_PASSWORD: |", "    hunter2", "other: 1"), whole, { refused: "a line of it looks like a secret" }],
  ])("%s", (_what, after, shown, expected) => {
    const before = text(TEN);
    const made = replacementFor(openSource("a.yaml", before), after, shown);
    if ("refused" in expected) expect(made).toEqual(expected);
    else expect(made).toMatchObject({ path: "a.yaml", ...expected });
    if (!("refused" in made)) expect(applyReplacement(before, made)).toBe(after);
    if (!("refused" in made)) expect(before.split("\n").slice(made.first - 1, made.last)).toEqual(made.replaced);
  });

  it.each<[what: string, before: string, after: string, lines: readonly string[]]>([
    ["carriage returns stay", text(TEN, "\r\n"), text(TEN, "\r\n").replace("line 4\r\n", "line 4\r\nnew\r\n"), ["line 4\r", "new\r"]],
    ["a last line without an end", text(TEN).trimEnd(), text(TEN).replace("line 10\n", "line 10\nnew"), ["line 10", "new"]],
    ["a last line without an end, in a file with carriage returns", text(TEN, "\r\n").trimEnd(), text(TEN, "\r\n").replace("line 10\r\n", "line 10\r\nnew"), ["line 10\r", "new"]],
    ["tabs and trailing spaces", text(TEN), text(TEN).replace("line 4", "\tline 4  "), ["\tline 4  "]],
  ])("keeps the text as it is: %s", (_what, before, after, lines) => {
    const made = replacementFor(openSource("a.yaml", before), after, whole);
    expect(made).toMatchObject({ lines });
    if (!("refused" in made)) expect(applyReplacement(before, made)).toBe(after);
  });

  it.each<[string, Uint8Array]>([
    ["UTF-16", Buffer.from(`\ufeff${text(TEN)}`, "utf16le")],
    ["no text", Buffer.from([...Buffer.from(text(TEN)), 0xc3, 0x28])],
  ])("is not made for what is %s", (_what, bytes) => {
    const file = openSource("a.yaml", bytes);
    expect(replacementFor(file, file.text.replace("line 4", "other"), whole)).toEqual({ refused: "the file is not UTF-8" });
  });

  it("leaves a byte-order mark alone", () => {
    const file = openSource("a.yaml", `\ufeff${text(TEN)}`);
    expect(replacementFor(file, file.text.replace("line 1\n", "other\n"), whole)).toEqual({ refused: "its lines hold control characters" });
    expect(replacementFor(file, file.text.replace("line 2\n", "other\n"), whole)).toMatchObject({ lines: ["other"] });
  });
});

describe("the diff of a file", () => {
  const before = text(TEN);
  const after = text([...TEN.slice(0, 3), "new", ...TEN.slice(3, 8), "other", "line 10"]);

  it("is what the forge shows", () => {
    expect(readFileDiff(patchOf(before, after), before, after)).toEqual({ added: new Set([4, 10]), shown: [{ first: 1, last: 11 }] });
  });

  it("may begin with the names of the file", () => {
    const patch = `diff --git a/x b/x\nindex 1..2 100644\n--- "a/x\\t@@"\n+++ "b/x\\t@@"\n${String(patchOf(before, after))}\n`;
    expect(readFileDiff(patch, before, after)).toEqual({ added: new Set([4, 10]), shown: [{ first: 1, last: 11 }] });
  });

  it.each<[string, string | undefined]>([
    ["is not there", undefined],
    ["is of another text", patchOf(before, text(["zero", ...TEN]))],
    ["makes no sense", "@@ -1,2 +1,2 @@\n+a"],
    ["is empty", ""],
  ])("is found by comparing if what the forge shows %s, and takes no comments", (_what, patch) => {
    const diff = readFileDiff(patch, before, after);
    expect(diff).toEqual({ added: new Set([4, 10]), shown: [] });
  });

  it.each<[string, string, string]>([
    ["carriage returns", text(TEN, "\r\n"), text(TEN, "\r\n").replace("line 4", "other")],
    ["no end of the last line", text(TEN).trimEnd(), text(TEN).trimEnd().replace("line 4", "other")],
    ["a new end of the last line", text(TEN).trimEnd().replace("line 4", "older"), text(TEN).replace("line 4", "other")],
  ])("is read with %s", (_what, old, now) => {
    const { added, shown } = readFileDiff(patchOf(old, now), old, now);
    expect([...added]).toContain(4);
    expect(shown.length).toBeGreaterThan(0);
  });

  it("is of no use where lines end at carriage returns alone, which forges do not count", () => {
    const old = text(TEN, "\r");
    const now = old.replace("line 4", "other");
    const { shown } = readFileDiff(patchOf(old, now), old, now);
    // One line to the forge; whoever fixes it touches that line, and refuses to.
    expect(shown).toEqual([{ first: 1, last: 1 }]);
    expect(replacementFor(openSource("a", now), now.replace("line 5", "other"), shown)).toEqual({ refused: "its lines hold control characters" });
  });

  it("is a whole file where there was none", () => {
    expect(readFileDiff(patchOf(undefined, "a\nb\n"), "", "a\nb\n")).toEqual({ added: new Set([1, 2]), shown: [{ first: 1, last: 2 }] });
  });
});
