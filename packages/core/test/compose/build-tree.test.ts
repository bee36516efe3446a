import { describe, expect, it } from "vitest";
import { buildTrees } from "../../src/compose/build-tree.js";
import type { Path } from "../../src/compose/path.js";
import { openSource } from "../../src/text/source-file.js";
import { parseYaml } from "../../src/yaml/parse.js";
import { data, treeOf, treesOf } from "./tree-of.js";

function build(text: string): ReturnType<typeof buildTrees> {
  return buildTrees(openSource("compose.yaml", text), parseYaml(text));
}

const tables: Readonly<Record<string, readonly (readonly [yaml: string, data: unknown])[]>> = {
  "aliases": [
    ["a: &x {b: 1}\nc: *x\n", { a: { b: 1 }, c: { b: 1 } }],
    ["a: &x one\nb: &x two\nc: *x\n", { a: "one", b: "two", c: "two" }],
    ["&k a: 1\nb: *k\n*k : 2\n", { a: 2, b: "a" }],
    [`a: &x b\nl: [${"*x,".repeat(150)}]\n`, { a: "b", l: Array.from({ length: 150 }, () => "b") }],
  ],
  "merge keys": [
    ["c: &c {image: x, restart: always}\na:\n  <<: *c\n  restart: no\n", { c: { image: "x", restart: "always" }, a: { restart: "no", image: "x" } }],
    ["c: &c {a: 1}\nd: {a: 2, <<: *c}\n", { c: { a: 1 }, d: { a: 2 } }],
    ["d: {<<: {a: 1, b: 2}, b: 3}\n", { d: { b: 3, a: 1 } }],
    ["c: &c {a: 1, b: 1}\nd: &d {b: 2, c: 2}\ne: {<<: [*c, *d]}\n", { c: { a: 1, b: 1 }, d: { b: 2, c: 2 }, e: { a: 1, b: 1, c: 2 } }],
    ["l: &l [{a: 1}, {a: 2, b: 2}]\ne: {<<: *l}\n", { l: [{ a: 1 }, { a: 2, b: 2 }], e: { a: 1, b: 2 } }],
    ["c: &c {m: {a: 1}}\nd: {<<: *c, m: {b: 2}}\n", { c: { m: { a: 1 } }, d: { m: { b: 2 } } }],
    ["b: &b {a: 1}\nc: &c {<<: *b, b: 2}\nd: {<<: *c}\n", { b: { a: 1 }, c: { a: 1, b: 2 }, d: { a: 1, b: 2 } }],
    ['d: {"<<": {a: 1}}\n', { d: { "<<": { a: 1 } } }],
    ["d: {!!merge <<: {a: 1}}\n", { d: { a: 1 } }],
    ["c: &c {__proto__: 1}\nd: {<<: *c}\n", JSON.parse('{"c": {"__proto__": 1}, "d": {"__proto__": 1}}')],
    // What is reset leaves its place to what is merged.
    ["c: &c {user: u}\nd: {<<: *c, user: !reset x}\n", { c: { user: "u" }, d: { user: "u" } }],
  ],
  "tags": [
    ["a: !reset b\nc: [!reset d, e]\n", { c: ["e"] }],
    ["a: !override 5\nb: !override\n", { a: "5", b: "" }],
    ["a: !override {b: !reset null, c: !override 1}\n", { a: { b: "null", c: "1" } }],
    ["a: &r !reset 5\nb: {c: *r}\n", { b: {} }],
    ["a: !foo 12\nb: !foo [1]\n", { a: "12", b: [1] }],
  ],
};

describe.each(Object.entries(tables))("%s", (_, rows) => {
  it.each(rows)("%j", (yaml, expected) => {
    expect(data(treeOf(yaml))).toEqual(expected);
  });
});

it("anchors live on in the next document", () => {
  expect(treesOf("i: &i nginx\n---\na: *i\n").map(data)).toEqual([{ i: "nginx" }, { a: "nginx" }]);
});

describe("paths under !reset and !override are told", () => {
  const rows: readonly (readonly [yaml: string, ...paths: Path[]])[] = [
    ["a: {b: !reset 1, c: !override {d: !reset 2}}\n", ["a", "b"], ["a", "c"]],
    ["a: !override [1]\n", ["a"]],
    ["a: [!reset 1]\n", ["a", 0]],
    ["r: &r {p: !reset []}\na: {<<: *r}\nb: {<<: *r}\n", ["r", "p"], ["a", "p"], ["b", "p"]],
    ["r: &r {p: !reset []}\na: *r\n", ["r", "p"], ["a", "p"]],
    // Behind a list of merges, the index is part of the path: Compose then finds nothing to remove.
    ["r: &r {p: !reset []}\na: {<<: [*r]}\n", ["r", "p"], ["a", 0, "p"]],
  ];
  for (const [yaml, ...paths] of rows) it(JSON.stringify(yaml), () => {
    expect(build(yaml).documents.flatMap(({ cleared }) => cleared)).toEqual(paths);
  });

  it("document by document", () => {
    expect(build("a: 1\n---\na: !reset 1\n---\nb: !override 1\n").documents.map(({ cleared }) => cleared)).toEqual([[], [["a"]], [["b"]]]);
  });
});

const notText = (key: string, read: string): string => `The key \`${key}\` is read as ${read}, but Compose wants text as a key. Put it in quotes.`;
const endless = "This alias stands inside its own anchor, so it would never end.";
const onlyMappings = "`<<` can merge only a mapping or a list of mappings.";

describe("faults", () => {
  const rows: readonly (readonly [yaml: string, ...problems: (readonly [start: number, end: number, message: string])[]])[] = [
    ["1: a\n", [0, 1, notText("1", "a number")]],
    ["true: a\n", [0, 4, notText("true", "true or false")]],
    ["1.5: a\n", [0, 3, notText("1.5", "a number")]],
    ["2020-01-01: a\n", [0, 10, notText("2020-01-01", "a date")]],
    ["~: a\n", [0, 1, notText("~", "nothing")]],
    [": a\n", [0, 0, "This key is empty, but Compose wants text as a key. Put it in quotes."]],
    ["k: &n 1\n*n : a\n", [8, 10, notText("1", "a number")]],
    ["[a]: b\n", [0, 3, "A key must be text, not a list or a mapping."]],
    ["? {a: b}\n: c\n", [2, 8, "A key must be text, not a list or a mapping."]],
    ["'1': a\nyes: b\n!!str 2: c\n!foo 3: d\n"],
    ["a: *x\n", [3, 5, "No anchor `&x` is defined above this alias."]],
    ["a: &a {b: *a}\n", [10, 12, endless]],
    ["a: &a [*a]\n", [7, 9, endless]],
    ["a: &a {<<: *a}\n", [11, 13, endless]],
    ["c: &c\na: {<<: *c}\n", [14, 16, onlyMappings]],
    ["a: {<<: }\n", [8, 8, onlyMappings]],
    ["a: {<<: text}\n", [8, 12, onlyMappings]],
    ["c: &c {a: 1}\na: {<<: [*c, 1]}\n", [21, 28, onlyMappings]],
    ["c: &c {a: 1}\na: {<<: [[*c]]}\n", [21, 27, onlyMappings]],
    ["a: !!int b\n", [9, 10, "The tag `!!int` does not fit this value."]],
  ];
  for (const [yaml, ...expected] of rows) it(JSON.stringify(yaml), () => {
    const { problems } = build(yaml);
    expect(problems.map(({ range, message }) => [range.start, range.end, message])).toEqual(expected);
    expect(problems.every(({ kind, file }) => kind === "syntax" && file.path === "compose.yaml")).toBe(true);
  });

  it("of the text come first, with both places of equal keys", () => {
    expect(build("a: 1\na: 2\n").problems).toMatchObject([{ kind: "syntax", range: { start: 5, end: 6 }, related: { range: { start: 0, end: 1 }, message: "The first one is here.", file: { path: "compose.yaml" } } }]);
  });

  it("in an anchor are told once, however often it is used", () => {
    expect(build("a: &a {1: b}\nc: *a\nd: {<<: *a}\n").problems).toHaveLength(1);
  });
});

describe("one anchor at two places, one within the other, is a circle to Compose", () => {
  const rows: readonly (readonly [yaml: string, start?: number])[] = [
    ["o: &o {k: v}\na: {<<: *o, b: {<<: *o}}\n", 21],
    ["o: &o {k: v}\na: {b: {<<: *o}, <<: *o}\n", 34],
    ["o: &o {k: v}\na: {<<: *o, b: {c: *o}}\n", 21],
    ["o: &o {k: v}\na: {b: *o, c: {d: *o}}\n"],
    ["o: &o {k: v}\na: {<<: [*o], b: {<<: *o}}\n"],
    ["o: &o {k: v}\na: {<<: *o}\nb: {<<: *o}\n"],
    ["o: &o {k: v}\n<<: *o\na: {<<: *o}\n"],
    ["o: &o {k: v}\nq: &q {z: {<<: *o}}\na: {<<: *o, y: *q}\n"],
    ["o: &o {k: v}\na: {<<: *o}\n---\na: {b: {<<: *o}}\n"],
  ];
  for (const [yaml, start] of rows) it(JSON.stringify(yaml), () => {
    expect(build(yaml).problems.map(({ range }) => range.start)).toEqual(start === undefined ? [] : [start]);
  });
});
