import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rules, type RuleSetting } from "@compose-lint/core";
import { shownPath } from "@compose-lint/workspace";
import { Linter, RuleTester } from "eslint";
import { afterAll, describe, expect, it } from "vitest";
import { readPage, type Example } from "../../../test/rule-pages/page.js";
import { enabling } from "../../core/test/rules/check.js";
import compose from "../src/index.js";
import { expectedOf } from "./expected.js";
import { forAllFiles, LANGUAGES } from "./languages.js";

RuleTester.describe = describe;
RuleTester.it = it;

const PAGES = new URL("../../../docs/rules/", import.meta.url);

/** Some rules go by the names of folders: this one says nothing. */
const root = mkdtempSync(join(tmpdir(), "shop-"));
afterAll(() => {
  rmSync(root, { recursive: true });
});

/** An example as a file, because some rules look at what stands beside it. */
interface Case extends Example {
  readonly rule: string;
  readonly path: string;
  /** What the fixer makes of it, according to the page. */
  readonly fixed?: string;
}

const cases = rules.flatMap(({ name: rule }): readonly Case[] => {
  const { examples } = readPage(readFileSync(new URL(`${rule}.md`, PAGES), "utf8"));
  return examples.map((example, index) => {
    const folder = join(root, rule, String(example.line));
    mkdirSync(folder, { recursive: true });
    const path = join(folder, "compose.yaml");
    writeFileSync(path, example.text);
    const next = examples[index + 1];
    return { ...example, rule, path, ...(next?.kind === "fixed" ? { fixed: next.text } : {}) };
  });
});

/** A configuration is about the files below this folder. */
const linter = new Linter({ cwd: root });

const isAboutComments = (rule: string): boolean => rules.find(({ name }) => name === rule)?.category === "suppressions";

/** What a parser refuses never gets as far as the rules. */
const isParsed = (config: Linter.Config, { text, path }: Case): boolean => linter.verify(text, forAllFiles(config), { filename: path }).every(({ fatal }) => !fatal);

describe.each(LANGUAGES)("under %s", (_language, config) => {
  const tester = new RuleTester(config);
  for (const [name, rule] of Object.entries(compose.rules)) {
    // These have nothing to say where no other rule is on, and RuleTester turns one on.
    if (isAboutComments(name)) continue;
    const own = cases.filter((example) => example.rule === name && isParsed(config, example));
    tester.run(name, rule, {
      valid: own.filter(({ kind }) => kind === "good").map(testCase),
      invalid: own.filter(({ kind }) => kind === "bad").map((example) => ({ ...testCase(example), ...expectedOf(name, shownPath(example.path, process.cwd()), example.text, enabling(name, example.options)) })),
    });
  }

  const settingFor = ({ rule, options }: Case): Linter.Config => forAllFiles({ ...config, rules: rulesOf(enabling(rule, options).rules) });
  const foundIn = (example: Case): readonly Linter.LintMessage[] => linter.verify(example.text, settingFor(example), { filename: example.path });
  const labelled = (some: readonly Case[]): readonly (readonly [string, number, Case])[] => some.map((example) => [example.rule, example.line, example] as const);

  it.each(labelled(cases.filter(({ rule, kind }) => isAboutComments(rule) && kind !== "fixed")))("%s tells bad comments from good ones in line %i", (rule, _line, example) => {
    const found = foundIn(example).filter(({ ruleId }) => ruleId === `compose/${rule}`);
    const { errors } = expectedOf(rule, shownPath(example.path, root), example.text, enabling(rule, example.options));
    expect(found.map(({ message, line, column, endLine, endColumn }) => ({ message, line, column, endLine, endColumn }))).toEqual(errors.map((error) => without(error, "suggestions")));
    expect(found.length > 0).toBe(example.kind === "bad");
  });

  it.each(labelled(cases.filter(({ fixed }) => fixed !== undefined)))("%s is mended by --fix, or by what it suggests, in line %i", (_rule, _line, example) => {
    const { output } = linter.verifyAndFix(example.text, settingFor(example), { filename: example.path });
    expect(output === example.text ? withSuggestions(example) : output).toBe(example.fixed);
  });

  /** Takes one suggestion after the other, as long as there are any. */
  function withSuggestions(example: Case): string {
    const [suggestion] = foundIn(example).flatMap(({ ruleId, suggestions = [] }) => (ruleId === `compose/${example.rule}` ? suggestions : []));
    if (!suggestion) return example.text;
    const { text, range: [start, end] } = suggestion.fix;
    return withSuggestions({ ...example, text: example.text.slice(0, start) + text + example.text.slice(end) });
  }
});

it.each(LANGUAGES)("%s parses all examples but those of what is no YAML", (language, config) => {
  const refused = cases.filter((example) => !isParsed(config, example));
  expect(new Set(refused.map(({ rule, kind }) => `${kind} ${rule}`))).toEqual(new Set(language === "yml/yaml" ? ["bad yaml-syntax"] : []));
});

function testCase({ line, text, path, options }: Case): { name: string; code: string; filename: string; options?: unknown[] } {
  return { name: `line ${String(line)}`, code: text, filename: path, ...(options ? { options: [options] } : {}) };
}

function rulesOf(settings: readonly RuleSetting[]): Linter.RulesRecord {
  return Object.fromEntries(settings.map(({ rule, options }) => [`compose/${rule.name}`, options ? ["warn", options] : "warn"] as const));
}

function without<T extends object>(object: T, key: keyof T): Partial<T> {
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key)) as Partial<T>;
}
