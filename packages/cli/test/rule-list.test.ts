import { rules, type Rule } from "@compose-lint/core";
import { describe, expect, it } from "vitest";
import { listRules, rulesJson } from "../src/report/rule-list.js";

const FACTS = { category: "storage", summary: "It is so.", tags: ["cis:5.10"], references: [], options: {}, presetOptions: {}, check: () => [] } as const;
const RULE: Rule = { ...FACTS, name: "b-rule", severity: "warning", presets: ["recommended", "production", "strict"], fixable: "unsafe" };
const OFF: Rule = { ...FACTS, name: "a-longer-rule", severity: "info", presets: [] };
const STRICT: Rule = { ...FACTS, name: "z-rule", category: "images", severity: "error", presets: ["production", "strict"], fixable: "safe" };

const FOOTER = "3 rules. The presets production and strict hold all of recommended. compose-lint explain <rule> tells more about one.";

describe("the list of rules", () => {
  it("is a table by category and name", () => {
    expect(listRules([OFF, RULE, STRICT], { color: false })).toBe(`rule           category  severity  presets             fix
z-rule         images    error     production, strict  safe
a-longer-rule  storage   info      none                –
b-rule         storage   warning   recommended         unsafe

${FOOTER}
`);
  });

  it("takes two lines for a rule where a table does not fit", () => {
    expect(listRules([RULE, OFF], { color: false, width: 50 }).split("\n").slice(0, 5)).toEqual(["a-longer-rule", "  storage, info, in no preset, no fixes", "b-rule", "  storage, warning, in recommended, unsafe fixes", ""]);
  });

  it("has colours", () => {
    const lines = listRules([RULE], { color: true, width: 200 }).split("\n");
    expect(lines[1]).toBe("\u001b[1mb-rule\u001b[22m  storage   \u001b[33mwarning\u001b[39m   recommended  \u001b[33munsafe\u001b[39m");
  });

  it("of all rules fits a terminal of 80 columns", () => {
    const lines = listRules(rules, { color: false, width: 80 }).split("\n");
    expect(lines[0]).toMatch(/^rule +category +severity +presets +fix$/);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80);
  });

  it("says in JSON all that there is", () => {
    expect(JSON.parse(rulesJson([RULE, OFF]))).toEqual({
      version: 1,
      rules: [
        { name: "b-rule", category: "storage", summary: "It is so.", severity: "warning", presets: ["recommended", "production", "strict"], fixable: "unsafe", tags: ["cis:5.10"] },
        { name: "a-longer-rule", category: "storage", summary: "It is so.", severity: "info", presets: [], fixable: null, tags: ["cis:5.10"] },
      ],
    });
  });
});
