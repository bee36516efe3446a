import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../../..");
const compose = join(root, "packages/review-bot/compose.yaml");

function composeLint(...args: readonly string[]): string {
  return execFileSync(process.execPath, [join(root, "dist/compose-lint.mjs"), "--no-config", "--no-color", ...args, compose], { encoding: "utf8" });
}

function text(name: string): string {
  return readFileSync(join(root, "packages/review-bot", name), "utf8");
}

describe("the Compose file of the service", () => {
  it.each(["strict", "strict,recommended,style"])("has nothing to be told, with its Dockerfile, by %s", (presets) => {
    expect(composeLint("--preset", presets)).toBe("No problems in 1 file.\n");
  });

  it("gives more time to stop than the service takes, and the memory that its jobs may use", () => {
    const found = (pattern: RegExp): number => Number(pattern.exec(text("compose.yaml"))?.[1]);
    expect(found(/stop_grace_period: (\d+)s/)).toBeGreaterThan(found(/STOP_SECONDS: "(\d+)"/));
    expect(found(/mem_limit: (\d+)g/) * 1_024).toBeGreaterThanOrEqual(2 * found(/PARALLEL_JOBS: "(\d+)"/) * found(/JOB_MEMORY: "(\d+)"/));
  });

  it("asks for no variable that the example does not have", () => {
    const asked = [...text("compose.yaml").matchAll(/\$\{(\w+)/g)].map(([, name]) => name);
    expect(asked).not.toEqual([]);
    for (const name of asked) expect(text(".env.example")).toMatch(new RegExp(`^#?${String(name)}=`, "m"));
  });
});
