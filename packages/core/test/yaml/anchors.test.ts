import { describe, expect, it } from "vitest";
import { resolveAliases } from "../../src/yaml/anchors.js";
import type { YamlAlias } from "../../src/yaml/nodes.js";
import { parseYaml } from "../../src/yaml/parse.js";

/** Offset of each alias and of the value it stands for. */
function resolve(text: string): readonly (readonly [alias: number, target: number])[] {
  const { targets } = resolveAliases(parseYaml(text));
  return [...targets].map(([alias, target]) => [alias.range.start, target.range.start]);
}

describe("an alias stands for the last definition above it", () => {
  const rows: readonly (readonly [what: string, text: string, ...pairs: (readonly [alias: number, target: number])[]])[] = [
    ["of a scalar", "- &a b\n- *a\n", [9, 5]],
    ["of a mapping", "- &a\n  b: c\n- *a\n", [14, 7]],
    ["of a redefined anchor", "- &a one\n- *a\n- &a two\n- *a\n", [11, 5], [25, 19]],
    ["on a key", "&k a: *k\n", [6, 3]],
    ["as a key", "a: &k b\n*k : c\n", [8, 6]],
    ["in the document above", "a: &x b\n---\nc: *x\n", [15, 6]],
    ["in any document above", "&x a\n---\nb\n---\n*x\n", [15, 3]],
    ["around it: the fault is told where it is expanded", "&a [*a]\n", [4, 3]],
    ["inside another anchor", "- &a [&b c, *b]\n- [*a, *b]\n", [12, 9], [19, 5], [23, 9]],
  ];
  for (const [what, text, ...pairs] of rows) it(what, () => {
    expect(resolve(text)).toEqual(pairs);
    expect(resolveAliases(parseYaml(text)).problems).toEqual([]);
  });
});

describe("an alias without a definition above it is told", () => {
  const rows: readonly (readonly [text: string, ...places: (readonly [start: number, end: number, name: string])[]])[] = [
    ["a: *x\n", [3, 5, "x"]],
    ["- *x\n- &x a\n", [2, 4, "x"]],
    ["[*x, *y, *x]", [1, 3, "x"], [5, 7, "y"], [9, 11, "x"]],
    ["*k : v\n", [0, 2, "k"]],
    ["a: *X\nb: &x c\n", [3, 5, "X"]],
  ];
  for (const [text, ...places] of rows) it(JSON.stringify(text), () => {
    const { targets, problems } = resolveAliases(parseYaml(text));
    expect(problems).toEqual(places.map(([start, end, name]) => ({ range: { start, end }, message: `No anchor \`&${name}\` is defined above this alias.` })));
    expect([...targets.keys()].map(({ name }: YamlAlias) => name)).toEqual([]);
  });
});
