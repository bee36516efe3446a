import { describe, expect, it } from "vitest";
import { readEnvFile } from "../../src/compose/env-file.js";

/* Every row was put to compose-go 2.16.2 as an `env_file`, with A=outer in the environment. */
const outer = (name: string): string | undefined => (name === "A" ? "outer" : undefined);
const read = (text: string): Readonly<Record<string, string>> => Object.fromEntries(readEnvFile(text, outer));

const tables: Readonly<Record<string, readonly (readonly [text: string, values: Readonly<Record<string, string>>])[]>> = {
  "assignments": [
    ["B=1\n", { B: "1" }],
    ["B=1", { B: "1" }],
    ["B=1\r\nC=2\r\n", { B: "1", C: "2" }],
    ["\uFEFFB=1\n", { B: "1" }],
    ["B = 2 \n", { B: "2" }],
    [" export B=3\nexport\tC=4\n", { B: "3", C: "4" }],
    ["B:5\nC: 6\n", { B: "5", C: "6" }],
    ["B=a=b\nC=a:b\n", { B: "a=b", C: "a:b" }],
    ["B=\nC= \n", { B: "", C: "" }],
    ["1B=9\nB.C=10\nB-C=11\n", { "1B": "9", "B.C": "10", "B-C": "11" }],
    ["B=1\nB=2\n", { B: "2" }],
    ["__proto__=1\n", JSON.parse('{"__proto__": "1"}') as Record<string, string>],
  ],
  "names without a value come from outside": [
    ["A\n", { A: "outer" }],
    ["NONE\n", {}],
  ],
  "comments": [
    ["# B=1\n  # C=2\n\nD=3\n", { D: "3" }],
    ["B=a # c\nC=a#c\nD=#c\nE= #c\n", { B: "a", C: "a#c", D: "#c", E: "#c" }],
    ["B='x # y' # c\nC=\"x # y\" # c\n", { B: "x # y", C: "x # y" }],
  ],
  "quotes": [
    ["B='a\"b'\nC=\"a'b\"\nD=a'b'\n", { B: 'a"b', C: "a'b", D: "a'b'" }],
    ["B='a\\nb'\nC=\"a\\nb\"\nD=a\\nb\n", { B: "a\\nb", C: "a\nb", D: "a\\nb" }],
    ["B=\"a\nb\"\nC='c\nd'\n", { B: "a\nb", C: "c\nd" }],
    ["B=\"\\$A\"\nC=\"a\\\\nb\"\nD='it\\'s'\n", { B: "$A", C: "a\\nb", D: "it's" }],
    ["B=\"a\"b\nC=1\n", { B: "a", C: "1" }],
  ],
  "variables": [
    ["B=$A\nC=\"${A}x\"\nD='$A'\n", { B: "outer", C: "outerx", D: "$A" }],
    ["B=1\nC=$B\nD=${NONE:-d}\n", { B: "1", C: "1", D: "d" }],
    ["A=own\nB=$A\n", { A: "own", B: "outer" }],
    ["B=$C\nC=1\n", { B: "", C: "1" }],
  ],
  "lines that are no assignment do not hide the others": [
    ["A B=1\nC=2\n", { C: "2" }],
    ["just words\nC=2\n", { C: "2" }],
    ["=1\nC=2\n", expect.objectContaining({ C: "2" }) as never],
  ],
};

describe.each(Object.entries(tables))("%s", (_, rows) => {
  it.each(rows)("%j", (text, values) => {
    expect(read(text)).toEqual(values);
  });
});
