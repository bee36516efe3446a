import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { composeLint, folderWith } from "./command.js";

const TEMPLATE = readFileSync(new URL("../planted/TEMPLATE.yaml", import.meta.url), "utf8");

/** One service with three red rows: log, memory and healthcheck; hardening is the fourth. */
const BARE = "services:\n  web:\n    image: caddy:2.8.4\n";

interface Json {
  readonly projects: readonly { readonly name: string; readonly services: readonly { readonly name: string; readonly reds: number; readonly rows: readonly { readonly row: string; readonly grade: string; readonly what: string; readonly findings: readonly object[]; readonly layers?: readonly { readonly layer: string; readonly grade: string }[] }[] }[] }[];
  readonly summary: Readonly<Record<string, unknown>>;
}

function jsonOf(text: string): Json {
  return JSON.parse(text) as Json;
}

describe("compose-lint audit", () => {
  it("shows a table of 80 columns with a sign for each row and layer, and what to do first", () => {
    const { status, stdout, stderr } = composeLint(["audit"], { cwd: folderWith({ "compose.yaml": BARE }) });
    expect({ status, stderr }).toEqual({ status: 1, stderr: "note: more than --max-red 2 allows: web (4 red rows).\n" });
    expect(stdout).toMatch(/^compose\.yaml\nservice {2}network {2}dns {2}volumes {2}logs {2}memory {2}health {2}hardening\nweb {9}✓ {6}✓ {6}✓ {6}✗ {6}✗ {7}✗ {5}✗ !!!!✓!✓\n/);
    expect(stdout).toContain("\n✗ Memory compose.yaml:2:3\n  web may take all the memory of the host.");
    expect(stdout).toContain("Not in production tomorrow: web (4 red rows).");
    expect(stdout).toContain("1 service, 7 rows: 4 red, 0 amber, 3 green, 0 not judged.");
  });

  it("is all green, and says so, for a service that no rule has anything to say about", () => {
    const { status, stdout, stderr } = composeLint(["audit", "--max-red", "0", "--verbose"], { cwd: folderWith({ "compose.yaml": TEMPLATE }) });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain("\nweb         ✓      ✓      ✓      ✓      ✓       ✓     ✓ ✓✓✓✓✓✓✓\n");
    expect(stdout).toContain("  ✓ Log driver          json-file, 10m x 3\n");
    expect(stdout).toContain("    ✓ confined          Docker's profiles\n");
    expect(stdout).toMatch(/1 service, 7 rows: 0 red, 0 amber, 7 green, 0 not judged\.\n$/);
  });

  it.each([
    { maxRed: "3", status: 1 },
    { maxRed: "4", status: 0 },
  ])("with --max-red $maxRed ends with $status where four rows are red", ({ maxRed, status }) => {
    expect(composeLint(["audit", "--max-red", maxRed], { cwd: folderWith({ "compose.yaml": BARE }) }).status).toBe(status);
  });

  it("tells programs every finding with its place", () => {
    const { stdout } = composeLint(["audit", "--format", "json"], { cwd: folderWith({ "compose.yaml": BARE }) });
    const { projects, summary } = jsonOf(stdout);
    expect(summary).toEqual({ services: 1, red: 4, amber: 0, green: 3, notJudged: 0, maxRed: 2, aboveMaxRed: ["web"] });
    expect(projects[0]?.services[0]?.rows[4]).toMatchObject({ row: "memory", grade: "red", what: "no limit", findings: [{ rule: "memory-limit", severity: "warning", path: "compose.yaml", line: 2, column: 3, fix: null }] });
    expect(projects[0]?.services[0]?.rows.at(-1)?.layers).toHaveLength(7);
  });

  it("writes one page that loads and runs nothing", () => {
    const cwd = folderWith({ "compose.yaml": "services:\n  web:\n    image: nginx:1.27\n    ports: ['80:80', '127.0.0.1:81:81']\n    volumes: ['data:/data', './a:/a:ro']\nvolumes: {data: {}}\n" });
    const { stdout } = composeLint(["audit", "--format", "html", "-o", "out/readiness.html"], { cwd });
    expect(stdout).toBe("");
    const page = readFileSync(join(cwd, "out/readiness.html"), "utf8");
    expect(page).toContain("<svg");
    for (const shown of ["default (bridge)", "data on /data", "./a on /a, read-only", ">127.0.0.1:81<"]) expect(page).toContain(shown);
    expect(page).not.toMatch(/<script|<link|<img|\bsrc=|url\(|@import|javascript:/);
    expect(page.match(/<svg/g)).toHaveLength(2);
    expect(page.match(/<\w/g)?.length).toBeGreaterThan(100);
  });

  it("goes on in another drawing where there are many services", () => {
    const services = Array.from({ length: 40 }, (_, index) => `  s${String(index)}: {image: 'a:1', networks: [in]}\n`).join("");
    const page = composeLint(["audit", "--format", "html"], { cwd: folderWith({ "compose.yaml": `services:\n${services}networks: {in: {}}\n` }) }).stdout;
    const drawings = page.split('<section class="drawing">').slice(1);
    expect(drawings.length).toBeGreaterThan(1);
    expect(drawings.map((drawing) => drawing.match(/<circle/g)?.length ?? 0).reduce((sum, each) => sum + each)).toBe(40);
  });

  it("writes a table for a pull request", () => {
    const { stdout } = composeLint(["audit", "--format", "markdown"], { cwd: folderWith({ "compose.yaml": BARE }) });
    expect(stdout).toMatch(/^## Readiness of `compose\.yaml`\n\n\*\*Not in production tomorrow\*\*/);
    expect(stdout).toContain("\n| service | network | DNS | volumes | log driver | memory | healthcheck | hardening |\n|---|---|---|---|---|---|---|---|\n| `web` | ✅ default (bridge) | ✅ ");
    expect(stdout).toContain("\n- ❌ **Memory**, `compose.yaml:2:3`: web may take all the memory of the host.");
  });

  it("takes files as docker compose does", () => {
    const cwd = folderWith({ "a.yaml": BARE, "b.yaml": "services:\n  web: {mem_limit: '${LIMIT}', memswap_limit: '${LIMIT}'}\n  tool: {image: 'a:1', profiles: [tools]}\n", "my.env": "LIMIT=64m\n" });
    const { projects } = jsonOf(composeLint(["audit", "-f", "a.yaml", "-f", "b.yaml", "--env-file", "my.env", "--profile", "none", "--format", "json"], { cwd }).stdout);
    expect(projects.map(({ name, services }) => [name, services.map((each) => each.name)])).toEqual([["a.yaml + b.yaml", ["web"]]]);
    expect(projects[0]?.services[0]?.rows[4]).toMatchObject({ grade: "green", what: "limit 64m, no swap" });
  });

  it("heeds comments and the configuration, but no preset", () => {
    const cwd = folderWith({ "compose.yaml": BARE.replace("web:", "web: # compose-lint-disable-line memory-limit -- measured"), "compose-lint.config.yaml": "extends: [style]\nrules: {log-rotation: off}\n" });
    const { projects } = jsonOf(composeLint(["audit", "--format", "json"], { cwd }).stdout);
    const rows = projects[0]?.services[0]?.rows.map(({ row, grade, what }) => `${row} ${grade}: ${what}`);
    expect(rows).toContain("memory grey: no limit; accepted: measured");
    expect(rows).toContain("logs grey: json-file, without bounds; no rule objects");
    expect(rows).toContain("hardening red: 2 of 7 layers");
    const [without] = jsonOf(composeLint(["audit", "--no-config", "--format", "json"], { cwd }).stdout).projects;
    expect(without?.services[0]?.rows[3]?.grade).toBe("red");
  });

  it.each([
    { text: "services: [\n", message: /^compose-lint: compose\.yaml:2:1: A bracket/m },
    { text: "services:\n  web: {imag: x}\n", status: 0, message: /^note: compose\.yaml has 1 error that may hide something from the audit; compose-lint tells them\.$/m },
    { text: "x-nothing: 1\n", status: 0, message: /^note: compose\.yaml has no services to judge\.$/m },
  ])("tells what it could not judge: $text", ({ text, message, status = 2 }) => {
    const run = composeLint(["audit"], { cwd: folderWith({ "compose.yaml": text }) });
    expect(run.status).toBe(status);
    expect(run.stderr).toMatch(message);
  });

  it.each([
    { args: ["--format", "xml"], sentence: "Allowed choices are table, json, markdown, html." },
    { args: ["--max-red", "many"], sentence: "--max-red: 'many' is no number of rows, such as 0 or 2." },
    { args: ["--verbose", "--format", "json"], sentence: "--verbose is for the table; json tells everything as it is." },
    { args: ["-f", "a", "b"], sentence: "leave the other paths out, or -f." },
    { args: ["-o", "compose.yaml"], sentence: "--output-file compose.yaml: this file is linted" },
    { args: ["--fix"], sentence: "unknown option '--fix'" },
    { args: ["nowhere.yaml"], sentence: "nowhere.yaml: there is no such file or folder." },
  ])("$args: says what is wrong", ({ args, sentence }) => {
    const { status, stderr } = composeLint(["audit", ...args], { cwd: folderWith({ "compose.yaml": TEMPLATE }) });
    expect(status).toBe(2);
    expect(stderr).toContain(sentence);
  });

  it("reads standard input", () => {
    const { stdout } = composeLint(["audit", "-", "--stdin-filename", "compose.yaml"], { cwd: folderWith({}), input: TEMPLATE });
    expect(stdout).toMatch(/^compose\.yaml\n/);
  });

  it("is in the help, has its own, and leaves a folder of that name alone", () => {
    const cwd = folderWith({ "audit/compose.yaml": BARE });
    expect(composeLint(["--help"], { cwd }).stdout).toContain("audit");
    expect(composeLint(["audit", "--help"], { cwd }).stdout).toContain("Usage: compose-lint audit [options] [paths...]");
    expect(composeLint(["./audit"], { cwd }).stdout).toContain("memory-limit");
  });

  it("has colours where they are wanted", () => {
    const cwd = folderWith({ "compose.yaml": BARE });
    expect(composeLint(["audit"], { cwd, env: { FORCE_COLOR: "1" } }).stdout).toContain("\u001b[31m✗\u001b[39m");
    expect(composeLint(["audit", "--no-color"], { cwd, env: { FORCE_COLOR: "1" } }).stdout).not.toContain("\u001b");
  });
});

describe("hostile names", () => {
  const NAME = '<img src=x onerror=alert(1)>|`\\u001b[2J::error::[a](javascript:b) ##[error]\\u202e';
  const cwd = folderWith({
    "compose.yaml": [
      "services:",
      `  "${NAME}": {image: "a:1", networks: ["n${NAME}"], ports: ["80:80"], volumes: ["v${NAME}:/x${NAME}", "./<b>&:/b"], dns: ["${NAME}"], user: "${NAME}", logging: {driver: "${NAME}"}}`,
      '  "::error::first in its line": {image: "a:1"}',
      `networks: {"n${NAME}": {driver: "<u>|"}}`,
      `volumes: {"v${NAME}": {}}`,
      "",
    ].join("\n"),
  });

  it.each(["table", "markdown", "json", "html"])("cannot forge anything in %s", (format) => {
    const { stdout, stderr } = composeLint(["audit", "--format", format, ...(format === "table" ? ["--verbose"] : [])], { cwd });
    for (const output of [stdout, stderr]) {
      expect(output).not.toContain("\u001b");
      expect(output).not.toContain("\u202e");
      expect(output).not.toMatch(/##\w*\[/);
      expect(output).not.toMatch(/^\s*::/m);
    }
    if (format === "html") expect(stdout).not.toMatch(/<(?:img|b|u)\b/);
    if (format === "json") expect(jsonOf(stdout).projects[0]?.services).toHaveLength(2);
    if (format === "markdown") {
      const rows = stdout.split("\n").filter((line) => line.startsWith("| "));
      expect(rows).toHaveLength(3);
      for (const row of rows) expect(row.replaceAll("\\|", "").split("|")).toHaveLength(10);
      expect(stdout.replace(/`` .*? ``(?!`)/g, "")).not.toMatch(/<img|[^\\]\]\(/);
    }
  });
});
