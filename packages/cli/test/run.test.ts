import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { presetConfiguration, type Configuration, type Rule } from "@compose-lint/core";
import { describe, expect, it } from "vitest";
import { ExitCode } from "../src/exit-code.js";
import { run, type Sink } from "../src/run.js";
import { folderWith } from "../../../test/folder.js";

const FIXABLE = "services:\n  db:\n    image: postgres:17.2\n    mem_limit: 512m\n";

function recorder(): Sink & { readonly text: () => string } {
  let text = "";
  return { write: (content) => void (text += String(content)), isTerminal: false, look: { color: false }, text: () => text };
}

async function runIn(cwd: string, action: "lint" | "fix", check: Rule["check"]): Promise<{ readonly code: ExitCode; readonly out: string; readonly err: string }> {
  const memswap = presetConfiguration("recommended").rules.filter(({ rule }) => rule.name === "memswap-limit");
  const facts = { category: "style", summary: "", severity: "error", presets: [], tags: [], references: [], options: {}, presetOptions: {} } as const;
  const configuration: Configuration = { rules: [{ rule: { name: "test-rule", ...facts, check } }, ...memswap] };
  const [out, err] = [recorder(), recorder()];
  const host = { cwd, stdin: Readable.from([]), out, err };
  const code = await run({ paths: [], action, unsafe: false, watch: false, interactive: false, reports: [{ format: "stylish" }], quiet: false, updateBaseline: false, failOn: "never", files: [], envFiles: [], profiles: [], follow: true, verbose: false, presets: [], levels: new Map(), skip: new Set() }, host, configuration);
  return { code, out: out.text(), err: err.text() };
}

describe("a rule that breaks", () => {
  const brokenOn = (path: string): Rule["check"] => (project) => {
    if (project.files[0]?.path === path) throw new TypeError("x is not a function");
    return [];
  };

  it("is told with file, rule and version; everything else goes on", async () => {
    const cwd = folderWith({ "compose.yaml": FIXABLE, "app/compose.yaml": FIXABLE });
    const { code, out, err } = await runIn(cwd, "lint", brokenOn("compose.yaml"));
    expect(code).toBe(ExitCode.Failure);
    expect(err).toMatch(/^compose-lint: the rule test-rule failed on compose\.yaml: TypeError: x is not a function$/m);
    expect(err).toMatch(/bug in compose-lint \S+ \(Node /);
    expect(err).toContain("Please report it");
    expect(out).toContain("compose.yaml:4:5");
    expect(out).toContain("app/compose.yaml:4:5");
  });

  it("does not keep other rules from fixing", async () => {
    const cwd = folderWith({ "compose.yaml": FIXABLE });
    expect(await runIn(cwd, "fix", brokenOn("compose.yaml"))).toMatchObject({ code: ExitCode.Failure });
    expect(readFileSync(join(cwd, "compose.yaml"), "utf8")).toContain("memswap_limit");
  });
});

describe("--fix", () => {
  it("does not overwrite a file that has changed since it was read", async () => {
    const cwd = folderWith({ "compose.yaml": FIXABLE });
    const path = join(cwd, "compose.yaml");
    // The rule stands for somebody who saves the file at this very moment.
    const { code, out, err } = await runIn(cwd, "fix", () => {
      writeFileSync(path, "# mine\n");
      return [];
    });
    expect(code).toBe(ExitCode.Failure);
    expect(err).toBe("compose-lint: compose.yaml: not written, because it has changed since it was read. Run --fix again.\n");
    expect(out).not.toContain("Fixed");
    expect(readFileSync(path, "utf8")).toBe("# mine\n");
  });
});
