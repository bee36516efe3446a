import { applyPatch } from "diff";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffByLine } from "../src/line-diff.js";
import { unifiedDiff } from "../src/unified-diff.js";

/** Few different lines, so that they repeat; with and without a line break at the end. */
const texts = fc.array(fc.constantFrom("a\n", "b\n", "c\r\n", "d\n", "\n", "e\n", "f\n", "g\n"), { maxLength: 30 }).chain((lines) => fc.constantFrom(lines.join(""), lines.join("").replace(/\r?\n$/, "")));

describe("unifiedDiff", () => {
  it("turns any text into any other", () => {
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        expect(applyPatch(before, unifiedDiff("compose.yaml", before, after), { autoConvertLineEndings: false })).toBe(after);
      }),
      { numRuns: 1_000 },
    );
  });

  it("joins changes whose contexts touch, and keeps others apart", () => {
    const lines = Array.from({ length: 30 }, (_, index) => `${index}\n`);
    const insertAt = (...places: readonly number[]): string => lines.map((line, index) => (places.includes(index) ? `new\n${line}` : line)).join("");
    const hunks = (patch: string): readonly string[] => patch.match(/^@@.*@@$/gm) ?? [];
    expect(hunks(unifiedDiff("x", lines.join(""), insertAt(5, 11)))).toEqual(["@@ -3,12 +3,14 @@"]);
    expect(hunks(unifiedDiff("x", lines.join(""), insertAt(5, 12)))).toEqual(["@@ -3,6 +3,7 @@", "@@ -10,6 +11,7 @@"]);
  });
});

describe("diffByLine", () => {
  it("keeps what is added with the service it belongs to", () => {
    const service = (name: string, more = ""): string => `  ${name}:\n    image: x\n    logging:\n      driver: local\n${more}`;
    const added = diffByLine(service("a") + service("b"), service("a", "    init: true\n") + service("b")).filter(({ sign }) => sign !== " ");
    expect(added).toEqual([{ sign: "+", text: "    init: true\n" }]);
  });

  it("gives up on the smallest difference before it takes forever", () => {
    const before = Array.from({ length: 20_000 }, (_, index) => `${index % 7}\n`).join("");
    const after = Array.from({ length: 20_000 }, (_, index) => `${index % 11}\n`).join("");
    const started = performance.now();
    const lines = diffByLine(before, after);
    expect(lines.filter(({ sign }) => sign !== "+").map(({ text }) => text).join("")).toBe(before);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
