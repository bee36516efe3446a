import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ESLint, type Linter } from "eslint";
import yml from "eslint-plugin-yml";
import { afterAll, describe, expect, test } from "vitest";
import plugin from "../src/index.js";

const FILE = "compose.yaml";

async function lint(text: string, config: Linter.Config[]): Promise<readonly (readonly [string | null, number, number, number | undefined, string])[]> {
  const eslint = new ESLint({ overrideConfigFile: true, overrideConfig: config, cwd: import.meta.dirname });
  const [result] = await eslint.lintText(text, { filePath: FILE });
  return (result?.messages ?? []).map(({ ruleId, line, column, endColumn, message }) => [ruleId, line, column, endColumn, message] as const);
}

const ours: Linter.Config[] = [{ files: [FILE], language: "compose/compose", plugins: { compose: plugin }, rules: { "compose/memswap-limit": "warn" } }];
const theirs: Linter.Config[] = [
  ...(yml.configs["flat/base"]),
  { files: [FILE], plugins: { compose: plugin }, rules: { "compose/memswap-limit": "warn" } },
];

const FINDING = [
  "compose/memswap-limit",
  4,
  5,
  14,
  "db may use 512m of swap on top of its 512m of memory, where the host has swap: it slows down before it is stopped. Set memswap_limit to the memory limit.",
] as const;

describe.each([
  ["compose/compose", ours],
  ["yml/yaml", theirs],
])("under %s", (_language, config) => {
  test.each([
    ["LF", "services:\n  db:\n    image: postgres:16.4\n    mem_limit: 512m\n"],
    ["CRLF", "services:\r\n  db:\r\n    image: postgres:16.4\r\n    mem_limit: 512m\r\n"],
    ["BOM", "\uFEFFservices:\n  db:\n    image: postgres:16.4\n    mem_limit: 512m\n"],
    ["astral characters", "services: # 🐳\n  db:\n    image: postgres:16.4 # 🐘\n    mem_limit: 512m # 🐘\n"],
  ])("reports at the same place in a file with %s", async (_name, text) => {
    expect(await lint(text, config)).toEqual([FINDING]);
  });

  test("obeys the comments of the command", async () => {
    const text = (comment: string): string => `services:\n  db: # compose-lint-disable-line ${comment}\n    image: postgres:16.4\n    mem_limit: 512m\n`;
    expect(await lint(text("memswap-limit -- measured"), config)).toEqual([]);
    expect(await lint(text("memory-limit"), config)).toEqual([FINDING]);
    expect(await lint(text("memswap-limit until 2020-01-31"), config)).toEqual([FINDING]);
  });

  test("is silent where nothing is wrong", async () => {
    expect(await lint("services:\n  db:\n    image: postgres:16.4\n    mem_limit: 512m\n    memswap_limit: 512m\n", config)).toEqual([]);
  });
});

describe("what stands in another file", () => {
  const folder = mkdtempSync(join(tmpdir(), "compose-lint-"));
  afterAll(() => { rmSync(folder, { recursive: true }); });

  test("is reported where the service is", async () => {
    writeFileSync(join(folder, "Dockerfile"), "FROM redis:7.4\nHEALTHCHECK CMD curl http://127.0.0.1\n");
    const eslint = new ESLint({ overrideConfigFile: true, cwd: folder, overrideConfig: [{ files: [FILE], language: "compose/compose", plugins: { compose: plugin }, rules: { "compose/healthcheck-tool": "warn" } }] });
    const [result] = await eslint.lintText("services:\n  cache:\n    build: .\n", { filePath: join(folder, FILE) });
    expect(result?.messages.map(({ line, column, endColumn }) => [line, column, endColumn])).toEqual([[2, 3, 8]]);
  });
});

describe("the language", () => {
  test("reports what is not YAML as a parsing error with its place", async () => {
    const [[rule, line, column, , message] = []] = await lint("services:\n  db:\n    image: 'x\n", ours);
    expect([rule, line]).toEqual([null, 4]);
    expect(column).toBe(1);
    expect(message).toContain("quote");
  });

  test("recommended turns the whole preset on for Compose files", async () => {
    const found = await lint('version: "3"\nservices:\n  db:\n    image: postgres\n', [plugin.configs.recommended]);
    expect(found.map(([rule]) => rule)).toEqual([
      "compose/obsolete-version",
      "compose/drop-capabilities",
      "compose/healthcheck",
      "compose/log-rotation",
      "compose/memory-limit",
      "compose/no-new-privileges",
      "compose/pids-limit",
      "compose/read-only-rootfs",
      "compose/restart-policy",
      "compose/stop-grace-period",
      "compose/pin-image-tag",
    ]);
  });
});
