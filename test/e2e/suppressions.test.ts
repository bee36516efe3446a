import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { composeLint, folderWith } from "./command.js";

interface Json {
  readonly files: readonly { readonly path: string; readonly diagnostics: readonly { readonly rule: string; readonly line: number }[] }[];
  readonly summary: Readonly<Record<string, number>>;
}

function json(args: readonly string[], cwd: string): Json {
  return JSON.parse(composeLint([...args, "--format", "json"], { cwd }).stdout) as Json;
}

function rulesIn({ files }: Json): readonly string[] {
  return files.flatMap(({ diagnostics }) => diagnostics.map(({ rule, line }) => `${rule} ${String(line)}`));
}

const ARGS = ["--only", "no-privileged,memswap-limit,unused-suppression,expired-suppression,invalid-suppression"];
const privileged = (comment: string): string => `services:\n  web:\n    image: nginx:1.27\n    privileged: true${comment}\n`;

describe("a comment in a file", () => {
  it("hides a finding, which no longer fails, and is counted", () => {
    const cwd = folderWith({ "compose.yaml": privileged(" # compose-lint-disable-line no-privileged -- a build host") });
    expect(composeLint(ARGS, { cwd })).toMatchObject({ status: 0, stdout: "No problems in 1 file; 1 suppressed by comments.\n" });
    expect(json(ARGS, cwd).summary).toMatchObject({ errors: 0, warnings: 0, suppressed: 1, inBaseline: 0 });
  });

  it.each([
    ["in vain", " # compose-lint-disable-line memswap-limit", ["no-privileged 4", "unused-suppression 4"]],
    ["whose day is over", " # compose-lint-disable-line no-privileged until 2020-01-31", ["no-privileged 4", "expired-suppression 4"]],
    ["whose day is to come", " # compose-lint-disable-line no-privileged until 2999-12-31", []],
    ["with a typing error", " # compose-lint-disable-line no-priviledged", ["no-privileged 4", "invalid-suppression 4"]],
  ])("is told of: %s", (_title, comment, expected) => {
    expect(rulesIn(json(ARGS, folderWith({ "compose.yaml": privileged(comment) })))).toEqual(expected);
  });

  it("needs a reason where the configuration says so", () => {
    const cwd = folderWith({ "compose.yaml": privileged(" # compose-lint-disable-line no-privileged"), "compose-lint.config.yaml": "rules:\n  suppression-reason: error\n" });
    const { status, stdout } = composeLint([], { cwd });
    expect(status).toBe(1);
    expect(stdout.replace(/\s+/g, " ")).toContain("error suppression-reason: Say why no-privileged is suppressed here: `-- because …` at the end of this comment.");
  });

  it("goes with --fix if it is in vain, and nothing else does", () => {
    const cwd = folderWith({ "compose.yaml": privileged(" # compose-lint-disable-line memswap-limit, no-privileged -- why").replace("1.27", "1.27 # compose-lint-disable-line") });
    const { stdout } = composeLint([...ARGS, "--fix"], { cwd });
    expect(readFileSync(join(cwd, "compose.yaml"), "utf8")).toBe(privileged(" # compose-lint-disable-line no-privileged -- why"));
    expect(stdout).toContain("unused-suppression (safe): Remove the comment.\n    It suppresses nothing.\n    compose.yaml:");
    expect(stdout).toContain("unused-suppression (safe): Leave memswap-limit out of the comment.");
    expect(stdout).toContain("Fixed 2 problems in 1 file.\nNo problems left in 1 file; 1 suppressed by comments.\n");
  });

  it("is shown in a patch that takes it out", () => {
    const cwd = folderWith({ "compose.yaml": "services:\n  web:\n    # compose-lint-disable-next-line no-privileged\n    image: nginx:1.27\n" });
    expect(composeLint([...ARGS, "--diff"], { cwd }).stdout).toContain("-    # compose-lint-disable-next-line no-privileged\n");
  });

  it("has a page for each rule about it", () => {
    expect(composeLint(["explain", "unused-suppression"], { cwd: folderWith({}) }).stdout).toContain("has nothing to hide");
  });
});

describe("the documentation", () => {
  const [page = "", readme = ""] = ["docs/suppressions.md", "README.md"].map((path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8"));
  const examples = [...`${page}\n${readme}`.matchAll(/```yaml\n(services:[^`]*compose-lint-disable[^]*?)```/g)].map(([, text = ""]) => text);

  it.each(examples)("%s", (text) => {
    const hiding = json(["--preset", "strict"], folderWith({ "compose.yaml": text }));
    // The date of an example will be over some day.
    if (!/until \d/.test(text)) expect(hiding.summary["suppressed"]).toBeGreaterThan(0);
    expect(rulesIn(hiding).filter((rule) => /(?:unused|invalid)-suppression/.test(rule))).toEqual([]);
  });

  it("shows a baseline as it is written", () => {
    const [, shown = ""] = /```json\n([^]*?)```/.exec(page) ?? [];
    const cwd = folderWith({ "compose.yaml": 'services:\n  db:\n    image: postgres:16.4\n    ports:\n      - "5432:5432"\n', "compose-lint.config.yaml": "rules:\n  memory-limit: on\n" });
    composeLint(["--baseline", "b.json", "--update-baseline"], { cwd });
    const { findings } = JSON.parse(readFileSync(join(cwd, "b.json"), "utf8")) as { findings: Record<string, Record<string, Record<string, number>>> };
    const { findings: said } = JSON.parse(shown) as { findings: typeof findings };
    for (const [file, inFile] of Object.entries(said)) for (const [keys, atKeys] of Object.entries(inFile)) expect(findings[file]?.[keys]).toMatchObject(atKeys);
  });

  it("has examples", () => {
    expect(examples.length).toBeGreaterThan(2);
  });
});
