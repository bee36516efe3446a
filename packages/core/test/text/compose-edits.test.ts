import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { composeEdits } from "../../src/text/compose-edits.js";
import { applyEdits, editsConflict, type TextEdit } from "../../src/text/text-edit.js";

const edit = (start: number, end: number, text: string): TextEdit => ({ range: { start, end }, text });

describe("edits one after the other become", () => {
  it.each<readonly [title: string, first: readonly TextEdit[], second: readonly TextEdit[], composed: readonly TextEdit[]]>([
    ["none of none", [], [], []],
    ["the first ones", [edit(1, 2, "X")], [], [edit(1, 2, "X")]],
    ["the second ones", [], [edit(1, 2, "X")], [edit(1, 2, "X")]],
    ["both where they are apart", [edit(0, 1, "XY")], [edit(3, 4, "Z")], [edit(0, 1, "XY"), edit(2, 3, "Z")]],
    ["one where they touch", [edit(0, 1, "X")], [edit(1, 2, "Y")], [edit(0, 2, "XY")]],
    ["one where the second changes what the first has written", [edit(1, 2, "XYZ")], [edit(2, 3, "-")], [edit(1, 2, "X-Z")]],
    ["a removal where the second takes out what the first has put in", [edit(1, 2, "XYZ")], [edit(1, 4, "")], [edit(1, 2, "")]],
    ["none where the second takes out all that the first has put in", [edit(1, 1, "XYZ")], [edit(1, 4, "")], []],
    ["one where the second goes beyond the first", [edit(1, 2, "XYZ")], [edit(0, 5, "-")], [edit(0, 3, "-")]],
    ["one over what the first has removed", [edit(1, 3, "")], [edit(0, 2, "-")], [edit(0, 4, "-")]],
    ["insertions at one place, the second behind the first", [edit(1, 1, "X")], [edit(2, 2, "Y")], [edit(1, 1, "XY")]],
    ["insertions at one place, the second in front of the first", [edit(1, 1, "X")], [edit(1, 1, "Y")], [edit(1, 1, "YX")]],
    ["an edit at the end", [edit(6, 6, "X")], [edit(7, 7, "Y")], [edit(6, 6, "XY")]],
  ])("%s", (_title, first, second, composed) => {
    const text = "abcdef";
    expect(composeEdits(text.length, first, second)).toEqual(composed);
    expect(applyEdits(text, composed)).toBe(applyEdits(applyEdits(text, first), second));
  });
});

describe("any edits one after the other", () => {
  const drawn = fc.array(fc.tuple(fc.nat(20), fc.nat(4), fc.string({ unit: fc.constantFrom("X", "\n", "é"), maxLength: 3 })), { maxLength: 6 });
  /** Those that can be made together in a text of this length. */
  const fitting = (length: number, some: readonly (readonly [number, number, string])[]): readonly TextEdit[] =>
    some.reduce<readonly TextEdit[]>((taken, [start, size, text]) => {
      const next = edit(Math.min(start, length), Math.min(start + size, length), text);
      return taken.some((other) => editsConflict(other, next)) ? taken : [...taken, next];
    }, []);

  it("do the same as their composition, which leaves as much of the text alone", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from("abcdefgh")), maxLength: 20 }), drawn, drawn, (text, some, more) => {
        const first = fitting(text.length, some);
        const between = applyEdits(text, first);
        const second = fitting(between.length, more);
        const composed = composeEdits(text.length, first, second);
        expect(applyEdits(text, composed)).toBe(applyEdits(between, second));
        expect(composed.every(({ range }, index) => index === 0 || (composed[index - 1]?.range.end ?? 0) < range.start)).toBe(true);
        const removed = (edits: readonly TextEdit[]): number => edits.reduce((sum, { range }) => sum + range.end - range.start, 0);
        expect(removed(composed)).toBeLessThanOrEqual(removed(first) + removed(second));
      }),
      { numRuns: 3_000 },
    );
  });

  it("compose the same way however they are grouped", () => {
    fc.assert(
      fc.property(fc.nat(20), drawn, drawn, drawn, (length, a, b, c) => {
        const text = "abcdefghijklmnopqrstu".slice(0, length);
        const first = fitting(length, a);
        const second = fitting(applyEdits(text, first).length, b);
        const third = fitting(applyEdits(applyEdits(text, first), second).length, c);
        const between = applyEdits(text, first).length;
        const left = composeEdits(length, composeEdits(length, first, second), third);
        const right = composeEdits(length, first, composeEdits(between, second, third));
        expect(applyEdits(text, left)).toBe(applyEdits(text, right));
      }),
      { numRuns: 1_000 },
    );
  });
});
