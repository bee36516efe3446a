import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { composeLint, folderWith } from "./command.js";

const BASE = "services:\n  web:\n    image: nginx:1.27.3\n    mem_limit: 512m\n";
const CALM = "services:\n  web:\n    memswap_limit: 512m\n";

/** The rule and place of every finding about memory, as `path:line`. */
function swapFindings(args: readonly string[], cwd: string): readonly string[] {
  const { stdout } = composeLint([...args, "--format", "json"], { cwd });
  const { files } = JSON.parse(stdout) as { files: readonly { path: string; diagnostics: readonly { rule: string; line: number }[] }[] };
  return files.flatMap(({ path, diagnostics }) => diagnostics.filter(({ rule }) => rule === "memswap-limit").map(({ line }) => `${path}:${String(line)}`));
}

describe("files that belong together", () => {
  const cwd = folderWith({
    "compose.yaml": BASE,
    "compose.override.yaml": CALM,
    "alone/compose.yaml": BASE,
    "include/compose.yaml": "include:\n  - part/part.yaml\n",
    "include/part/part.yaml": BASE,
    "fragment/prod.yaml": CALM,
  });

  it("are linted as what runs: an override can take a fault away", () => {
    expect(swapFindings(["."], cwd)).toEqual(["alone/compose.yaml:4", "include/part/part.yaml:4"]);
    expect(swapFindings(["-f", "compose.yaml"], cwd)).toEqual(["compose.yaml:4"]);
    expect(swapFindings(["-f", "compose.yaml", "-f", "compose.override.yaml"], cwd)).toEqual([]);
  });

  it("need not all be named", () => {
    expect(swapFindings(["compose.override.yaml"], cwd)).toEqual([]);
  });

  it("are not followed with --no-follow", () => {
    expect(swapFindings(["include", "--no-follow"], cwd)).toEqual([]);
  });

  it("are told with --verbose", () => {
    const { stderr } = composeLint([".", "--verbose", "--fail-on", "never"], { cwd });
    expect(stderr.split("\n").filter((line) => line !== "")).toEqual([
      "project: compose.yaml + compose.override.yaml (Compose lays the override over it by default)",
      "project: alone/compose.yaml (Compose runs it by default)",
      "project: include/compose.yaml (Compose runs it by default)",
    ]);
  });

  it("are noted where a half is missing", () => {
    const { stderr } = composeLint(["fragment/prod.yaml"], { cwd });
    expect(stderr).toBe("note: fragment/prod.yaml is linted as a fragment: prod.yaml completes services that no file beside it has.\n");
  });

  it("show the way to where a fault was written", () => {
    const { stdout } = composeLint(["include"], { cwd });
    expect(stdout).toContain("include/part/part.yaml:4:5\n");
    expect(stdout).toContain("    through include at include/compose.yaml:2:5\n");
    const [finding] = (JSON.parse(composeLint(["include", "--format", "json"], { cwd }).stdout) as { files: readonly { diagnostics: readonly { rule: string; related: unknown }[] }[] }).files.flatMap(({ diagnostics }) => diagnostics).filter(({ rule }) => rule === "memswap-limit");
    expect(finding?.related).toEqual([{ path: "include/compose.yaml", line: 2, column: 5, message: "through this include" }]);
  });
});

describe("--fix on a project of several files", () => {
  it("writes into the file where the service stands, and only where that is asked for", () => {
    const cwd = folderWith({ "compose.yaml": BASE, "compose.override.yaml": "services:\n  web:\n    restart: always\n" });
    composeLint(["compose.override.yaml", "--fix"], { cwd });
    expect(readFileSync(join(cwd, "compose.yaml"), "utf8")).toBe(BASE);
    composeLint(["--fix"], { cwd });
    expect(readFileSync(join(cwd, "compose.yaml"), "utf8")).toContain("mem_limit: 512m\n    memswap_limit: 512m\n");
    expect(readFileSync(join(cwd, "compose.override.yaml"), "utf8")).toBe("services:\n  web:\n    restart: always\n");
  });

  it("does not make what another project of the file cannot bear", () => {
    // Compose refuses pids_limit beside limits of deploy that lack the same figure.
    const prod = "services:\n  web:\n    deploy:\n      resources:\n        limits: {cpus: '1'}\n";
    const cwd = folderWith({ "compose.yaml": "services:\n  web:\n    image: nginx:1.27.3\n", "compose.prod.yaml": prod });
    const { stdout } = composeLint(["--fix", "--unsafe"], { cwd });
    expect(readFileSync(join(cwd, "compose.yaml"), "utf8")).not.toContain("pids_limit");
    expect(stdout).toMatch(/not fixed: .*it would break compose\.yaml \+ compose\.prod\.yaml/);
  });

  it("leaves alone what is right only together", () => {
    const cwd = folderWith({ "compose.yaml": BASE, "compose.override.yaml": CALM });
    composeLint(["--fix"], { cwd });
    expect(readFileSync(join(cwd, "compose.yaml"), "utf8")).not.toContain("memswap_limit");
  });
});

describe("options as docker compose has them", () => {
  const cwd = folderWith({
    "a.yaml": "services:\n  web:\n    image: nginx:1.27.3\n    mem_limit: ${LIMIT:-0}\n    profiles: [front]\n  job:\n    image: nginx:1.27.3\n    mem_limit: 1g\n    profiles: [back]\n",
    "prod.env": "LIMIT=512m\n",
  });

  it.each([
    { args: ["-f", "a.yaml"], found: ["a.yaml:8"] },
    { args: ["-f", "a.yaml", "--env-file", "prod.env"], found: ["a.yaml:4", "a.yaml:8"] },
    { args: ["-f", "a.yaml", "--profile", "back"], found: ["a.yaml:8"] },
    { args: ["-f", "a.yaml", "--profile", "front", "--env-file", "prod.env"], found: ["a.yaml:4"] },
  ])("$args", ({ args, found }) => {
    expect(swapFindings(args, cwd)).toEqual(found);
  });

  it("refuses -f beside other paths", () => {
    expect(composeLint(["-f", "a.yaml", "b.yaml"], { cwd })).toMatchObject({ status: 2, stdout: "" });
  });
});
