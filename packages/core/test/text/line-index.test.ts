import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { indexLines } from "../../src/text/line-index.js";

describe("line index", () => {
  /** Text, and the lines an editor shows. */
  const texts: readonly (readonly [text: string, ...lines: string[]])[] = [
    ["", ""],
    ["a", "a"],
    ["a\n", "a", ""],
    ["a\nb", "a", "b"],
    ["\n\n", "", "", ""],
    ["a\r\nb\r\n", "a", "b", ""],
    ["a\rb\r", "a", "b", ""],
    ["a\r\r\nb\n\rc", "a", "", "b", "", "c"],
    ["\uFEFFa\nb", "a", "b"],
    ["\uFEFF", ""],
    ["a\uFEFF\nb", "a\uFEFF", "b"],
    ["a\u2028b\u0085c", "a\u2028b\u0085c"],
    ["🙂🙂\nb", "🙂🙂", "b"],
  ];
  for (const [text, ...lines] of texts) it(JSON.stringify(text), () => {
    const index = indexLines(text);
    const ranges = lines.map((_, number) => index.lineRange(number + 1));
    expect(ranges.map(({ start, end }) => text.slice(start, end))).toEqual(lines);
    expect(index.lineCount).toBe(lines.length);
  });

  const positions: readonly (readonly [text: string, offset: number, line: number, column: number])[] = [
    ["ab\ncd", 0, 1, 1],
    ["ab\ncd", 1, 1, 2],
    ["ab\ncd", 2, 1, 3],
    ["ab\ncd", 3, 2, 1],
    ["ab\ncd", 5, 2, 3],
    ["ab\r\ncd", 3, 1, 4],
    ["ab\r\ncd", 4, 2, 1],
    ["ab\rcd", 3, 2, 1],
    ["", 0, 1, 1],
    ["a\n", 2, 2, 1],
    // A BOM is no column: what follows it is column 1, and so is the BOM itself.
    ["\uFEFFab", 0, 1, 1],
    ["\uFEFFab", 1, 1, 1],
    ["\uFEFFab", 2, 1, 2],
    // Columns count UTF-16 code units.
    ["🙂b", 2, 1, 3],
  ];
  it.each(positions)("%j at %i is %i:%i", (text, offset, line, column) => {
    expect(indexLines(text).positionAt(offset)).toEqual({ line, column });
  });

  it("places every offset within the line it belongs to", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "🙂", "\n", "\r", "\r\n", "\uFEFF"), maxLength: 30 });
    fc.assert(fc.property(text, fc.nat(60), (value, at) => {
      const index = indexLines(value);
      const offset = Math.min(at, value.length);
      const { line, column } = index.positionAt(offset);
      const { start, end } = index.lineRange(line);
      expect(start + column - 1).toBe(Math.max(offset, start));
      // Past the end of a line stand at most the two characters of its line break.
      expect(offset).toBeLessThanOrEqual(end + 2);
    }));
  });
});
