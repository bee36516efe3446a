import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { ESLint, type Linter } from "eslint";
import { describe, expect, it } from "vitest";
import { rules as allRules } from "../../packages/core/src/rules/registry.generated.js";
import compose from "../../packages/eslint-plugin/src/index.js";
import { composeLint } from "./command.js";

const ROOT = resolve(import.meta.dirname, "../..");
const PRESETS = ["strict", "style"] as const;

interface Finding {
  readonly rule: string;
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** What the command finds in files that are linted together, by the file it stands in. */
function byCommand(files: readonly string[]): ReadonlyMap<string, readonly Finding[]> {
  const { stdout } = composeLint(["--format", "json", "--no-config", "--fail-on", "never", ...PRESETS.flatMap((preset) => ["--preset", preset]), ...files], { cwd: ROOT });
  const report = JSON.parse(stdout) as { readonly files: readonly { readonly path: string; readonly diagnostics: readonly Finding[] }[] };
  return new Map(report.files.map(({ path, diagnostics }) => [path, diagnostics]));
}

const rules = Object.assign({}, ...PRESETS.map((preset) => compose.configs[preset].rules)) as Linter.RulesRecord;
const eslint = new ESLint({ cwd: ROOT, overrideConfigFile: true, overrideConfig: [{ ...compose.configs.strict, files: ["**"], rules }], ignore: false });

/** What ESLint finds in a file, with what it tells there of other files. */
async function byEslint(file: string): Promise<{ readonly here: readonly string[]; readonly elsewhere: readonly string[] }> {
  const [result] = await eslint.lintFiles([file]);
  const messages = result?.messages ?? [];
  return {
    here: messages.filter(({ messageId }) => messageId !== "elsewhere").map(({ ruleId, message, line, column, endLine = 0, endColumn = 0 }) => asText({ rule: (ruleId ?? "").replace("compose/", ""), message, line, column, endLine, endColumn })).sort(),
    elsewhere: messages.flatMap(({ messageId, ruleId, message }) => (messageId === "elsewhere" ? [`${(ruleId ?? "").replace("compose/", "")} ${/\(at (.*)\)$/.exec(message)?.[1] ?? ""}`] : [])),
  };
}

function asText({ rule, message, line, column, endLine, endColumn }: Finding): string {
  return `${String(line)}:${String(column)}-${String(endLine)}:${String(endColumn)} ${rule}: ${message}`;
}

function composeFilesIn(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).filter((name) => /compose[^/]*\.ya?ml$/.test(name)).map((name) => `${folder}/${name}`).sort();
}

describe("ESLint finds what the command finds", () => {
  const planted = composeFilesIn("test/planted").filter((name) => name.includes("/faulty/"));
  const found = byCommand(planted);

  it.each(planted)("in %s", async (file) => {
    expect((await byEslint(file)).here).toEqual((found.get(file) ?? []).map(asText).sort());
  });

  it("and that is something in every file with a fault that is in a preset", () => {
    const silent = planted.filter((file) => found.get(file)?.length === 0).map((file) => file.split("/")[2]);
    expect(silent.filter((name) => allRules.some((rule) => rule.name === name && rule.presets.length > 0))).toEqual([]);
  });

  it.each(composeFilesIn("test/fixtures/projects"))("in %s and in what belongs to it", async (file) => {
    const all = byCommand([file]);
    const { here, elsewhere } = await byEslint(file);
    expect(here).toEqual((all.get(file) ?? []).map(asText).sort());
    const others = [...all].flatMap(([path, findings]) => (path === file ? [] : findings.map(({ rule, line, column }) => `${rule} ${path}:${String(line)}:${String(column)}`)));
    expect(others).toEqual(expect.arrayContaining([...elsewhere]));
  });
});
