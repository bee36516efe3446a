import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { containsRange } from "../../src/text/range.js";
import { applyEdits, editsConflict, sortEdits, type TextEdit } from "../../src/text/text-edit.js";

const edit = (start: number, end: number, text: string): TextEdit => ({ range: { start, end }, text });

describe("text edits", () => {
  const applied: readonly (readonly [what: string, text: string, edits: readonly TextEdit[], result: string])[] = [
    ["nothing", "abc", [], "abc"],
    ["a replacement", "abc", [edit(1, 2, "X")], "aXc"],
    ["a removal", "abc", [edit(0, 2, "")], "c"],
    ["an insertion at the start", "abc", [edit(0, 0, "X")], "Xabc"],
    ["an insertion at the end", "abc", [edit(3, 3, "X")], "abcX"],
    ["edits given out of order", "abcdef", [edit(4, 5, "Y"), edit(0, 1, "X")], "XbcdYf"],
    ["edits that touch", "abcd", [edit(2, 4, "Y"), edit(0, 2, "X")], "XY"],
    ["insertions in one place, in their order", "ab", [edit(1, 1, "1"), edit(1, 1, "2")], "a12b"],
    ["an insertion before a replacement of the same place", "abc", [edit(1, 2, "X"), edit(1, 1, "+")], "a+Xc"],
    ["an insertion behind a replacement", "abc", [edit(2, 2, "+"), edit(1, 2, "X")], "aX+c"],
  ];
  it.each(applied)("apply %s", (_, text, edits, result) => {
    expect(applyEdits(text, edits)).toBe(result);
  });

  const conflicts: readonly (readonly [a: readonly [number, number], b: readonly [number, number], conflict: boolean])[] = [
    [[0, 2], [1, 3], true],
    [[0, 4], [1, 2], true],
    [[1, 2], [1, 2], true],
    [[0, 3], [1, 1], true],
    [[0, 2], [2, 3], false],
    [[0, 2], [2, 2], false],
    [[1, 2], [1, 1], false],
    [[1, 1], [1, 1], false],
    [[0, 1], [3, 4], false],
  ];
  it.each(conflicts)("%j and %j: conflict is %s", (a, b, conflict) => {
    expect(editsConflict(edit(...a, ""), edit(...b, ""))).toBe(conflict);
    expect(editsConflict(edit(...b, ""), edit(...a, ""))).toBe(conflict);
  });

  it("refuse to be applied over each other", () => {
    expect(() => applyEdits("abcd", [edit(0, 3, ""), edit(2, 4, "")])).toThrow(RangeError);
  });

  it("are applied if and only if no two of them conflict, and then leave all other text alone", () => {
    const edits = fc.array(fc.tuple(fc.nat(8), fc.nat(3), fc.constantFrom("", "X", "YY")), { maxLength: 4 });
    fc.assert(fc.property(edits, (drawn) => {
      const text = "abcdefghijkl";
      const list = drawn.map(([start, length, replacement]) => edit(start, start + length, replacement));
      if (list.some((a, index) => list.slice(index + 1).some((b) => editsConflict(a, b)))) {
        expect(() => applyEdits(text, list)).toThrow(RangeError);
        return;
      }
      const removed = new Set(list.flatMap(({ range }) => Array.from(text.slice(range.start, range.end))));
      const result = applyEdits(text, list);
      expect(Array.from(result).filter((character) => character >= "a")).toEqual(Array.from(text).filter((character) => !removed.has(character)));
      expect(result.length).toBe(text.length - removed.size + list.reduce((sum, { text: { length } }) => sum + length, 0));
    }));
  });

  it("are sorted without touching the list they came in", () => {
    const edits = [edit(3, 3, "a"), edit(1, 2, "b"), edit(1, 1, "c")];
    expect(sortEdits(edits).map(({ text }) => text)).toEqual(["c", "b", "a"]);
    expect(edits.map(({ text }) => text)).toEqual(["a", "b", "c"]);
  });
});

describe("containsRange", () => {
  it.each([
    [[1, 4], [1, 4], true],
    [[1, 4], [2, 3], true],
    [[1, 4], [4, 4], true],
    [[1, 4], [0, 2], false],
    [[1, 4], [3, 5], false],
  ] as const)("%j contains %j: %s", ([start, end], [from, to], expected) => {
    expect(containsRange({ start, end }, { start: from, end: to })).toBe(expected);
  });
});
