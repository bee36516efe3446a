import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { ESLint, type Linter } from "eslint";
import { beforeAll, describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import compose from "../../packages/eslint-plugin/src/index.js";
import { composeLint, folderWith } from "./command.js";

/** Real files of many kinds; they are read where they are, and repaired as copies. */
const CORPUS = resolve(import.meta.dirname, "../..", process.env["COMPOSE_LINT_CORPUS"] ?? "../shared/corpus");
const FILES = [
  "01rabbit__Azazel-Pi/deploy/docker-compose.yml",
  "StefanScherer__dockerfiles-windows/compose-issue-5371/bind/docker-compose.yml",
  "apache__skywalking/docker/docker-compose.yml",
  "apache__skywalking/test/e2e-v2/cases/mysql/mysql-slowsql/docker-compose.yaml",
  "apache__skywalking/test/e2e-v2/cases/profiling/trace/go/docker-compose.yml",
  "compose-spec__compose-go/loader/testdata/compose-test-extends.yaml",
  "containrrr__watchtower/docker-compose.yml",
  "docker__awesome-compose/gitea-postgres/compose.yaml",
  "docker__awesome-compose/nginx-flask-mysql/compose.yaml",
  "docker__awesome-compose/wordpress-mysql/compose.yaml",
  "docker__genai-stack/docker-compose.yml",
  "dockersamples__wordsmith/docker-compose.yml",
  "dotnet-architecture__eShopModernizing/eShopModernizedNTier/docker-compose.override.yml",
  "edgexfoundry__edgex-compose/docker-compose-portainer.yml",
  "n8n-io__self-hosted-ai-starter-kit/docker-compose.yml",
  "nickjj__docker-rails-example/compose.yaml",
  "oauth2-proxy__oauth2-proxy/contrib/local-environment/docker-compose-nginx.yaml",
  "traefik__traefik/docs/content/user-guides/docker-compose/acme-dns/docker-compose.yml",
  "umami-software__umami/cypress/docker-compose.yml",
  "wmde__wikibase-release-pipeline/deploy/docker-compose.yml",
];

if (!existsSync(CORPUS)) console.warn(`No corpus at ${CORPUS}: whether ESLint repairs real files as the command does is not tried.`);

describe.skipIf(!existsSync(CORPUS)).each([[["recommended"]], [["strict", "style"]]] as const)("eslint --fix, with the presets %j", (presets) => {
  /** What became of each file. */
  const byCommand = new Map<string, string>();
  const byEslint = new Map<string, ESLint.LintResult>();
  let eslint = new ESLint();

  beforeAll(async () => {
    const [folder, cwd] = [copies(), copies()];
    const { status } = composeLint(["--fix", "--no-config", "--fail-on", "never", ...presets.flatMap((preset) => ["--preset", preset]), ...FILES], { cwd: folder });
    expect(status).toBe(0);
    const rules = Object.assign({}, ...presets.map((preset) => compose.configs[preset].rules)) as Linter.RulesRecord;
    const setting: ESLint.Options = { cwd, overrideConfigFile: true, overrideConfig: [{ ...compose.configs.recommended, files: ["**"], rules }] };
    eslint = new ESLint(setting);
    const fixing = new ESLint({ ...setting, fix: true });
    for (const file of FILES) {
      byCommand.set(file, readFileSync(join(folder, file), "utf8"));
      for (const result of await fixing.lintText(original(file), { filePath: file })) byEslint.set(file, result);
    }
  }, 120_000);

  const outputOf = (file: string): string => byEslint.get(file)?.output ?? original(file);

  it.each(FILES)("makes of %s what the command makes of it", async (file) => {
    const [expected = "", output] = [byCommand.get(file), outputOf(file)];
    expect(byEslint.get(file)?.messages.filter(({ fix }) => fix)).toEqual([]);
    if (output === expected) return;
    // Of several keys that go to one place, ESLint makes as many in one pass as do not touch. The rest has to wait. New keys go where
    // neighbours have theirs, and are quoted as what is there: by then, there is more of both.
    const [before] = await eslint.lintText(original(file), { filePath: file });
    expect(isCrowded(before?.messages ?? []), output).toBe(true);
    expect(linesOf(output)).toEqual(linesOf(expected));
    expect(isDeepStrictEqual(valuesOf(output), valuesOf(expected))).toBe(true);
  });

  it("makes the very same text of nearly all, if rules say in which order keys stand", () => {
    expect(FILES.filter((file) => byCommand.get(file) !== original(file)).length).toBeGreaterThan(FILES.length / 2);
    const same = FILES.filter((file) => byCommand.get(file) === outputOf(file));
    if (presets.some((preset) => preset === "style")) expect(same.length).toBeGreaterThanOrEqual(FILES.length - 3);
  });
});

function original(file: string): string {
  return readFileSync(join(CORPUS, file), "utf8");
}

/** A folder with the files and what stands beside them. */
function copies(): string {
  const folders = [...new Set(FILES.map((file) => dirname(file)))];
  const names = folders.flatMap((folder) => readdirSync(join(CORPUS, folder), { withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [join(folder, entry.name)] : [])));
  return folderWith(Object.fromEntries(names.map((name) => [name, readFileSync(join(CORPUS, name))])));
}

/** Whether some fixes touch, so that ESLint does not make all of them at once. */
function isCrowded(messages: readonly Linter.LintMessage[]): boolean {
  const ranges = messages.flatMap(({ fix }) => (fix ? [fix.range] : [])).sort(([a, aEnd], [b, bEnd]) => a - b || aEnd - bEnd);
  return ranges.some(([start], index) => start <= (ranges[index - 1]?.[1] ?? -1));
}

/** All lines, in whatever order, with whatever quotes. */
function linesOf(text: string): readonly string[] {
  return text.replaceAll("'", '"').split("\n").sort();
}

function valuesOf(text: string): readonly unknown[] {
  return parseAllDocuments(text, { uniqueKeys: false, merge: true, logLevel: "silent" }).map((document) => document.toJS() as unknown);
}
