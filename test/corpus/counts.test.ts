import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { groupProjects, lintProjects, rules, type ProjectFiles, type RuleSetting } from "../../packages/core/src/index.js";
import { corpusFolder } from "./corpus.js";

const HEAD = `# What is found in the corpus

How many findings each rule has with its own options, and in how many files; once more where the preset \`strict\` has other options.
A change that nobody meant is a bug. \`pnpm test:corpus counts --update\` writes this file.

| rule | findings | files |
|---|---|---|
`;

/** Paths are relative to the corpus, so that nothing depends on where it is. */
const corpus = corpusFolder();
const host: ProjectFiles = {
  read(path) {
    const absolute = join(corpus, path);
    return existsSync(absolute) && statSync(absolute).isFile() ? readFileSync(absolute) : undefined;
  },
};

// Another corpus has other counts.
it.skipIf(process.env["COMPOSE_LINT_CORPUS"] !== undefined)("every rule finds what counts.md says", async () => {
  const otherwise = rules.flatMap((rule) => (rule.presetOptions.strict ? [{ rule, options: rule.presetOptions.strict }] : []));
  const rows = [...countsOf(rules.map((rule) => ({ rule })), ""), ...countsOf(otherwise, " (strict)")];
  const sorted = rows.toSorted((a, b) => (a.label < b.label ? -1 : 1));
  await expect(HEAD + sorted.map(({ label, findings, files }) => `| ${label} | ${findings} | ${files} |\n`).join("")).toMatchFileSnapshot("counts.md");
});

interface Row {
  readonly label: string;
  readonly findings: number;
  readonly files: number;
}

/** A row of the table for each rule. */
function countsOf(settings: readonly RuleSetting[], suffix: string): readonly Row[] {
  const found = new Map<string, string[]>(settings.map(({ rule }) => [rule.name, []]));
  for (const files of repositories()) {
    const { diagnostics, failures } = lintProjects(host, groupProjects(host, files).map(({ request }) => request), { rules: settings });
    if (failures[0]) throw failures[0].error;
    for (const { rule, place } of diagnostics) found.get(rule)?.push(place.file.path);
  }
  return [...found].map(([name, paths]) => ({ label: name + suffix, findings: paths.length, files: new Set(paths).size }));
}

/** The Compose files of each repository, which is a folder of the corpus. */
function repositories(): readonly (readonly string[])[] {
  const files = readdirSync(corpus, { recursive: true, encoding: "utf8" }).filter((file) => /\.ya?ml$/.test(file)).sort();
  const folders = new Map<string, string[]>();
  for (const file of files) {
    const [folder = ""] = file.split("/", 1);
    folders.set(folder, [...(folders.get(folder) ?? []), file]);
  }
  return [...folders.values()];
}
