import { describe, expect, it } from "vitest";
import { parseYaml } from "../../src/yaml/parse.js";

const neverClosed = "A bracket that was opened above is never closed.";
const notOpened = "This closing bracket has no opening one.";
const neighbours = "This line is indented differently from its neighbours. All entries of one mapping or list must start in the same column.";
const noKey = "This line is read as a key that never gets its `:`. Add the colon, or indent the line if it continues the text above.";
const noColon = "A key needs a `:` after it. Add the colon, or indent the line if it belongs to the entry above.";
const secondColon = "A second `:` on this line makes no sense to YAML. Put quotes around the text if the colon belongs to it, or move the entry to a line of its own.";
const misplaced = "This does not belong here. Check the quotes, brackets and indentation just before it.";
const flowOnly = "Inside `{…}` or `[…]` everything must be written in that style, without indentation or dashes.";
const noQuote = "The text ends inside quotes: a quote that was opened before this place is never closed.";
const comma = "There is a comma too many.";

type Problem = readonly [start: number, end: number, message: string];

const tables: Readonly<Record<string, readonly (readonly [text: string, ...problems: Problem[]])[]>> = {
  indentation: [
    ["a:\n  b: c\n d: e\n", [10, 11, neighbours]],
    ["a:\n    b: c\n   d: e\n", [12, 13, neighbours]],
    ["a:\n  - b\n c\n", [9, 10, neighbours], [10, 11, noColon]],
  ],
  "keys and colons": [
    ["a\nb: c\n", [0, 3, noKey]],
    ["a:b\nc: d\n", [0, 5, noKey]],
    ["a: b\n- c\n", [5, 6, noKey]],
    ["a: b\nc\nd: e\n", [5, 6, noColon]],
    ["? a\nb\n", [4, 5, noColon]],
    ["a: b: c\n", [3, 4, secondColon]],
    ["a: b\n  c: d\n", [3, 4, secondColon]],
    ["'a':b\n", [3, 5, misplaced]],
    ["- a\nb: c\n", [4, 5, misplaced], [7, 8, misplaced]],
    ["a: - b\n", [3, 4, misplaced], [5, 6, noColon]],
  ],
  "brackets and commas": [
    ["a: [b\n", [6, 6, neverClosed]],
    ["a: {b: c\n", [9, 9, neverClosed]],
    ["a: [b\nc: d\n", [6, 7, neverClosed]],
    ["a: {b: c\nd: e\n", [9, 10, neverClosed]],
    ["a: [b]]\n", [6, 7, notOpened]],
    ["a: }\n", [3, 4, notOpened]],
    ["a: {b: c}}\n", [9, 10, notOpened]],
    ["a: [b, , c]\n", [7, 8, comma]],
    ["a: [,]\n", [4, 5, comma]],
    ['a: ["b"c]\n', [7, 8, "A comma is missing between the entries."]],
    ["a: {b: c d: e}\n", [7, 13, flowOnly]],
    ["a: {b: - c}\n", [7, 9, flowOnly], [9, 10, "A comma is missing between the entries."]],
  ],
  "quotes and text": [
    ['a: "b\n', [6, 6, noQuote]],
    ['a: "it\\\'s\n', [10, 10, noQuote]],
    ["a: 'b\nc: d\n", [11, 11, noQuote]],
    ['a: "b" c\n', [7, 8, misplaced]],
    ["a: @b\n", [3, 4, "Text cannot begin with `@` unless it is quoted."]],
    ["a: `b\n", [3, 4, "Text cannot begin with a backtick unless it is quoted."]],
    ["a: %b\n", [3, 4, "Text cannot begin with `%` unless it is quoted."]],
    ['a: "\\q"\n', [4, 5, "This backslash sequence does not exist in double quotes. Double the backslash, or use single quotes."]],
    ["a: |x\n  b\n", [4, 5, "After `|` or `>` only `+`, `-`, a digit and a comment may follow on the line."]],
  ],
  "anchors, aliases and tags": [
    ["a: *\n", [3, 4, "An alias (`*`) needs a name, and the name cannot end with `:`. Quote the text if it is no alias."]],
    ["a: &\n", [3, 4, "An anchor (`&`) needs a name, and the name cannot end with `:`."]],
    ["a: &x *x\n", [6, 8, "An alias cannot have an anchor or a tag of its own."]],
    ["a: &x &y b\n", [6, 8, "A value can have only one anchor."]],
    ["a: !x !y b\n", [6, 8, "A value can have only one tag."]],
  ],
  documents: [
    ["--- a: b\n", [4, 5, "A new document must begin with a line `---`."]],
    ["a: b\n%YAML 1.1\n---\nc: d\n", [5, 6, "Text cannot begin with `%` unless it is quoted."]],
  ],
  "forbidden characters": [
    ["a: b\0\n", [4, 5, 'The character U+0000 is not allowed in YAML. Remove it, or write it as "\\u0000" in double quotes.']],
    ["# \u001B[0m\n", [2, 3, 'The character U+001B is not allowed in YAML. Remove it, or write it as "\\u001B" in double quotes.']],
    ["a: b\uD800\n", [4, 5, "The character U+D800 is not allowed in YAML. It is half of a character; remove it."]],
    ["a: b\uFFFE\n", [4, 5, 'The character U+FFFE is not allowed in YAML. Remove it, or write it as "\\uFFFE" in double quotes.']],
  ],
};

describe.each(Object.entries(tables))("%s", (_, rows) => {
  for (const [text, ...expected] of rows) it(JSON.stringify(text), () => {
    expect(parseYaml(text).problems.map(({ range, message }) => [range.start, range.end, message])).toEqual(expected);
  });
});

describe("equal keys", () => {
  const twice = "The key `a` stands twice in this mapping; Compose refuses the file. Remove one of the two.";
  const rows: readonly (readonly [text: string, ...problems: (readonly [second: number, first: number, message: string])[]])[] = [
    ["a: 1\na: 2\n", [5, 0, twice]],
    ['a: 1\n"a": 2\n', [5, 0, twice]],
    ["{a: 1, a: 2}", [7, 1, twice]],
    ["a: 1\na: 2\na: 3\n", [5, 0, twice], [10, 0, twice]],
    ["x:\n  a: 1\n  ? a\n  : 2\n", [14, 5, twice]],
    // Compose compares an alias by its name.
    ["*a : 1\na: 2\n", [7, 0, twice]],
    ["<<: *x\n<<: *y\n", [7, 0, "A mapping can have only one `<<`. Merge several anchors with a list: `<<: [*first, *second]`."]],
    ['<<: 1\n"<<": 2\n', [6, 0, "The key `<<` stands twice in this mapping; Compose refuses the file. Remove one of the two."]],
    [`? ${"k".repeat(80)}\n? ${"k".repeat(80)}\n`, [85, 2, `The key \`${"k".repeat(57)}…\` stands twice in this mapping; Compose refuses the file. Remove one of the two.`]],
    ["a: {b: 1}\nb: {a: 1}\n"],
    ["a: 1\n---\na: 2\n"],
  ];
  for (const [text, ...expected] of rows) it(JSON.stringify(text), () => {
    const found = parseYaml(text).problems.map(({ range, related, message }) => [range.start, related?.range.start, message]);
    expect(found).toEqual(expected);
  });

  it("are told with both places", () => {
    expect(parseYaml("abc: 1\n'abc': 2\n").problems).toMatchObject([{ range: { start: 7, end: 12 }, related: { range: { start: 0, end: 3 }, message: "The first one is here." } }]);
  });
});

describe("limits end in one problem", () => {
  const rows: readonly (readonly [name: string, text: string, start: number, message: RegExp])[] = [
    ["of the length", "#".repeat(5 * 1024 * 1024 + 1), 0, /^The file has 5242881 characters; compose-lint reads up to 5242880\.$/],
    ["of brackets in each other", "[".repeat(1_500), 999, /^Nested more than 1000 levels deep\./],
    ["of blocks in each other", "- ".repeat(1_500), 1_998, /^Nested more than 1000 levels deep\./],
    ["of documents", "---\n".repeat(10_001), 40_000, /^The file has more than 10000 documents;/],
    ["of tags", `[${"!a b,".repeat(10_001)}]`, 50_001, /^More than 10000 tags;/],
  ];
  it.each(rows)("%s", (_, text, start, message) => {
    const { documents, problems } = parseYaml(text);
    expect(problems).toEqual([{ range: { start, end: expect.any(Number) as number }, message: expect.stringMatching(message) as string }]);
    expect(documents).toEqual([]);
  });

  it("of problems: the first twenty are told, the others counted", () => {
    const { problems } = parseYaml("a: 1\n".repeat(31));
    expect(problems).toHaveLength(21);
    expect(problems.at(-1)).toEqual({ range: { start: 105, end: 106 }, message: "10 more faults follow from here on; they may be consequences of those above." });
  });
});
