import { describe, expect, it } from "vitest";
import { readPlainDocument } from "../../src/compose/read-document.js";

/** What is wrong with a text, as `line:column message`. */
function faults(text: string): readonly string[] {
  const { file, problems } = readPlainDocument("a.yaml", text);
  return problems.map(({ range, message }) => {
    const { line, column } = file.lines.positionAt(range.start);
    return `${String(line)}:${String(column)} ${message}`;
  });
}

describe("a YAML file that is no Compose file", () => {
  it.each([
    ["", null],
    ["# only a remark\n", null],
    ["a: off\nb: [1, 2.5, true, null]\nc: {d: 'x'}\n", { a: "off", b: [1, 2.5, true, null], c: { d: "x" } }],
    ["x: &x {a: 1}\ny: {<<: *x, b: 2}\n", { x: { a: 1 }, y: { b: 2, a: 1 } }],
    ['{\n\t"a": {\n\t\t"b": "off"\n\t}\n}\n', { a: { b: "off" } }],
  ])("%j", (text, expected) => {
    const { value, problems } = readPlainDocument("a.yaml", text);
    expect(problems).toEqual([]);
    expect(JSON.parse(JSON.stringify(value))).toEqual(expected);
  });

  it.each([
    ["a: 1\na: 2\n", ["2:1 The key `a` stands twice in this mapping; compose-lint refuses the file. Remove one of the two."]],
    ["a: 1\n---\nb: 2\n", ["3:1 A second document starts here, and only one is read. Remove its `---`."]],
    ["a: !reset null\n", ["1:1 The tags `!reset` and `!override` mean nothing in this file. Remove them."]],
    ["1: a\n", ["1:1 The key `1` is read as a number, but compose-lint wants text as a key. Put it in quotes."]],
  ])("%j is told to be wrong", (text, expected) => {
    expect(faults(text)).toEqual(expected);
  });

  it("knows where everything stands, and of what is not there, what is around it", () => {
    const document = readPlainDocument("a.yaml", "a:\n  b: [c, d]\n");
    const at = (path: readonly (string | number)[], part: "key" | "value"): string => {
      const { range } = document.placeOf(path, part);
      return document.file.text.slice(range.start, range.end);
    };
    expect([at(["a", "b"], "key"), at(["a", "b"], "value"), at(["a", "b", 1], "value"), at(["a", "b", 1], "key"), at(["a", "x", 0], "value")]).toEqual(["b", "[c, d]", "d", "d", "a"]);
  });
});
