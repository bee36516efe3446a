import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { YamlNode } from "../../src/yaml/nodes.js";
import { parseYaml } from "../../src/yaml/parse.js";
import { typeScalar } from "../../src/yaml/scalar-type.js";
import { isPlainSafe, writeBlockEntry, writeBlockItem, writeFlow, writeFlowEntry, writeScalar, type Writable, WrittenYaml, type WritingStyle } from "../../src/yaml/write.js";

const usual: WritingStyle = { lineBreak: "\n", indent: 2, sequenceIndent: 2, quote: '"', flowLists: false, quoteAll: false };

describe("a scalar is quoted only where it must be", () => {
  const rows: readonly (readonly [value: string | number | boolean | null, double: string, single?: string])[] = [
    ["nginx:1.27", "nginx:1.27"],
    ["/var/lib/data", "/var/lib/data"],
    ["a b", "a b"],
    ["512m", "512m"],
    ["a#b", "a#b"],
    ["it's", "it's"],
    ["", '""', "''"],
    ["512", '"512"', "'512'"],
    ["true", '"true"', "'true'"],
    ["no", '"no"', "'no'"],
    ["2020-01-01", '"2020-01-01"', "'2020-01-01'"],
    ["1.10", '"1.10"', "'1.10'"],
    ["22:22", '"22:22"', "'22:22'"],
    ["<<", '"<<"', "'<<'"],
    ["a: b", '"a: b"', "'a: b'"],
    ["a:", '"a:"', "'a:'"],
    ["a #b", '"a #b"', "'a #b'"],
    [" a", '" a"', "' a'"],
    ["- a", '"- a"', "'- a'"],
    ["*.log", '"*.log"', "'*.log'"],
    ["'x'", "\"'x'\"", "'''x'''"],
    ['"x"', '"\\"x\\""', "'\"x\"'"],
    ["a\nb", '"a\\nb"', '"a\\nb"'],
    ["a\u0085b\u2028\uFEFF", '"a\\u0085b\\u2028\\ufeff"', '"a\\u0085b\\u2028\\ufeff"'],
    [512, "512"],
    [1.5, "1.5"],
    [true, "true"],
    [null, "null"],
  ];
  for (const [value, double, single = double] of rows) it(JSON.stringify(value), () => {
    expect(writeScalar(value, usual)).toBe(double);
    expect(writeScalar(value, { ...usual, quote: "'" })).toBe(single);
  });

  it("or where the file is JSON", () => {
    expect(writeBlockEntry("a", ["b", 1], 0, { ...usual, quoteAll: true, flowLists: true })).toBe('"a": ["b", 1]');
  });
});

describe("collections follow the habits of the file", () => {
  const value = { image: "x", list: ["a", "b"], map: { on: "1", off: "x" }, none: [], empty: {} };
  it("in block style", () => {
    expect(writeBlockEntry("web", value, 2, usual)).toBe(
      'web:\n    image: x\n    list:\n      - a\n      - b\n    map:\n      "on": "1"\n      "off": "x"\n    none: []\n    empty: {}',
    );
  });
  it("with other indentation, line ends and lists in brackets", () => {
    expect(writeBlockEntry("web", value, 0, { ...usual, lineBreak: "\r\n", indent: 4, flowLists: true, quote: "'" })).toBe(
      "web:\r\n    image: x\r\n    list: [a, b]\r\n    map:\r\n        'on': '1'\r\n        'off': 'x'\r\n    none: []\r\n    empty: {}",
    );
  });
  it("with dashes in the column of their key", () => {
    expect(writeBlockEntry("list", ["a", { b: "c", d: ["e"] }], 2, { ...usual, sequenceIndent: 0 })).toBe("list:\n  - a\n  - b: c\n    d:\n    - e");
  });
  it("in flow style", () => {
    expect(writeFlow({ a: ["b, c", "d"], e: { f: null } }, usual)).toBe('{a: ["b, c", "d"], e: {f: null}}');
    expect(writeFlowEntry("a,b", "is it? no", usual)).toBe('"a,b": "is it? no"');
  });
  it("and take over what is YAML already", () => {
    expect(writeBlockItem({ a: new WrittenYaml("*b"), c: new WrittenYaml("!reset []") }, 4, usual)).toBe("- a: *b\n      c: !reset []");
  });
});

/** Everything that can be written: all characters but halves of a pair, and words that mean something to YAML. */
const text = fc.oneof(
  fc.string({ unit: fc.constantFrom(...Array.from("ab01:#-?,[]{}&*!|>'\"%@`=<~ .\\/\n\r\t\0\u0085\u00A0\u2028\uFEFF\uFFFE🙂é$")), maxLength: 8 }),
  fc.string({ unit: "binary", maxLength: 4 }),
  fc.constantFrom("null", "~", "yes", "0x1F", "1e3", ".5", "1_0", "2020-01-01", "<<", "---", "...", "key: value", "# c", "- a", "? a"),
);
const scalar = fc.oneof(text, fc.maxSafeInteger(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null));
const style = fc.record<WritingStyle>({
  lineBreak: fc.constantFrom("\n", "\r\n"), indent: fc.constantFrom(2, 4), sequenceIndent: fc.constantFrom(0, 2), quote: fc.constantFrom('"', "'"), flowLists: fc.boolean(), quoteAll: fc.boolean(),
});
const { tree } = fc.letrec<{ tree: Writable; list: Writable; map: Writable }>((tie) => ({
  tree: fc.oneof({ depthSize: "small" }, scalar, tie("list"), tie("map")),
  list: fc.array(tie("tree"), { maxLength: 3 }),
  map: fc.dictionary(text, tie("tree"), { maxKeys: 3 }),
}));

function read(node: YamlNode): unknown {
  switch (node.kind) {
    case "scalar":
      return typeScalar(node).value;
    case "sequence":
      return node.items.map(({ value }) => read(value));
    case "mapping":
      return Object.fromEntries(node.entries.map(({ key, value }) => [String(read(key)), read(value)]));
    default:
      throw new Error("Nothing here is an alias.");
  }
}

/** What a YAML text says, by our own reading; -0 reads back as a float and counts as 0. */
function readBack(yaml: string): unknown {
  const { documents, problems } = parseYaml(yaml);
  expect(problems).toEqual([]);
  expect(documents).toHaveLength(1);
  return documents[0] && read(documents[0].root);
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;

describe("everything that is written reads back as the same", () => {
  it("a scalar after a key, as a key, as an item and in brackets", () => {
    fc.assert(fc.property(scalar, text, style, (value, key, habits) => {
      const expected = plain({ [key]: value });
      expect(plain(readBack(writeBlockEntry(key, value, 0, habits)))).toEqual(expected);
      expect(plain(readBack(`{${writeFlowEntry(key, value, habits)}}`))).toEqual(expected);
      expect(plain(readBack(writeBlockItem(value, 0, habits)))).toEqual(plain([value]));
    }), { numRuns: 1_000 });
  });

  it("a tree in block and in flow style", () => {
    fc.assert(fc.property(tree, style, (value, habits) => {
      expect(plain(readBack(`${writeBlockEntry("key", value, 0, habits)}${habits.lineBreak}`))).toEqual(plain({ key: value }));
      expect(plain(readBack(writeBlockItem(value, 0, habits)))).toEqual(plain([value]));
      expect(plain(readBack(`[${writeFlow([value], habits)}]`))).toEqual(plain([[value]]));
    }), { numRuns: 500 });
  });

  it("text that may stand without quotes means the same to YAML 1.1", () => {
    for (const word of ["y", "N", "On", "OFF", "yes", "1:30", "0o7", "=", "null"]) expect(isPlainSafe(word)).toBe(false);
  });
});
