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
      "  web  nginx:1.27.3  reverse-proxy",
      "project: alone/compose.yaml (Compose runs it by default)",
      "  web  nginx:1.27.3  reverse-proxy",
      "project: include/compose.yaml (Compose runs it by default)",
      "  web  nginx:1.27.3  reverse-proxy",
    ]);
  });

  it("are told with what each service is taken for", () => {
    const services = [
      "  db: {image: postgres:17.2}",
      "  shop: {build: .}",
      "  panel: {image: '${PANEL}'}",
      "  migrate: {build: ., image: ghcr.io/acme/shop:1.2.3, restart: 'no'}",
      "  model: {provider: {type: model}}",
      '  "odd\\e[31m": {environment: [A=1]}',
    ];
    const { stderr } = composeLint(["-", "--verbose", "--fail-on", "never"], { cwd, input: `services:\n${services.map((line) => `${line}\n`).join("")}` });
    expect(stderr.split("\n").slice(1, 7)).toEqual([
      "  db        postgres:17.2            data-store",
      "  shop      (built)                  application",
      "  panel     (not known)              application",
      "  migrate   ghcr.io/acme/shop:1.2.3  job",
      "  model     (a provider)             application",
      "  odd\ufffd[31m  (none here)              application",
    ]);
  });

  it("are noted where a half is missing", () => {
    const { stderr } = composeLint(["fragment/prod.yaml"], { cwd });
    expect(stderr).toBe("note: fragment/prod.yaml is linted as a fragment: prod.yaml completes services that no file beside it has.\n");
  });

  it("show the way to where a fault was written", () => {
    const { stdout } = composeLint(["include"], { cwd });
    expect(stdout).toMatch(/^include\/part\/part\.yaml:2:3\n {2}warning .* lacks: .*memswap-limit \(line 4\), .*\n {4}through include at include\/compose\.yaml:2:5\n/m);
    expect(composeLint(["include", "--verbose"], { cwd }).stdout).toMatch(/^include\/part\/part\.yaml:4:5\n[^]*?\n {4}through include at include\/compose\.yaml:2:5\n/m);
    const [finding] = (JSON.parse(composeLint(["include", "--format", "json"], { cwd }).stdout) as { files: readonly { diagnostics: readonly { rule: string; related: unknown }[] }[] }).files.flatMap(({ diagnostics }) => diagnostics).filter(({ rule }) => rule === "memswap-limit");
    expect(finding?.related).toEqual([{ path: "include/compose.yaml", line: 2, column: 5, message: "through this include" }]);
  });
});

describe("--fix on a project of several files", () => {
  const SWAP = ["--fix", "--fix-only", "memswap-limit"];
  const FIXED_BASE = BASE.replace("    mem_limit: 512m\n", "    mem_limit: 512m\n    memswap_limit: 512m\n");
  const PRIVILEGED = "services:\n  web:\n    privileged: true\n    restart: always\n";

  /** Runs the command, and tells what has become of the files. */
  function fix(files: Readonly<Record<string, string>>, args: readonly string[]): { readonly after: Readonly<Record<string, string>>; readonly stdout: string } {
    const cwd = folderWith(files);
    const { stdout } = composeLint(args, { cwd });
    return { after: Object.fromEntries(Object.keys(files).map((name) => [name, readFileSync(join(cwd, name), "utf8")])), stdout };
  }

  it.each([
    { what: "the base", files: { "compose.yaml": BASE, "compose.override.yaml": "services:\n  web:\n    restart: always\n" }, args: SWAP, changed: { "compose.yaml": FIXED_BASE } },
    { what: "a file that is included", files: { "compose.yaml": "include: [part/part.yaml]\n", "part/part.yaml": BASE }, args: [".", "part/part.yaml", ...SWAP], changed: { "part/part.yaml": FIXED_BASE } },
    {
      what: "a file that is extended",
      files: { "compose.yaml": "services:\n  shop:\n    extends: {file: common.yaml, service: web}\n", "common.yaml": BASE },
      args: [".", "common.yaml", ...SWAP],
      changed: { "common.yaml": FIXED_BASE },
    },
    {
      what: "the base of two projects, for both of them",
      files: { "compose.yaml": BASE, "compose.prod.yaml": "services:\n  web:\n    restart: always\n" },
      args: SWAP,
      changed: { "compose.yaml": FIXED_BASE },
    },
    {
      what: "the base, for the one of its projects that does not settle the matter itself",
      files: { "compose.yaml": BASE, "compose.prod.yaml": "services:\n  web:\n    memswap_limit: 2g\n" },
      args: SWAP,
      changed: { "compose.yaml": FIXED_BASE },
    },
  ])("writes into $what", ({ files, args, changed }) => {
    expect(fix(files, args).after).toEqual({ ...files, ...changed });
  });

  it("takes out of the override what only that says", () => {
    const { after } = fix({ "compose.yaml": BASE, "compose.override.yaml": PRIVILEGED }, ["--fix", "--unsafe"]);
    expect(after["compose.override.yaml"]).not.toContain("privileged");
    expect(after["compose.yaml"]).toContain("memswap_limit: 512m\n");
  });

  it.each([
    { what: "an override", files: { "compose.yaml": BASE, "compose.override.yaml": PRIVILEGED }, named: "compose.yaml", rule: "no-privileged", home: "compose.override.yaml" },
    { what: "an included file", files: { "compose.yaml": "include: [part.yaml]\n", "part.yaml": BASE }, named: "compose.yaml", rule: "memswap-limit", home: "part.yaml" },
    { what: "an extended file", files: { "compose.yaml": "services:\n  shop:\n    extends: {file: common.yaml, service: web}\n", "common.yaml": `version: "3"\n${BASE}` }, named: "compose.yaml", rule: "log-rotation" },
  ])("leaves $what alone that was not named, and tells its name", ({ files, named, rule, home }) => {
    const { after, stdout } = fix(files, [named, "--fix", "--unsafe", "--fix-only", rule]);
    for (const [name, text] of Object.entries(files)) if (name !== named) expect(after[name]).toBe(text);
    if (home === undefined) return;
    expect(after).toEqual(files);
    expect(stdout).toMatch(new RegExp(`^not fixed: ${rule} at .*: it is written in ${home}, which is not among the files to be fixed$`, "m"));
  });

  it("says where it has written what another file of the project lacks", () => {
    const files = { "compose.yaml": BASE, "compose.override.yaml": "services:\n  web:\n    restart: always\n" };
    const { after, stdout } = fix(files, ["compose.override.yaml", ...SWAP]);
    expect(after).toEqual({ ...files, "compose.override.yaml": "services:\n  web:\n    restart: always\n    memswap_limit: 512m\n" });
    expect(stdout).toContain("    compose.yaml:4 (web), written in compose.override.yaml\n");
  });

  it("does not change another project against its will, and names it", () => {
    // Compose refuses pids_limit beside limits of deploy that lack the same figure.
    const prod = "services:\n  web:\n    deploy:\n      resources:\n        limits: {cpus: '1'}\n";
    const base = "services:\n  web:\n    image: nginx:1.27.3\n";
    const { after, stdout } = fix({ "compose.yaml": base, "compose.prod.yaml": prod }, ["--fix", "--unsafe", "--fix-only", "pids-limit"]);
    expect(after["compose.yaml"]).toBe(base);
    expect(stdout).toMatch(/^not fixed: pids-limit at compose\.yaml:2 \(web\): .*compose\.yaml \+ compose\.prod\.yaml/m);
  });

  it("leaves alone what is right only together", () => {
    const files = { "compose.yaml": BASE, "compose.override.yaml": CALM };
    expect(fix(files, SWAP).after).toEqual(files);
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
