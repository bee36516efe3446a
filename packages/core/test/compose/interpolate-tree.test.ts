import { describe, expect, it } from "vitest";
import { castText, type Cast } from "../../src/compose/casts.js";
import { interpolateTree } from "../../src/compose/interpolate-tree.js";
import type { Path } from "../../src/compose/path.js";
import { nodeAt, type Scalar } from "../../src/compose/tree.js";
import { treeOf } from "./tree-of.js";

const variables: Readonly<Record<string, string>> = { N: "2", YES: "yes", WORD: "word", EMPTY: "" };
const run = (yaml: string): ReturnType<typeof interpolateTree> => interpolateTree(treeOf(yaml), (name) => variables[name]);

describe("values", () => {
  const rows: readonly (readonly [yaml: string, path: Path, expected: Partial<Scalar>])[] = [
    ["x-a: $WORD\n", ["x-a"], { value: "word", type: "string", known: true }],
    ["x-a: {b: [c, '${WORD}s']}\n", ["x-a", "b", 1], { value: "words" }],
    ["x-a: 5\n", ["x-a"], { value: 5, type: "integer", variables: [] }],
    // Read as text, and never again as YAML.
    ["x-a: $N\n", ["x-a"], { value: "2", type: "string" }],
    ["x-a: $NONE\n", ["x-a"], { value: "", known: false, variables: [{ name: "NONE", from: "nobody" }] }],
    ["x-a: ${NONE:-d}\n", ["x-a"], { value: "d", known: true, variables: [{ name: "NONE", from: "default" }] }],
    ["$WORD: a\n", ["$WORD"], { value: "a" }],
    // Text becomes a number or a truth value where Compose wants one, with or without variables.
    ["services: {a: {scale: $N}}\n", ["services", "a", "scale"], { value: 2, type: "integer" }],
    ["services: {a: {scale: '3'}}\n", ["services", "a", "scale"], { value: 3, type: "integer" }],
    ["services: {a: {scale: $NONE}}\n", ["services", "a", "scale"], { value: "", known: false }],
    ["services: {a: {cpus: '1.5'}}\n", ["services", "a", "cpus"], { value: 1.5, type: "float" }],
    ["services: {a: {privileged: $YES}}\n", ["services", "a", "privileged"], { value: true, type: "boolean" }],
    ["services: {a: {tty: off}}\n", ["services", "a", "tty"], { value: false }],
    ["services: {a: {ulimits: {nofile: {soft: '5'}}}}\n", ["services", "a", "ulimits", "nofile", "soft"], { value: 5 }],
    ["services: {a: {ports: [{target: '80'}]}}\n", ["services", "a", "ports", 0, "target"], { value: 80 }],
    ["networks: {n: {external: yes}}\n", ["networks", "n", "external"], { value: true }],
    // Elsewhere it stays text.
    ["services: {a: {environment: {A: $N}, mem_limit: $N}}\n", ["services", "a", "environment", "A"], { value: "2" }],
    ["services: {a: {restart: no}}\n", ["services", "a", "restart"], { value: "no" }],
  ];
  it.each(rows)("%j", (yaml, path, expected) => {
    const { tree, problems } = run(yaml);
    expect(problems).toEqual([]);
    expect(nodeAt(tree, path)).toMatchObject(expected);
  });
});

describe("faults are told at the value", () => {
  const rows: readonly (readonly [yaml: string, kind: string, start: number, path: Path, message: string | RegExp])[] = [
    ["x-a: ['${']\n", "interpolation", 6, ["x-a", 0], /^`\$\{` is never closed/],
    ["x-a: &x '${1}'\nx-b: *x\n", "interpolation", 8, ["x-a"], /^`\$\{` must be followed/],
    ["services: {a: {scale: many}}\n", "schema", 22, ["services", "a", "scale"], "`scale` must be a whole number."],
    ["services: {a: {scale: $WORD}}\n", "schema", 22, ["services", "a", "scale"], "`scale` must be a whole number."],
    ["services: {a: {scale: $EMPTY}}\n", "schema", 22, ["services", "a", "scale"], "`scale` must be a whole number; it is empty."],
    ["services: {a: {cpus: x}}\n", "schema", 21, ["services", "a", "cpus"], "`cpus` must be a number."],
    ["services: {a: {init: maybe}}\n", "schema", 21, ["services", "a", "init"], "`init` must be true or false."],
  ];
  it.each(rows)("%j", (yaml, kind, start, path, message) => {
    const [problem] = run(yaml).problems;
    expect(problem).toMatchObject({ kind, path, range: { start } });
    expect(problem?.message).toMatch(message);
  });

  it("and what cannot be read is not known", () => {
    expect(nodeAt(run("x-a: ${\n").tree, ["x-a"])).toMatchObject({ known: false });
  });
});

it("what holds no variable stays the same object", () => {
  const tree = treeOf("services: {a: {image: x, command: [a, b]}}\n");
  expect(interpolateTree(tree, () => undefined).tree).toBe(tree);
});

describe("castText", () => {
  const rows: readonly (readonly [cast: Cast, text: string, value: number | boolean | undefined])[] = [
    ["integer", "5", 5], ["integer", "-1", -1], ["integer", "+2", 2], ["integer", "007", 7], ["integer", "1.5", undefined], ["integer", "0x2", undefined],
    ["integer", "1_0", undefined], ["integer", " 2", undefined], ["integer", "", undefined], ["integer", "9".repeat(20), undefined],
    ["float", "1", 1], ["float", ".5", 0.5], ["float", "5.", 5], ["float", "1e1", 10], ["float", "-0.5", -0.5], ["float", "x", undefined], ["float", "", undefined], ["float", ".", undefined],
    ["boolean", "true", true], ["boolean", "TRUE", true], ["boolean", "y", true], ["boolean", "Yes", true], ["boolean", "on", true],
    ["boolean", "false", false], ["boolean", "N", false], ["boolean", "no", false], ["boolean", "OFF", false],
    ["boolean", "1", undefined], ["boolean", "t", undefined], ["boolean", " true", undefined], ["boolean", "", undefined],
  ];
  it.each(rows)("%s of %j is %j", (cast, text, value) => {
    expect(castText(text, cast)).toBe(value);
  });
});
