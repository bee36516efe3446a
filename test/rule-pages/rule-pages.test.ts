import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fixFile } from "../../packages/core/test/fix/fix-file.js";
import { rules } from "../../packages/core/src/rules/registry.generated.js";
import { diagnose, enabling, folder, only } from "../../packages/core/test/rules/check.js";
import { readPage, type Example } from "./page.js";

const pages = new URL("../../docs/rules/", import.meta.url);
const SECTIONS = ["What it reports", "Why it hurts", "Examples", "Fix safety", "When not to follow it", "Options", "Elsewhere", "Sources"];
const VALIDITY = ["yaml-syntax", "schema"];

const written = readdirSync(pages).filter((name) => name !== "README.md").sort();

it("has one page for every rule, and no other", () => {
  expect(written).toEqual(rules.map(({ name }) => `${name}.md`).sort());
});

describe.each(rules.filter(({ name }) => written.includes(`${name}.md`)).map((rule) => [rule.name, rule] as const))("%s", (name, rule) => {
  const page = readPage(readFileSync(new URL(`${name}.md`, pages), "utf8"));
  const examples = (kind: Example["kind"]): readonly Example[] => page.examples.filter((example) => example.kind === kind);

  it("is headed by the rule's name and summary", () => {
    expect(page.title).toBe(name);
    expect(page.summary).toBe(rule.summary);
  });

  it("has all sections in order", () => {
    expect(page.sections).toEqual(SECTIONS);
  });

  it("shows at least two bad and two good examples", () => {
    expect(examples("bad").length).toBeGreaterThanOrEqual(2);
    expect(examples("good").length).toBeGreaterThanOrEqual(2);
  });

  it("lists exactly the rule's options", () => {
    const options = Object.entries(rule.options).map(([option, { type, default: value }]) => [`\`${option}\``, type, `\`${JSON.stringify(value)}\``]);
    expect(page.options.map((row) => row.slice(0, 3))).toEqual(options);
  });

  it.each(examples("bad").map((example) => [example.line, example] as const))("reports the bad example in line %i, and no fault besides", (_line, { text, options }) => {
    expect(findingsOf([name], text, options)).not.toEqual([]);
    if (!VALIDITY.includes(name)) expect(findingsOf(VALIDITY, text)).toEqual([]);
  });

  it.each([...examples("good"), ...examples("fixed")].map((example) => [example.line, example] as const))("accepts the example in line %i", (_line, { kind, text, options }) => {
    expect(findingsOf(VALIDITY, text)).toEqual([]);
    if (kind === "good") expect(findingsOf([name], text, options)).toEqual([]);
  });

  const pairs = page.examples.flatMap((example, index) => (example.kind === "fixed" ? [[example.line, page.examples[index - 1], example] as const] : []));

  it("shows what a fix does if there is one", () => {
    expect(pairs.length > 0).toBe(rule.fixable !== undefined);
  });

  it.each(pairs)("fixes to the example in line %i", (_line, before, after) => {
    if (before?.kind !== "bad") throw new Error("A fixed example follows a bad one.");
    const { options } = before;
    const safely = fix(before.text, false, options);
    expect(safely === before.text ? fix(before.text, true, options) : safely).toBe(after.text);
    expect(fix(after.text, safely === before.text, options)).toBe(after.text);
  });

  function fix(text: string, unsafe: boolean, options: Example["options"]): string {
    const { after, unfixed, failures } = fixFile(folder(text), "compose.yaml", { ...enabling(name, options), rules: [...enabling(name, options).rules, ...only(VALIDITY).rules] }, { unsafe, only: new Set([name]) });
    expect(unfixed).toEqual([]);
    expect(failures).toEqual([]);
    return after;
  }
});

function findingsOf(names: readonly string[], text: string, options?: Example["options"]): readonly string[] {
  return names.flatMap((name) => diagnose(name, text, options ? { options } : {}).map(({ rule, message }) => `${rule}: ${message}`));
}
