import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { bundle, CACHE, FIXABLE, folderWith } from "./command.js";

const ACTION = join(dirname(bundle), "action.mjs");
const OPEN = 'services:\n  db:\n    image: postgres:17.2\n    ports: ["5432:5432"]\n';

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** As a runner starts it in a checkout. */
function run(cwd: string, inputs: Readonly<Record<string, string>>, env: Readonly<Record<string, string>> = {}): Ended {
  const given = Object.entries({ paths: ".", "fail-on": "error", review: "true", token: "", ...inputs }).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value] as const);
  return spawnSync(process.execPath, [ACTION], { cwd, encoding: "utf8", env: { PATH: process.env["PATH"] ?? "", HOME: cwd, XDG_CACHE_HOME: CACHE, GITHUB_ACTIONS: "true", GITHUB_WORKSPACE: cwd, GITHUB_EVENT_NAME: "push", ...Object.fromEntries(given), ...env } });
}

describe("the Action", () => {
  it("annotates, writes a summary and a SARIF report, and fails as the command does", () => {
    const cwd = folderWith({ "app/compose.yaml": OPEN });
    const { status, stdout, stderr } = run(cwd, { "sarif-file": "out/compose.sarif" }, { GITHUB_STEP_SUMMARY: join(cwd, "summary.md") });
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
    expect(stdout).toMatch(/^::error title=unbound-port,file=app\/compose\.yaml,line=4,/m);
    expect(readFileSync(join(cwd, "summary.md"), "utf8")).toContain("unbound-port");
    expect(JSON.parse(readFileSync(join(cwd, "out/compose.sarif"), "utf8"))).toMatchObject({ version: "2.1.0" });
  });

  it("passes where nothing is at or above what is asked for", () => {
    const cwd = folderWith({ "compose.yaml": FIXABLE });
    expect(run(cwd, {}).status).toBe(0);
    expect(run(cwd, { "fail-on": "warning" }).status).toBe(1);
    expect(existsSync(join(cwd, "summary.md"))).toBe(false);
  });

  it("says what is wrong with an input where people look", () => {
    const cwd = folderWith({ "compose.yaml": FIXABLE });
    expect(run(cwd, { review: "maybe\n::warning::x" })).toMatchObject({ status: 2, stdout: '::error title=compose-lint::The input review is true or false, not "maybe\\n::warning::x".\n' });
    const mistyped = run(cwd, { preset: "strickt" });
    expect(mistyped.status).toBe(2);
    expect(mistyped.stderr).toContain("strickt");
  });
});
