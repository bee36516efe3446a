import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hostile, manyServices } from "../../../../test/fixtures/generate.js";
import { withoutNothing } from "../../src/yaml/dialect.js";
import type { YamlDocument } from "../../src/yaml/nodes.js";
import { readComposed, type Composed } from "../../src/yaml/read-composed.js";
import { readDirectly } from "../../src/yaml/read-directly.js";
import { tokenize } from "../../src/yaml/tokenize.js";

const FIXTURES = resolve(import.meta.dirname, "../../../../test/fixtures");

/** What both readers make of a text. */
function readings(text: string, anyIndent = false): { readonly direct: YamlDocument | undefined; readonly composed: Composed } | undefined {
  const { tokens: all, tooMuch } = tokenize(text, anyIndent);
  if (tooMuch) return undefined;
  const tokens = withoutNothing(all);
  return { direct: readDirectly(tokens), composed: readComposed(tokens, text, [], 10) };
}

/** Whether it was read directly; if so, as the composer reads it, who must have found no fault. */
function isReadAlike(text: string, anyIndent = false): boolean {
  const { direct, composed } = readings(text, anyIndent) ?? {};
  if (direct) expect({ text, documents: [direct], problems: [], indentMatters: false }).toEqual({ text, ...composed });
  return direct !== undefined;
}

const COMMON: readonly (readonly [string, string])[] = [
  ["mappings and lists", "a:\n  b:\n    - c\n    - d: e\n      f: g\n  h:\n  - i\n"],
  ["blanks, comments and empty lines everywhere", "# one\n\na: # two\n\n  # three\n  b:   c   # four\n  # five\n\n  d: e\n# six\n\n"],
  ["nothing where a value could stand", "a:\nb: # why\nc:\n  # here\nd:\n  -\n  - # none\n  - e\nf:   \n"],
  ["a last line without an end", "a:\n  b: c"],
  ["the sign of a document", "---\na: b\n"],
  ["the sign of a document behind comments", "# a\n\n--- # b\n- c\n"],
  ["a mark of byte order", "\uFEFFa: b\n"],
  ["carriage returns", "a:\r\n  - b\r\n  - 'c\r\n    d'\r\n"],
  ["quotes", "'a': \"b\"\n\"c\": 'd'\ne: 'it''s'\nf: \"\\t\\u0041\"\ng: ''\nh: \"\"\n"],
  ["text of several lines", "a: b\n  c\n\n  d\ne: 'f\n  g'\nh: \"i \\\n  j\"\n"],
  ["text in blocks", "a: |\n  b\n\n    c\nd: >- # e\n  f\n  g\nh: |2+\n   i\n\nj:\n  - |\n    k\n"],
  ["a block at the end of the file", "a: |\n  b"],
  ["anchors and aliases", "a: &b\n  c: &d e\nf: *b\ng:\n  <<: *b\nh: &i\n  - &j k\n  - *j # l\nm: &n [*j, &o p, {q: *o}]\nr: &s |\n  t\n"],
  ["brackets and braces", "a: [b, 'c', \"d\"]\ne: {f: g, \"h\":i, 'j': [k], l: }\nm: [ ]\nn: {}\no: [p, ]\nq: {r: s,}\n"],
  ["brackets over several lines", "a: [\n  b, # c\n  d\n  ]\ne: {\n  # f\n  g: h,\n  i: j # k\n}\nl:\n  [m,\n   n]\n"],
  ["JSON", '{"a": [1, 2.5, null, true, {"b": "c"}], "d": {}}\n'],
  ["a list alone", "- a\n- b\n# c\n"],
  ["a text alone", "a\n"],
];

/** What is uncommon, what is wrong, and what Compose takes otherwise than YAML has it. */
const LEFT: readonly (readonly [string, string])[] = [
  ["no document", "# a\n"],
  ["an empty document", "---\n"],
  ["two documents", "a: b\n---\nc: d\n"],
  ["the end of a document", "a: b\n...\n"],
  ["a directive", "%YAML 1.1\n---\na: b\n"],
  ["a mapping behind the sign of a document", "--- a: b\n"],
  ["a block behind the sign of a document", "--- |\n  a\n"],
  ["an anchor of the whole", "--- &a\nb: c\n"],
  ["a tag", "a: !!str 1\n"],
  ["a tag of Compose", "a: !reset null\n"],
  ["an explicit key", "? a\n: b\n"],
  ["no key", ": a\n"],
  ["a key with an anchor", "&a b: c\n"],
  ["an alias as a key", "a: &b c\n*b : d\n"],
  ["a list as a key", "[a]: b\n"],
  ["a key in braces without a value", "a: {b}\n"],
  ["a pair in brackets", "a: [b: c]\n"],
  ["a key twice", "a: b\na: c\n"],
  ["a key twice in braces", "a: {b: c, \"b\": d}\n"],
  ["two merge keys", "a: &a {}\nb:\n  <<: *a\n  <<: *a\n"],
  ["another column", "a:\n    b: c\n  d: e\n"],
  ["a mapping behind a key", "a: b: c\n"],
  ["a list behind a key", "a: - b\n"],
  ["a key without a colon", "a: b\nc\n"],
  ["a colon on a line of its own", "{a\n: b}\n"],
  ["a key on two lines", "{a\n b: c}\n"],
  ["an anchor that touches", "a: &b'c'\n"],
  ["two anchors", "a: &b &c d\n"],
  ["an anchor of an alias", "a: &b c\nd: &e *b\n"],
  ["an anchor of nothing", "a: &b\nc: d\n"],
  ["an anchor without a name", "a: & b\n"],
  ["an anchor in front of a dash", "a:\n  &b - c\n"],
  ["brackets that are not closed", "a: [b\nc: d\n"],
  ["brackets closed by braces", "a: [b}\n"],
  ["commas too many", "a: [b,, c]\n"],
  ["a comma first", "a: [, b]\n"],
  ["a comma too few", "a: ['b' 'c']\n"],
  ["quotes that are not closed", "a: 'b\n"],
  ["text behind quotes", "a: 'b' c\n"],
  ["a sign that text cannot begin with", "a: @b\n"],
  ["an escape that does not exist", 'a: "\\q"\n'],
  ["an escape that Compose does not know", 'a: "\\/"\n'],
  ["an escape that only Compose knows", 'a: "it\\\'s"\n'],
  ["a tab as indentation", "a:\n\tb: c\n"],
  ["a block without indentation", "- |\na\n"],
];

describe("readDirectly", () => {
  test.each(COMMON)("reads %s as the composer does", (_what, text) => {
    expect(isReadAlike(text)).toBe(true);
  });

  test.each(LEFT)("leaves %s to the composer", (_what, text) => {
    expect(readings(text)?.direct).toBeUndefined();
  });

  test("reads a large file", () => {
    expect(isReadAlike(manyServices(100))).toBe(true);
  });

  test("makes of any text the same as the composer, or nothing", () => {
    const texts = [...COMMON, ...LEFT].map(([, text]) => text).concat(manyServices(4), fixtures(), hostile.flatMap(({ text }) => (typeof text === "string" && text.length < 5_000 ? [text] : [])));
    const words = ["", " ", "  ", "\n", "\n  ", "\n    ", "\n  a:", "\n    b: 1", "\n- c", "#", " # d", ":", ": ", "- ", "'", '"', "''", "\\", "\\n", "{", "}", "[", "]", ",", ", ", "|", ">-\n", "&", "&e ", "&e\n", "*", "*e", "<<: *b", "!", "!!int ", "!reset ", "?", "? ", "---\n", "...\n", "\t", "\r\n", "\r", "% ", "@", "`", "\uFEFF", "\u0085", "é🐳", "null"];
    const edit = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), length: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(40)), text: fc.array(fc.constantFrom(...words), { maxLength: 3 }).map((some) => some.join("")) });
    let count = 0;
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.array(edit, { maxLength: 4 }), fc.boolean(), (start, edits, anyIndent) => {
        const text = edits.reduce((before, { at, length, text: put }) => {
          const from = Math.floor(at * before.length);
          return before.slice(0, from) + put + before.slice(from + length);
        }, start);
        if (isReadAlike(text, anyIndent)) count += 1;
      }),
      { seed: Number(process.env["PROPERTY_SEED"] ?? 1), numRuns: Number(process.env["PROPERTY_CASES"] ?? 5_000) },
    );
    expect(count).toBeGreaterThan(1_000);
  });
});

function fixtures(): readonly string[] {
  return readdirSync(FIXTURES, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => readFileSync(join(FIXTURES, name), "utf8"));
}
