import { describe, expect, it } from "vitest";
import { buildTrees } from "../../src/compose/build-tree.js";
import type { Path } from "../../src/compose/path.js";
import { nodeAt } from "../../src/compose/tree.js";
import { openSource } from "../../src/text/source-file.js";
import { parseYaml } from "../../src/yaml/parse.js";
import { mergedTree } from "./tree-of.js";

/** The text a value is written as, the text of its key, and the steps that lead there. */
type Origin = readonly [value: string, key: string | undefined, ...via: string[]];

describe("an effective value knows where it is written, and how it got where it is", () => {
  const rows: readonly (readonly [yaml: string, path: Path, ...origin: Origin])[] = [
    ["a: b\n", ["a"], "b", "a"],
    ["a: {b: [c]}\n", ["a", "b", 0], "c", undefined],
    ["a: 'b c' # d\n", ["a"], "'b c'", "a"],
    ["a: &x b\nc: *x\n", ["a"], "b", "a"],
    ["a: &x b\nc: *x\n", ["c"], "b", "c", "alias x *x"],
    ["a: &x {k: v}\nc: *x\n", ["c", "k"], "v", "k", "alias x *x"],
    ["a: &x {k: v}\nc: {<<: *x}\n", ["c", "k"], "v", "k", "merge-key x <<: *x"],
    ["a: &x {k: v}\nc: {<<: [*x]}\n", ["c", "k"], "v", "k", "merge-key x <<: [*x]"],
    ["c: {<<: {k: v}}\n", ["c", "k"], "v", "k", "merge-key << <<: {k: v}"],
    ["l: &l [{k: v}]\nc: {<<: *l}\n", ["c", "k"], "v", "k", "merge-key l <<: *l"],
    ["a: &x {k: v}\nb: &y {<<: *x}\nc: *y\n", ["c", "k"], "v", "k", "alias y *y", "merge-key x <<: *x"],
    ["a: &x v\nb: &y {k: *x}\nc: {<<: *y}\n", ["c", "k"], "v", "k", "merge-key y <<: *y", "alias x *x"],
    ["a: b\n---\nc: d\n", ["a"], "b", "a"],
    ["a: b\n---\nc: d\n", ["c"], "d", "c", "next-document 2 "],
    ["a: &x b\n---\nc: *x\n", ["c"], "b", "c", "next-document 2 ", "alias x *x"],
    ["a:\n", ["a"], "", "a"],
    ["? a\n: b\n", ["a"], "b", "a"],
  ];
  for (const [yaml, path, value, key, ...via] of rows) it(JSON.stringify([yaml, path]), () => {
    const node = nodeAt(mergedTree(yaml).tree, path);
    if (!node) throw new Error("There is no such value.");
    const { range, keyRange, via: steps } = node.origin;
    const cut = ({ start, end }: { start: number; end: number }): string => yaml.slice(start, end);
    expect([cut(range), keyRange && cut(keyRange), ...steps.map((step) => `${step.kind} ${step.name} ${cut(step.range)}`)]).toEqual([value, key, ...via]);
  });
});

describe("limits", () => {
  const problemsOf = (text: string): readonly string[] => buildTrees(openSource("compose.yaml", text), parseYaml(text)).problems.map(({ range, message }) => `${String(range.start)} ${message}`);

  // Compose counts the root, every entry's value and every item; an alias counts as one.
  it("of values are those of Compose", () => {
    const values = (count: number): string => `a: &a [${Array.from({ length: count - 3 }, () => "b").join()}]\nc: *a\n`;
    expect(problemsOf(values(100_000))).toEqual([]);
    expect(problemsOf(values(100_001))).toEqual(["0 This document holds 100001 values; Compose reads up to 100000."]);
    expect(problemsOf(`${values(60_000)}---\n${values(60_000)}`)).toEqual([]);
  });

  it("of documents depend on how much is in them", () => {
    const documents = (count: number): string => "a: b\n---\n".repeat(count);
    expect(problemsOf(documents(900))).toEqual([]);
    expect(problemsOf(documents(1_100))).toEqual(["0 The file has 1101 documents with 2201 values; that is more than compose-lint lays over each other."]);
  });

  it("of what aliases expand to are told once, at the alias that goes too far", () => {
    const levels = Array.from({ length: 8 }, (_, level) => `x${String(level + 1)}: &l${String(level + 1)} [${`*l${String(level)},`.repeat(10)}]\n`);
    const text = `x0: &l0 [a]\n${levels.join("")}`;
    const { documents, problems } = buildTrees(openSource("compose.yaml", text), parseYaml(text));
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toMatch(/^The aliases of this file expand to more values than Compose files ever need;/);
    expect(text.slice(problems[0]?.range.start, problems[0]?.range.end)).toMatch(/^\*l\d$/);
    // What was read before is there.
    expect(nodeAt(documents[0]?.tree, ["x4", 9, 9, 9, 9, 0])).toMatchObject({ value: "a" });
  });
});
