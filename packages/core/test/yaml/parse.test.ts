import { describe, expect, it } from "vitest";
import { parseYaml } from "../../src/yaml/parse.js";
import { outline } from "./outline.js";

/** Text, and the outline of its only document: every place is an offset into the text. */
const tables: Readonly<Record<string, readonly (readonly [text: string, outline: string])[]>> = {
  "block collections": [
    ["a: b", "{{@0-4 0 a@0-1 :1 b@3-4}}"],
    ["a: b\nc: d\n", "{{@0-10 0 a@0-1 :1 b@3-4, 5 c@5-6 :6 d@8-9}}"],
    ["a:\n  b: c\n", "{{@0-10 0 a@0-1 :1 {{@5-10 5 b@5-6 :6 c@8-9}}}}"],
    ["- a\n-   b\n", "[[@0-10 0 a@2-3, 4 b@8-9]]"],
    ["a:\n- b\n- c\n", "{{@0-11 0 a@0-1 :1 [[@3-11 3 b@5-6, 7 c@9-10]]}}"],
    ["- - a\n- b: c\n  d: e\n", "[[@0-20 0 [[@2-6 2 a@4-5]], 6 {{@8-20 8 b@8-9 :9 c@11-12, 15 d@15-16 :16 e@18-19}}]]"],
    ["a : b", "{{@0-5 0 a@0-1 :2 b@4-5}}"],
    ['"a b": c', '{{@0-8 0 "a b@0-5 :5 c@7-8}}'],
  ],

  "flow collections": [
    ["{}", "{@0-2}"],
    ["[]", "[@0-2]"],
    ["a: {b: [c]}\n", "{{@0-12 0 a@0-1 :1 {@3-11 4 b@4-5 :5 [@7-10 8 c@8-9]}}}"],
    ["{a: b, c}", "{@0-9 1 a@1-2 :2 b@4-5, 7 c@7-8 :none @8-8}"],
    ["[a, b: c, ]", "[@0-11 1 a@1-2, 4 {@4-8 4 b@4-5 :5 c@7-8}]"],
    ['{? a : b, "c":d}', '{@0-16 1 a@3-4 :5 b@7-8, 10 "c@10-13 :13 d@14-15}'],
    ["{B:1}", "{@0-5 1 B:1@1-4 :none @4-4}"],
    ["a: [b,\n  c]\n", "{{@0-12 0 a@0-1 :1 [@3-11 4 b@4-5, 9 c@9-10]}}"],
  ],

  "scalars in every style": [
    ["a: 'it''s'", "{{@0-10 0 a@0-1 :1 'it's@3-10}}"],
    ['a: "b\\n"', '{{@0-8 0 a@0-1 :1 "b\\n@3-8}}'],
    ["a: |\n  b\n  c\n\nd: e\n", "{{@0-19 0 a@0-1 :1 |b\\nc\\n@3-13, 14 d@14-15 :15 e@17-18}}"],
    ["a: >-\n  b\n  c\n", "{{@0-14 0 a@0-1 :1 >b c@3-14}}"],
    ["a: |+\n  b\n\n", "{{@0-11 0 a@0-1 :1 |b\\n\\n@3-11}}"],
    ["a: b\n  c\n", "{{@0-9 0 a@0-1 :1 b c@3-8}}"],
    ['a: "x\n  y"', '{{@0-10 0 a@0-1 :1 "x y@3-10}}'],
    ["a: >\n  x#y\n  # z\n", "{{@0-17 0 a@0-1 :1 >x#y # z\\n@3-17}}"],
    ["a: 🙂 # 🙂\nb: c", "{{@0-15 0 a@0-1 :1 🙂@3-5, 11 b@11-12 :12 c@14-15}}"],
  ],

  "values that are not written": [
    ["a:\nb:\n", "{{@0-5 0 a@0-1 :1 @2-2, 3 b@3-4 :4 @5-5}}"],
    ["- \n-\n- ~\n", "[[@0-9 0 @2-2, 3 @4-4, 5 ~@7-8]]"],
    ["a: !reset\n", "{{@0-9 0 a@0-1 :1 <!reset> @9-9}}"],
  ],

  "explicit keys": [
    ["? a\n: b\n? c\n", "{{@0-12 0 a@2-3 :4 b@6-7, 8 c@10-11 :none @11-11}}"],
    ["? - a\n: b\n", "{{@0-10 0 [[@2-6 2 a@4-5]] :6 b@8-9}}"],
  ],

  "anchors, tags and aliases": [
    ["&x a: &y b", "{{@0-10 0 &x a@3-4 :4 &y b@9-10}}"],
    ["a: &x\n  b: c\n", "{{@0-13 0 a@0-1 :1 &x {{@8-13 8 b@8-9 :9 c@11-12}}}}"],
    ["a: !!str &x b", "{{@0-13 0 a@0-1 :1 &x <tag:yaml.org,2002:str> b@12-13}}"],
    ["a: &x !t [b]", "{{@0-12 0 a@0-1 :1 &x <!t> [@9-12 10 b@10-11]}}"],
    ["- &x b\n- *x\n", "[[@0-12 0 &x b@5-6, 7 *x@9-11]]"],
    ["*x : b", "{{@0-6 0 *x@0-2 :3 b@5-6}}"],
    ["%TAG !e! !x-\n---\na: !e!y b", "{{@17-26 17 a@17-18 :18 <!x-y> b@25-26}}"],
  ],

  "marks and line ends": [
    ["---\na: b\n...\n", "{{@4-9 4 a@4-5 :5 b@7-8}}"],
    ["--- # c\n a: b\n", "{{@9-14 9 a@9-10 :10 b@12-13}}"],
    ["\uFEFFa: b\r\nc: d\r\n", "{{@1-13 1 a@1-2 :2 b@4-5, 7 c@7-8 :8 d@10-11}}"],
    ["a: b\rc: d\r", "{{@0-10 0 a@0-1 :1 b@3-4, 5 c@5-6 :6 d@8-9}}"],
  ],
};

describe.each(Object.entries(tables))("%s", (_, rows) => {
  it.each(rows)("%j", (text, expected) => {
    const { documents, problems } = parseYaml(text);
    expect(problems).toEqual([]);
    expect(documents.map(({ root }) => outline(root))).toEqual([expected]);
  });
});

describe("documents", () => {
  const streams: readonly (readonly [text: string, ...documents: string[]])[] = [
    [""],
    ["# only a comment\n"],
    ["\n\n"],
    ["a", "0-1 a@0-1"],
    ["---\n", "0-3 @3-3"],
    ["a\n---\nb\n---\n", "0-2 a@0-1", "2-8 b@6-7", "8-11 @11-11"],
    ["a\n...\n---\nb\n...\n", "0-2 a@0-1", "6-12 b@10-11"],
    ["%YAML 1.1\n---\na\n", "10-16 a@14-15"],
  ];
  for (const [text, ...expected] of streams) it(JSON.stringify(text), () => {
    const { documents, problems } = parseYaml(text);
    expect(problems).toEqual([]);
    expect(documents.map(({ range, root }) => `${String(range.start)}-${String(range.end)} ${outline(root)}`)).toEqual(expected);
  });
});

describe("comments", () => {
  const texts: readonly (readonly [text: string, ...comments: string[]])[] = [
    ["# a\nb: c # d\n# e", "# a", "# d", "# e"],
    ["a: # c\n  b # d\n# e\n", "# c", "# d", "# e"],
    ["a: b#c\nd: '# e'\nf: \"# g\"\n"],
    ["a: |\n  # text\n# comment\n", "# comment"],
    ["a: >\n  x\n  # text\nb: |- # comment\n  y\n", "# comment"],
    ["a: [b, # c\n  d] # e\n", "# c", "# e"],
    ["a: \"b\"# c\n", "# c"],
    ["%YAML 1.1 # a\n--- # b\nc: d\n... # e\n", "# a", "# b", "# e"],
    ["a: - # b", "# b"],
  ];
  for (const [text, ...expected] of texts) it(JSON.stringify(text), () => {
    expect(parseYaml(text).comments.map(({ start, end }) => text.slice(start, end))).toEqual(expected);
  });
});
