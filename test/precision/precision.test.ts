import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { rules } from "../../packages/core/src/rules/registry.generated.js";

const folder = new URL("./", import.meta.url);
const records = readdirSync(folder).filter((name) => name.endsWith(".md"));
/** The rules with findings in the corpus, with their own options. */
const counted = new Set([...readFileSync(new URL("../corpus/counts.md", folder), "utf8").matchAll(/^\| ([\w-]+) \| [1-9]\d* \|/gm)].map(([, name]) => name));

it("every rule has a record", () => {
  expect(records.sort()).toEqual(rules.map(({ name }) => `${name}.md`).sort());
});

describe.each(rules.filter((rule) => rule.review !== undefined).map(({ name }) => ({ name })))("$name, which is about comments of ours", ({ name }) => {
  const text = readFileSync(new URL(`${name}.md`, folder), "utf8");

  it("has nothing in the corpus that could be read, because its files have no such comments", () => {
    expect(counted.has(name)).toBe(false);
    expect(text).toContain("No findings in the corpus, and none possible");
  });

  it("says what was tried instead", () => {
    expect(text).toMatch(/`node test\/precision\/try-comments\.mjs`[^]*\d+ of \d+/);
  });
});
