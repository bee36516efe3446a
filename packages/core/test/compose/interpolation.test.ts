import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { interpolate } from "../../src/compose/interpolation.js";

const variables: Readonly<Record<string, string>> = { SET: "value", EMPTY: "", OTHER: "$SET", _x1: "under", D: "$$" };
const read = (template: string): ReturnType<typeof interpolate> => interpolate(template, (name) => variables[name]);

const known: Readonly<Record<string, readonly (readonly [template: string, text: string])[]>> = {
  "names": [
    ["plain", "plain"],
    ["$SET", "value"],
    ["${SET}", "value"],
    ["a${SET}b$SET-c", "avaluebvalue-c"],
    ["$_x1", "under"],
    ["${EMPTY}", ""],
    ["$SET.$SET/$SET", "value.value/value"],
  ],
  "dollar signs": [
    ["$$", "$"],
    ["$$SET", "$SET"],
    ["$$$SET", "$value"],
    ["$${SET}", "${SET}"],
    ["a $ b", "a $ b"],
    ["end$", "end$"],
    ["$1 $- $. $%", "$1 $- $. $%"],
    ["$é", "$é"],
    ["}$}", "}$}"],
  ],
  "default": [
    ["${SET:-d}", "value"],
    ["${SET-d}", "value"],
    ["${EMPTY:-d}", "d"],
    ["${EMPTY-d}", ""],
    ["${NONE:-d}", "d"],
    ["${NONE-d}", "d"],
    ["${NONE:-}", ""],
    ["${NONE:- d }", " d "],
    ["${NONE:-a b:c-d?e+f}", "a b:c-d?e+f"],
    ["${NONE-a:?b}", "a:?b"],
    ["${NONE:-/path:/path}", "/path:/path"],
  ],
  "alternative": [
    ["${SET:+s}", "s"],
    ["${SET+s}", "s"],
    ["${EMPTY:+s}", ""],
    ["${EMPTY+s}", "s"],
    ["${SET:+}", ""],
  ],
  "required": [
    ["${SET:?told}", "value"],
    ["${SET?told}", "value"],
    ["${EMPTY?told}", ""],
  ],
  "nesting": [
    ["${NONE:-${SET}}", "value"],
    ["x:${NONE:-${NOR:-c}-y}z", "x:c-yz"],
    ["${NONE:-$SET}", "value"],
    ["${NONE:-$$SET}", "$SET"],
    ['${NONE:-{"a":1}}', '{"a":1}'],
    ["${NONE:-{}}", "{}"],
    ["${NONE:-{}", "{"],
    ["${NONE:-a}b}", "ab}"],
    ["${SET:+${SET}/}b", "value/b"],
    ["${SET:-${}}", "value"],
  ],
  "a value is never read again": [
    ["$OTHER", "$SET"],
    ["${NONE:-$OTHER}", "$SET"],
    ["$D", "$$"],
  ],
};

describe.each(Object.entries(known))("%s", (_, rows) => {
  it.each(rows)("%j", (template, text) => {
    expect(read(template)).toMatchObject({ text, known: true });
  });
});

describe("what nobody set is not known; the text is what Compose would take", () => {
  const rows: readonly (readonly [template: string, text: string])[] = [
    ["$NONE", ""],
    ["a${NONE}b", "ab"],
    ["$SET$NONE", "value"],
    ["${NONE:+s}", ""],
    ["${NONE+s}", ""],
    ["${NOR:-${NONE}x}", "x"],
    ["${SET:+$NONE}", ""],
    ["${NONE:?told}", ""],
    ["${NONE?told}", ""],
    ["${EMPTY:?told}", ""],
  ];
  it.each(rows)("%j", (template, text) => {
    expect(read(template)).toMatchObject({ text, known: false });
  });
});

describe("who supplied a value", () => {
  const rows: readonly (readonly [template: string, ...variables: string[]])[] = [
    ["plain $$"],
    ["$SET", "SET environment"],
    ["$NONE", "NONE nobody"],
    ["${NONE:-d}", "NONE default"],
    ["${EMPTY:-d}", "EMPTY default"],
    ["${SET:-${NONE}}", "SET environment"],
    ["${NONE:-${SET}}", "NONE default", "SET environment"],
    ["${SET:+${NOR:-x}}", "SET environment", "NOR default"],
    ["${NONE:+x}", "NONE nobody"],
    ["${NONE?told}", "NONE nobody"],
    ["$SET$NONE", "SET environment", "NONE nobody"],
  ];
  it.each(rows)("%j", (template, ...expected) => {
    const result = read(template);
    expect("variables" in result && result.variables.map(({ name, from }) => `${name} ${from}`)).toEqual(expected);
  });
});

describe("templates that cannot be read", () => {
  const open = "`${` is never closed by `}`. Write `$$` for a plain dollar sign.";
  const noName = "`${` must be followed by the name of a variable. Write `$$` for a plain dollar sign.";
  const shell = /^`\$\{SET…\}` may go on only with `:-`, `-`, `:\?`, `\?`, `:\+` or `\+`\./;
  const rows: readonly (readonly [template: string, fault: string | RegExp])[] = [
    ["${", open],
    ["${SET", open],
    ["${SET:-a", open],
    ["${}", noName],
    ["${ }", noName],
    ["${1}", noName],
    ["${ SET}", noName],
    ["${SET }", shell],
    ["${SET:0:1}", shell],
    ["${SET/a/b}", shell],
    ["${SET%a}", shell],
    ["${SET:}", shell],
    ["${SET^^}", shell],
    ["${NONE:-${}}", noName],
    ["${SET:+${1}}", noName],
    [`${"${A:-".repeat(101)}x${"}".repeat(101)}`, "Defaults inside defaults more than 100 levels deep."],
  ];
  it.each(rows)("%j", (template, fault) => {
    const result = read(template);
    expect("fault" in result && result.fault).toMatch(fault instanceof RegExp ? fault : new RegExp(`^${fault.replace(/[$^.*+?()[\]{}|\\]/g, "\\$&")}$`));
  });
});

it("text without a dollar sign stays as it is, and doubled dollar signs come out single", () => {
  fc.assert(fc.property(fc.string(), (text) => {
    expect(read(text.replaceAll("$", "$$$$"))).toEqual({ text, known: true, variables: [] });
  }));
});

it("any text ends in a result or a fault", () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...Array.from("$${}:-?+ASET1 \n")) }), (template) => {
    const result = read(template);
    expect("fault" in result ? result.fault : result.text).toBeTypeOf("string");
  }));
});
