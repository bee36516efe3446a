import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { rules } from "../packages/core/src/index.js";

const ROOT = resolve(import.meta.dirname, "..");
const readme = readFileSync(resolve(ROOT, "README.md"), "utf8");

test("the README shows what --diff really prints", () => {
  const [, shown = "no example"] = /```diff\n([^]*?)```/.exec(readme) ?? [];
  const { stdout } = spawnSync(process.execPath, ["dist/compose-lint.mjs", "examples/shop", "--diff"], { cwd: ROOT, encoding: "utf8" });
  expect(stdout).toContain(shown);
});

test("the README counts the rules and names only those there are", () => {
  expect(readme).toContain(`\n${String(rules.length)} rules, [all in one list](docs/rules/README.md)`);
  const named = [...readme.matchAll(/^\| \[([\w-]+)\]\(docs\/rules\/\1\.md\)/gm)].map(([, name]) => name);
  expect(rules.map(({ name }) => name)).toEqual(expect.arrayContaining(named));
  expect(named.length).toBeGreaterThan(5);
});

test("every rule has a page, and every page a rule", () => {
  const pages = readdirSync(resolve(ROOT, "docs/rules")).filter((name) => name !== "README.md");
  expect(pages.sort()).toEqual(rules.map(({ name }) => `${name}.md`).sort());
});

test("the changelog counts the rules", () => {
  expect(readFileSync(resolve(ROOT, "CHANGELOG.md"), "utf8")).toContain(`${String(rules.length)} rules`);
});
