import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { ESLint, type Linter } from "eslint";
import { beforeAll, describe, expect, it } from "vitest";
import compose from "../../packages/eslint-plugin/src/index.js";
import { ESLINT_VERSIONS } from "../../packages/eslint-plugin/test/eslint-versions.js";
import { forAllFiles, LANGUAGES } from "../../packages/eslint-plugin/test/languages.js";
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

/** The presets, the version of ESLint, and the language that the files have in it. */
const SETTINGS = [
  [["recommended"], "ESLint 10", "compose/compose"],
  [["recommended"], "ESLint 9", "yml/yaml"],
  [["production"], "ESLint 10", "yml/yaml"],
  [["strict", "style"], "ESLint 9", "compose/compose"],
] as const;

describe.skipIf(!existsSync(CORPUS)).each(SETTINGS)("eslint --fix, with the presets %j in %s, as %s", (presets, version, language) => {
  /** What became of each file. */
  const byCommand = new Map<string, string>();
  const byEslint = new Map<string, ESLint.LintResult>();

  beforeAll(async () => {
    const [folder, cwd] = [copies(), copies()];
    const { status } = composeLint(["--fix", "--no-config", "--fail-on", "never", ...presets.flatMap((preset) => ["--preset", preset]), ...FILES], { cwd: folder });
    expect(status).toBe(0);
    const rules = Object.assign({}, ...presets.map((preset) => compose.configs[preset].rules)) as Linter.RulesRecord;
    const { ESLint: Version } = new Map(ESLINT_VERSIONS).get(version) ?? { ESLint };
    const fixing = new Version({ cwd, overrideConfigFile: true, overrideConfig: [forAllFiles({ ...new Map(LANGUAGES).get(language), rules })], fix: true });
    for (const file of FILES) {
      byCommand.set(file, readFileSync(join(folder, file), "utf8"));
      for (const result of await fixing.lintText(original(file), { filePath: file })) byEslint.set(file, result);
    }
  }, 120_000);

  it.each(FILES)("makes of %s what the command makes of it", (file) => {
    expect(byEslint.get(file)?.messages.filter(({ fix, fatal }) => fix ?? fatal)).toEqual([]);
    expect(byEslint.get(file)?.output ?? original(file)).toBe(byCommand.get(file));
  });

  it("mends nearly all", () => {
    expect(FILES.filter((file) => byCommand.get(file) !== original(file)).length).toBeGreaterThan(FILES.length / 2);
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
