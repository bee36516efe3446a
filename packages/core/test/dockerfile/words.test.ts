import { describe, expect, test } from "vitest";
import { expand, splitWords } from "../../src/dockerfile/words.js";

const VALUES: Readonly<Record<string, string | undefined>> = { a: "1", empty: "", path: "/x y" };

/** `unknown` is a variable whose value nobody knows, others have none. */
function expanded(word: string): string | undefined {
  const { text, known } = expand(word, (name) => {
    if (name === "unknown") return { text: "", known: false };
    const value = VALUES[name];
    return value === undefined ? undefined : { text: value, known: true };
  });
  return known ? text : undefined;
}

describe("expand", () => {
  test.each<readonly [word: string, text: string | undefined]>([
    ["plain", "plain"],
    ["$a", "1"],
    ["${a}", "1"],
    ["x${a}y$a.z", "x1y1.z"],
    ["$ab", undefined],
    ["$path", "/x y"],
    ["$empty", ""],
    ["$none", undefined],
    ["$unknown", undefined],
    ["$", "$"],
    ["a$.b", "a$.b"],
    ["$1", undefined],
    // Defaults.
    ["${a:-b}", "1"],
    ["${none:-b}", "b"],
    ["${none-b}", "b"],
    ["${empty:-b}", "b"],
    ["${empty-b}", ""],
    ["${unknown:-b}", undefined],
    ["${none:-$a}", "1"],
    ["${none:-${none:-${a}}}", "1"],
    ["${a:-$unknown}", "1"],
    ["${none:-$unknown}", undefined],
    ["${none:-a b}", "a b"],
    ['${none:-"}"}', "}"],
    ["${none:-}", ""],
    // Alternatives and demands.
    ["${a:+b}", "b"],
    ["${empty:+b}", ""],
    ["${empty+b}", "b"],
    ["${none:+b}", undefined],
    ["${a:?b}", "1"],
    ["${a?b}", "1"],
    ["${empty:?b}", undefined],
    ["${empty?b}", ""],
    ["${none?b}", undefined],
    // Patterns.
    ["${a#1}", undefined],
    ["${a%%1}", undefined],
    ["${a/1/2}", undefined],
    // Quotes.
    ["'$a'", "$a"],
    ['"$a b"', "1 b"],
    ["\\$a", "$a"],
    ['"\\$a\\x\\"\\\\"', '$a\\x"\\'],
    ["a\\ b", "a b"],
    ["a\\", "a"],
    // What Docker refuses.
    ["${a", undefined],
    ["${}", undefined],
    ["${a:=b}", undefined],
    ["${none:-b", undefined],
    ["'a", undefined],
    ['"a', undefined],
    [`${"${none:-".repeat(10_000)}x${"}".repeat(10_000)}`, undefined],
  ])("%s", (word, text) => {
    expect(expanded(word)).toBe(text);
  });
});

describe("splitWords", () => {
  test.each<readonly [text: string, words: readonly string[]]>([
    ["a=1 b=2", ["a=1", "b=2"]],
    ['a="1 2"  b=\'3 4\'', ['a="1 2"', "b='3 4'"]],
    ["a=1\\ 2 b", ["a=1\\ 2", "b"]],
    ['a="1', ['a="1']],
    ["", []],
  ])("%s", (text, words) => {
    expect(splitWords(text)).toEqual(words);
  });
});
