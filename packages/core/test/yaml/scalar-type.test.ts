import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseYaml } from "../../src/yaml/parse.js";
import { printGo, tagFits, typePlain, typeScalar, type TypedScalar } from "../../src/yaml/scalar-type.js";

/**
 * Plain text, its type, and what `fmt.Sprint` makes of it. Recorded from a Go program that decodes each text by go.yaml.in/yaml/v4
 * v4.0.0-rc.6 into `any`, on a machine whose clock runs in UTC. Text without a third column stays as it is.
 */
const tables: Readonly<Record<string, readonly (readonly [text: string, type: TypedScalar["type"], printed?: string])[]>> = {
  "nothing": [
    ["", "null"], ["~", "null"], ["null", "null"], ["Null", "null"], ["NULL", "null"], ["nULL", "string"], ["Nil", "string"], ["nil", "string"],
  ],
  "truth values, and words that are none": [
    ["true", "boolean", "true"], ["True", "boolean", "true"], ["TRUE", "boolean", "true"], ["tRUE", "string"], ["false", "boolean", "false"],
    ["False", "boolean", "false"], ["FALSE", "boolean", "false"], ["yes", "string"], ["Yes", "string"], ["no", "string"], ["on", "string"],
    ["off", "string"], ["y", "string"], ["n", "string"], ["t", "string"],
  ],
  "integers in Go's base-0 syntax": [
    ["0", "integer", "0"], ["7", "integer", "7"], ["+1", "integer", "1"], ["-1", "integer", "-1"], ["440", "integer", "440"], ["0440", "integer", "288"],
    ["012", "integer", "10"], ["0755", "integer", "493"], ["0o17", "integer", "15"], ["0O17", "integer", "15"], ["0x1F", "integer", "31"],
    ["0X1f", "integer", "31"], ["0b11", "integer", "3"], ["0B11", "integer", "3"], ["-0b11", "integer", "-3"], ["-0x10", "integer", "-16"],
    ["+0x10", "integer", "16"], ["-010", "integer", "-8"], ["+010", "integer", "8"], ["00", "integer", "0"], ["000", "integer", "0"],
    ["-00", "integer", "0"],
  ],
  "what looks like an integer and is none": [
    ["08", "float", "8"], ["09", "float", "9"], ["-08", "float", "-8"], ["0888", "float", "888"], ["0o8", "string"], ["0b2", "string"], ["0xg", "string"],
    ["0x", "string"], ["0b", "string"], ["0o", "string"], ["--1", "string"], ["+-1", "string"], ["0-1", "string"], ["1a", "string"], ["1 2", "string"],
    ["$1", "string"], ["1%", "string"], ["1,000", "string"],
  ],
  "underscores": [
    ["1_000", "integer", "1000"], ["1__0", "integer", "10"], ["1_", "integer", "1"], ["_1", "string"], ["0_7", "integer", "7"], ["0x_1", "integer", "1"],
    ["0x1_F", "integer", "31"], ["0b_1", "integer", "1"], ["0o1_7", "integer", "15"], ["1_0.5_0", "float", "10.5"], ["1_e5", "float", "100000"],
    ["1e5_0", "float", "1e+50"], ["-_5", "integer", "-5"], ["._5", "string"], [".5_", "string"], [".1_5", "float", "0.15"], ["5_.", "float", "5"],
  ],
  "integers of 64 bits, and beyond": [
    ["9007199254740991", "integer", "9007199254740991"], ["9007199254740993", "integer", "9007199254740993"],
    ["123456789012345678", "integer", "123456789012345678"], ["9223372036854775807", "integer", "9223372036854775807"],
    ["9223372036854775808", "integer", "9223372036854775808"], ["-9223372036854775808", "integer", "-9223372036854775808"],
    ["-9223372036854775809", "float", "-9.223372036854776e+18"], ["+9223372036854775808", "float", "9.223372036854776e+18"],
    ["18446744073709551615", "integer", "18446744073709551615"], ["18446744073709551616", "float", "1.8446744073709552e+19"],
    ["0x7fffffffffffffff", "integer", "9223372036854775807"], ["0xffffffffffffffff", "integer", "18446744073709551615"],
    ["0x10000000000000000", "string"], ["01777777777777777777777", "integer", "18446744073709551615"], ["02000000000000000000000", "float", "2e+21"],
    ["1111111111111111111111111111111111111111", "float", "1.1111111111111112e+39"],
  ],
  "floats": [
    ["1.10", "float", "1.1"], ["0.1", "float", "0.1"], ["1.0", "float", "1"], ["-1.5", "float", "-1.5"], ["5.", "float", "5"], ["+5.", "float", "5"],
    [".5", "float", "0.5"], ["-.5", "float", "-0.5"], [".5e1", "float", "5"], ["1e3", "float", "1000"], ["1E3", "float", "1000"],
    ["1e+3", "float", "1000"], ["1e-3", "float", "0.001"], ["1.e3", "float", "1000"], ["0e0", "float", "0"], ["-0", "float", "-0"],
    ["-0.0", "float", "-0"], ["+0", "integer", "0"], ["0.0", "float", "0"], ["08.5", "float", "8.5"], ["123e-2", "float", "1.23"],
    ["1e05", "float", "100000"], ["1e", "string"], ["1e+", "string"], ["e1", "string"], ["1.2.3", "string"], ["1..2", "string"], [".", "string"],
    ["..", "string"], [".e1", "string"], ["+", "string"], ["0x1p4", "string"], ["1d3", "string"], ["1f", "string"],
  ],
  "floats as Go prints them": [
    ["20000000.0", "float", "2e+07"], ["100000.0", "float", "100000"], ["999999.5", "float", "999999.5"], ["1000000.0", "float", "1e+06"],
    ["1234567.8", "float", "1.2345678e+06"], ["123456.7", "float", "123456.7"], ["123456789.0", "float", "1.23456789e+08"], ["1e5", "float", "100000"],
    ["1e6", "float", "1e+06"], ["1e20", "float", "1e+20"], ["1e21", "float", "1e+21"], ["1e-4", "float", "0.0001"], ["1e-5", "float", "1e-05"],
    ["0.0001", "float", "0.0001"], ["0.00001", "float", "1e-05"], ["0.000012345", "float", "1.2345e-05"], ["-1.5e-7", "float", "-1.5e-07"],
    ["0.30000000000000004", "float", "0.30000000000000004"], ["1.7976931348623157e308", "float", "1.7976931348623157e+308"],
    ["4.9e-324", "float", "5e-324"], ["1e-400", "float", "0"], ["1e400", "string"], ["-1e400", "string"],
  ],
  "numbers that are not finite": [
    [".inf", "float", "+Inf"], [".Inf", "float", "+Inf"], [".INF", "float", "+Inf"], ["+.inf", "float", "+Inf"], ["-.inf", "float", "-Inf"],
    ["-.INF", "float", "-Inf"], [".nan", "float", "NaN"], [".NaN", "float", "NaN"], [".NAN", "float", "NaN"], [".Nan", "string"], ["inf", "string"],
    ["Inf", "string"], ["Infinity", "string"], ["NaN", "string"], ["nan", "string"],
  ],
  "no base 60": [
    ["22:22", "string"], ["12:30:45", "string"], ["190:20:30", "string"], ["1:2", "string"],
  ],
  "dates and times": [
    ["2020-01-01", "timestamp", "2020-01-01 00:00:00 +0000 UTC"], ["2020-1-1", "timestamp", "2020-01-01 00:00:00 +0000 UTC"],
    ["2020-02-29", "timestamp", "2020-02-29 00:00:00 +0000 UTC"], ["0000-01-01", "timestamp", "0000-01-01 00:00:00 +0000 UTC"],
    ["9999-12-31", "timestamp", "9999-12-31 00:00:00 +0000 UTC"], ["2020-01-01T10:00:00Z", "timestamp", "2020-01-01 10:00:00 +0000 UTC"],
    ["2020-01-01t10:00:00Z", "timestamp", "2020-01-01 10:00:00 +0000 UTC"], ["2020-01-01 10:00:00", "timestamp", "2020-01-01 10:00:00 +0000 UTC"],
    ["2020-01-01  1:2:3", "timestamp", "2020-01-01 01:02:03 +0000 UTC"], ["2020-01-01 10:00:00.5", "timestamp", "2020-01-01 10:00:00.5 +0000 UTC"],
    ["2020-01-01 10:00:00,250", "timestamp", "2020-01-01 10:00:00.25 +0000 UTC"],
    ["2020-01-01T10:00:00.123456789123Z", "timestamp", "2020-01-01 10:00:00.123456789 +0000 UTC"],
    ["2020-01-01T10:00:00.100Z", "timestamp", "2020-01-01 10:00:00.1 +0000 UTC"],
    ["2020-01-01T10:00:00.000Z", "timestamp", "2020-01-01 10:00:00 +0000 UTC"],
    ["2020-01-01T10:00:00+02:00", "timestamp", "2020-01-01 10:00:00 +0200 +0200"],
    ["2020-01-01T10:00:00-02:30", "timestamp", "2020-01-01 10:00:00 -0230 -0230"],
    ["2020-01-01T10:00:00+00:00", "timestamp", "2020-01-01 10:00:00 +0000 UTC"],
    ["2020-01-01T10:00:00-00:00", "timestamp", "2020-01-01 10:00:00 +0000 UTC"],
    ["2020-01-01T10:00:00+24:60", "timestamp", "2020-01-01 10:00:00 +2500 +2500"],
  ],
  "what looks like a date and is none": [
    ["2021-02-29", "string"], ["2020-02-30", "string"], ["2020-13-01", "string"], ["2020-00-01", "string"], ["2020-01-00", "string"],
    ["20-01-01", "string"], ["12020-01-01", "string"], ["2020-01", "string"], ["2020-001", "string"], ["2020-01-01x", "string"],
    ["2020-01-01T", "string"], ["2020-01-01T10:00:00", "string"], ["2020-01-01t10:00:00z", "string"], ["2020-01-01 10:00", "string"],
    ["2020-01-01 10:00:00Z", "string"], ["2020-01-01 10:00:00 +02:00", "string"], ["2020-01-01T10:00:00+0200", "string"],
    ["2020-01-01T10:00:00+2", "string"], ["2020-01-01T10:00:00+25:00", "string"], ["2020-01-01T24:00:00Z", "string"], ["2020-01-01T23:60:00Z", "string"],
    ["2020-01-01T23:59:60Z", "string"], ["2020-01-01T10:00:00.Z", "string"], ["2001-12-14 21:59:43.10 -5", "string"],
  ],
  "signs that mean something elsewhere": [
    ["<<", "null"], ["=", "string"], ["x", "string"], ["١", "string"],
  ],
};

describe.each(Object.entries(tables))("plain text: %s", (_, rows) => {
  for (const [text, type, printed] of rows) it(`${JSON.stringify(text)} is ${type}`, () => {
    const typed = typePlain(text);
    expect(typed.type).toBe(type);
    if (type === "null") expect(typed.value).toBeNull();
    else expect(printGo(typed)).toBe(printed ?? text);
  });
});

const scalarOf = (text: string): Parameters<typeof typeScalar>[0] => {
  const root = parseYaml(text).documents[0]?.root;
  if (root?.kind !== "scalar") throw new Error(`${text} is no scalar.`);
  return root;
};

describe("quotes and tags decide over the text", () => {
  const rows: readonly (readonly [yaml: string, type: TypedScalar["type"], value: unknown])[] = [
    ['"1"', "string", "1"],
    ["'true'", "string", "true"],
    ["|\n  1", "string", "1"],
    [">-\n  ~", "string", "~"],
    ['""', "string", ""],
    ["!!str 1", "string", "1"],
    ["!!str 2020-01-01", "string", "2020-01-01"],
    ["! 1", "string", "1"],
    ["!foo 12", "string", "12"],
    ["!override 5", "string", "5"],
    ["!override", "string", ""],
    ["!<foo> ~", "string", "~"],
    ['!!int "5"', "integer", 5],
    ["!!float 5", "float", 5],
    ["!!bool true", "boolean", true],
    ['!!null ""', "null", null],
    ['!!timestamp "2020-01-01"', "timestamp", "2020-01-01 00:00:00 +0000 UTC"],
    ["!!binary aGk=", "string", "aGk="],
  ];
  it.each(rows)("%j", (yaml, type, value) => {
    const scalar = scalarOf(yaml);
    expect(typeScalar(scalar)).toEqual({ type, value });
    expect(tagFits(scalar)).toBe(true);
  });

  it.each(["!!int abc", "!!int 1.5", "!!int", "!!bool yes", "!!float x", "!!null x", "!!timestamp 5", '!!bool "1"'])("%j does not fit", (yaml) => {
    expect(tagFits(scalarOf(yaml))).toBe(false);
  });
});

describe("numbers", () => {
  it("keep the digits that JavaScript cannot hold", () => {
    expect(typePlain("9223372036854775807")).toEqual({ type: "integer", value: 2 ** 63, digits: "9223372036854775807" });
    expect(typePlain("9007199254740991")).toEqual({ type: "integer", value: 9007199254740991 });
  });

  it("print as text that reads back as the same number", () => {
    fc.assert(fc.property(fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.maxSafeInteger()), (number) => {
      const type = Number.isSafeInteger(number) && !Object.is(number, -0) ? "integer" : "float";
      expect(Number(printGo({ type, value: number }))).toBe(number);
    }));
  });
});
