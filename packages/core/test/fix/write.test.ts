import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { isPlainSafe, quote, writeBlockEntry, WrittenYaml, writeFlow, writeScalar, type Writable, type WritingStyle } from "../../src/yaml/write.js";

const style: WritingStyle = { lineBreak: "\n", indent: 2, sequenceIndent: 2, quote: '"', flowLists: false, quoteAll: false };

describe("text stands without quotes", () => {
  it.each(["a", "a b", "10m", "30s", "a:b", "http://a/b", "127.0.0.1::5432", "/tmp:size=1m", "a#b", "é", "no-new-privileges=true", "[a".slice(1)])("%s", (text) => {
    expect(isPlainSafe(text)).toBe(true);
    expect(writeScalar(text, style)).toBe(text);
  });
});

describe("text is quoted that would be read as something else", () => {
  it.each(["", " a", "a ", "1", "-1", "1.5", "0x1f", "1e3", "1_000", "0755", ".5", ".inf", "true", "False", "null", "~", "yes", "No", "on", "OFF", "y", "22:22", "2026-11-22", "a: b", "a:", "a #b", "- a", "-", "?", "&a", "*a", "!a", "|", ">", "'a", '"a', "%a", "@a", "`a", "[a", "{a", "#a", "=", "<<", "a\nb", "a\tb"])(
    "%j",
    (text) => {
      expect(isPlainSafe(text)).toBe(false);
      expect(writeScalar(text, style)).toBe(JSON.stringify(text));
      expect(parse(writeScalar(text, style))).toBe(text);
    },
  );
});

describe("quotes", () => {
  it.each<readonly [text: string, mark: '"' | "'", expected: string]>([
    ["a", "'", "'a'"],
    ["it's", "'", "'it''s'"],
    ["a\\b", "'", "'a\\b'"],
    ["a\nb", "'", '"a\\nb"'],
    ['a"b\\c', '"', '"a\\"b\\\\c"'],
  ])("%j in %s", (text, mark, expected) => {
    expect(quote(text, mark)).toBe(expected);
    expect(parse(expected)).toBe(text);
  });
});

describe("values", () => {
  it.each<readonly [title: string, value: Writable, expected: string]>([
    ["a text", "b", "a: b"],
    ["a number", 5, "a: 5"],
    ["nothing", null, "a: null"],
    ["a list", ["b", "1"], 'a:\n  - "b"\n  - "1"'],
    ["an empty list", [], "a: []"],
    ["an empty mapping", {}, "a: {}"],
    ["a mapping", { b: "c", d: ["e"] }, "a:\n  b: c\n  d:\n    - e"],
    ["a list of mappings", [{ b: "c", d: "e" }, {}], "a:\n  - b: c\n    d: e\n  - {}"],
    ["a list of lists", [["b", "c, d"]], 'a:\n  - ["b", "c, d"]'],
    ["texts of one mapping in quotes together", { b: "c", d: "1" }, 'a:\n  b: "c"\n  d: "1"'],
    ["an alias", new WrittenYaml("*b"), "a: *b"],
    ["a merge key", { "<<": new WrittenYaml("*b"), c: "d" }, "a:\n  <<: *b\n  c: d"],
    ["a key that only looks like one", { "<<": "b" }, 'a:\n  "<<": b'],
  ])("%s", (_title, value, expected) => {
    expect(writeBlockEntry("a", value, 0, style)).toBe(expected);
  });

  it("in flow style, where commas and brackets need quotes", () => {
    expect(writeFlow({ "a,b": ["c]", "d"], e: "1", f: "g" }, style)).toBe('{"a,b": ["c]", "d"], e: "1", f: "g"}');
  });
});

describe("whatever is written reads back as it was", () => {
  const text = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...Array.from("ab1:# -'\"\\,[]{}&*!|>%@`\n\t=<~.é")) }));
  const value = fc.letrec<{ value: Writable }>((tie) => ({
    value: fc.oneof({ depthSize: "small" }, text, fc.integer(), fc.boolean(), fc.constant(null), fc.array(tie("value"), { maxLength: 3 }), fc.dictionary(text, tie("value"), { maxKeys: 3, noNullPrototype: true })),
  })).value;
  const styles = fc.record({
    lineBreak: fc.constantFrom("\n" as const, "\r\n" as const),
    indent: fc.integer({ min: 1, max: 8 }),
    sequenceIndent: fc.integer({ min: 0, max: 8 }),
    quote: fc.constantFrom('"' as const, "'" as const),
    flowLists: fc.boolean(),
    quoteAll: fc.boolean(),
  });

  it("in block and in flow style", () => {
    fc.assert(
      fc.property(value, styles, fc.integer({ min: 0, max: 5 }), (written, like, column) => {
        const expected = { key: JSON.parse(JSON.stringify(written)) as unknown };
        expect(parse(" ".repeat(column) + writeBlockEntry("key", written, column, like), { logLevel: "error" })).toEqual(expected);
        expect(parse(writeFlow({ key: written }, like), { logLevel: "error" })).toEqual(expected);
      }),
      { numRuns: 1_500 },
    );
  });
});
