import { describe, expect, it } from "vitest";
import { parseYaml } from "../../src/yaml/parse.js";
import { outline } from "./outline.js";

/*
 * Where Compose and YAML 1.2 disagree, Compose is right here. Every row was put to compose-go 2.16.2, as the value of an extension or
 * as part of a service.
 */

const tab = "A tab stands where YAML takes blanks as indentation. Put spaces there.";
const half = "Compose does not take halves of a character. Write the character itself, or its code in eight digits after `\\U`.";
const key = "A key and its `:` must stand on one line. Perhaps a comma is missing.";
const anchorName = "The name of an anchor may hold only ASCII letters, digits and signs.";

describe("Compose refuses", () => {
  const rows: readonly (readonly [text: string, start: number, end: number, message: string])[] = [
    ["a:\n\tb: c\n", 3, 4, tab],
    ["a:\n  \tb: c\n", 5, 6, tab],
    ["-\ta\n", 1, 2, tab],
    ["- \ta\n", 2, 3, tab],
    ["-\t- a\n", 1, 2, tab],
    ["-\t\n  a\n", 1, 2, tab],
    ["-\t# c\n  a\n", 1, 2, tab],
    ["?\ta\n: b\n", 1, 2, tab],
    ["? a\n:\tb\n", 5, 6, tab],
    ["\t\na: b\n", 0, 1, tab],
    ["\t# c\na: b\n", 0, 1, tab],
    ["a:\n\t\n  b: c\n", 3, 4, tab],
    ['a: "b"\n      \t\n', 13, 14, tab],
    ["a: b\n\t\n", 5, 6, tab],
    ["a: b\n\t", 5, 6, tab],
    ["a: b\n\t# c\n", 5, 6, tab],
    ["x:\n  a: b\n  \t\n", 12, 13, tab],
    ["a: b\n# c\n   \t\n", 12, 13, tab],
    ["a: b\n\t\n  c\n", 5, 6, tab],
    ["a: |\n\tb\n", 5, 6, tab],
    ["a: |\n  \t\n  b\n", 7, 8, tab],
    ["a: |\n  b\n\t\n  c\n", 9, 10, tab],
    ["%YAML 1.2\n---\na: b\n", 0, 9, "Compose refuses files that say they are YAML 1.2. Remove this line."],
    ["%FOO bar\n---\na: b\n", 0, 8, "This `%` directive is not known to YAML. Quote the text if it is no directive."],
    ["a: b\n...\nc: d\n", 9, 9, "After `...` a new document must begin with a line `---`."],
    ['a: "b\\/c"\n', 5, 7, "Compose does not know the escape `\\/`. Write a plain `/`."],
    ['a: "\\\\\\/"\n', 6, 8, "Compose does not know the escape `\\/`. Write a plain `/`."],
    ['a: "\\uD83D"\n', 4, 10, half],
    ["a: &größe b\n", 3, 9, anchorName],
    ["a: *größe\n", 3, 9, anchorName],
    ["a: &b: c\n", 3, 6, "The name of an anchor cannot end with `:`."],
    ["a: [what? ever]\n", 8, 9, "Inside brackets, text with a `?` before a blank must be quoted."],
    ["{ a\n  b: c }\n", 2, 7, key],
    ["{ a\n  : c }\n", 2, 3, key],
    ["a: !b#c d\n", 3, 7, "A tag cannot hold `#` or `,`."],
  ];
  it.each(rows)("%j", (text, start, end, message) => {
    expect(parseYaml(text).problems[0]).toEqual({ range: { start, end }, message });
  });
});

describe("Compose accepts", () => {
  const rows: readonly (readonly [text: string, outline: string])[] = [
    // Tabs between the parts of a line, in brackets, and after a plain scalar that they are indented more than.
    ["a:\tb\t# c\n", "{{@0-9 0 a@0-1 :1 b@3-4}}"],
    ["a: &x\tb\n", "{{@0-8 0 a@0-1 :1 &x b@6-7}}"],
    ["- a:\tb\n", "[[@0-7 0 {{@2-7 2 a@2-3 :3 b@5-6}}]]"],
    ["{\n\ta: b,\n\t\n\tc: true\n\t}\n", "{@0-22 3 a@3-4 :4 b@6-7, 12 c@12-13 :13 true@15-19}"],
    ["a: b\n \t\n", "{{@0-5 0 a@0-1 :1 b@3-4}}"],
    ["a: b\n \tc\n", "{{@0-9 0 a@0-1 :1 b c@3-8}}"],
    ["a: |\n  b\n  \tc\n", "{{@0-14 0 a@0-1 :1 |b\\n\\tc\\n@3-14}}"],
    ["a: |1\n \tb\n", "{{@0-10 0 a@0-1 :1 |\\tb\\n@3-10}}"],
    // A comment right behind a value.
    ['a: "b"# c\n', '{{@0-10 0 a@0-1 :1 "b@3-6}}'],
    ["a: [b]# c\n", "{{@0-10 0 a@0-1 :1 [@3-6 4 b@4-5]}}"],
    ["a: |# c\n  b\n", "{{@0-12 0 a@0-1 :1 |b\\n@3-12}}"],
    // A quote escaped in double quotes.
    ['a: "b\\\'c\\\\\'"\n', '{{@0-13 0 a@0-1 :1 "b\'c\\\\\'@3-12}}'],
    ['a: "b\\\'\n  c"\n', '{{@0-13 0 a@0-1 :1 "b\' c@3-12}}'],
    // Little or no indentation in brackets and quotes.
    ["a:\n  b: [\nc\n]\n", "{{@0-14 0 a@0-1 :1 {{@5-14 5 b@5-6 :6 [@8-13 10 c@10-11]}}}}"],
    ["a:\n  b: {\n  c: d\n}\n", "{{@0-19 0 a@0-1 :1 {{@5-19 5 b@5-6 :6 {@8-18 12 c@12-13 :13 d@15-16}}}}}"],
    ['a:\n  b: "c\nd"\n', '{{@0-14 0 a@0-1 :1 {{@5-14 5 b@5-6 :6 "c d@8-13}}}}'],
    ["a:\n  - 'c\n\n d'\n", "{{@0-15 0 a@0-1 :1 [[@5-15 5 'c\\nd@7-14]]}}"],
    ["{ a\n  b, ? c\n  d : e }\n", "{@0-22 2 a b@2-7 :none @7-7, 9 c d@11-16 :17 e@19-20}"],
    // Marks around nothing.
    ["...\n---\na\n...\n...\n", "a@8-9"],
    ["# a\n...\nb\n", "b@8-9"],
    // Control characters of Latin-1, and U+0085 as the line break that it is.
    ["a: b\u007F\u0090\n", "{{@0-7 0 a@0-1 :1 b@3-6}}"],
    ['a: "b\u0085c"\n', '{{@0-9 0 a@0-1 :1 "b c@3-8}}'],
    // The last line of a block scalar ends with a line break if the file does.
    ["a: |\n  b", "{{@0-8 0 a@0-1 :1 |b@3-8}}"],
  ];
  it.each(rows)("%j", (text, expected) => {
    const { documents, problems } = parseYaml(text);
    expect(problems).toEqual([]);
    expect(documents.map(({ root }) => outline(root))).toEqual([expected]);
  });

  it("a key of any length", () => {
    expect(parseYaml(`${"k".repeat(2_000)}: v\n"${"q".repeat(2_000)}": w\n`).problems).toEqual([]);
  });

  it("%YAML 1.1 and %TAG", () => {
    expect(parseYaml("%YAML 1.1 # c\n%TAG !e! tag:example.org:\n---\na: !e!b c\n").problems).toEqual([]);
  });
});

describe("a fault in indentation is told where it is, even though brackets and quotes need none", () => {
  const rows: readonly (readonly [text: string, start: number])[] = [
    ["a:\n  b: [c\n  d: e\n", 13],
    ['a:\n  b: "c\n  d: e\nf: "g"\n', 10],
  ];
  it.each(rows)("%j", (text, start) => {
    expect(parseYaml(text).problems[0]?.range.start).toBe(start);
  });
});
