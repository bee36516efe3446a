import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Ajv, type ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { Log, Replacement, Result } from "sarif";
import { describe, expect, it } from "vitest";
import { validateXML } from "xmllint-wasm";
import { composeLint, folderWith } from "./command.js";

/** Findings of every kind: with and without a service, a fix, related places and ways; in several files, past characters of several bytes. */
const COMPOSE = `version: "3.8"
x-base: &base
  restart: always
services:
  db:
    <<: *base
    image: postgres:17 # 🐳 é
    mem_limit: 512m
    ports: ["5432:5432"]
    environment: { NOTE: "é🐳", POSTGRES_PASSWORD: hunter2 }
  web:
    extends: { file: parts/common.yaml, service: common }
    depends_on: [db]
    privileged: true
`;
const COMMON = `services:
  common:
    image: nginx
    build: .
    privileged: true
`;
const cwd = folderWith({ "ops/app ä/compose.yaml": COMPOSE, "ops/app ä/parts/common.yaml": COMMON, "clean.yaml": "services: {}\n" });
const ARGS = ["ops/app ä/compose.yaml", "clean.yaml", "--preset", "strict", "--fail-on", "never"];

interface Finding {
  readonly path: string;
  readonly rule: string;
  readonly severity: "error" | "warning" | "info";
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

function reportAs(format: string, ...more: readonly string[]): string {
  const { status, stdout, stderr } = composeLint([...ARGS, "--format", format, ...more], { cwd });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return stdout;
}

const findings = reportAs("jsonl").trimEnd().split("\n").map((line) => JSON.parse(line) as Finding);

function schema(name: string): string {
  return readFileSync(join(import.meta.dirname, "schemas", name), "utf8");
}

function faultsBy(validate: ValidateFunction, value: unknown): unknown {
  return validate(value) ? [] : validate.errors;
}

async function faultsOf(xml: string, schemaName: string): Promise<readonly string[]> {
  const { errors } = await validateXML({ xml: [{ fileName: "report.xml", contents: xml }], schema: [schema(schemaName)] });
  return errors.map(({ message }) => message);
}

it("has findings to tell of", () => {
  expect(new Set(findings.map(({ severity }) => severity))).toEqual(new Set(["error", "warning", "info"]));
  expect(new Set(findings.map(({ path }) => path)).size).toBe(2);
});

describe("compact", () => {
  it("has a line for each finding, as compilers write them", () => {
    expect(reportAs("compact").trimEnd().split("\n")).toEqual(findings.map(({ path, line, column, severity, message, rule }) => `${path}:${line}:${column}: ${severity}: ${message} [${rule}]`));
  });
});

describe("jsonl", () => {
  it("tells what json tells", () => {
    const { files } = JSON.parse(reportAs("json")) as { readonly files: readonly { readonly path: string; readonly diagnostics: readonly object[] }[] };
    expect(findings).toEqual(files.flatMap(({ path, diagnostics }) => diagnostics.map((diagnostic) => ({ path, ...diagnostic }))));
  });
});

describe("github", () => {
  it("has a command for each finding, the gravest first", () => {
    const lines = reportAs("github").trimEnd().split("\n");
    expect(lines).toHaveLength(findings.length);
    const parsed = lines.map((line) => /^::(error|warning|notice) title=[\w-]+,file=([^:,]+),line=\d+,endLine=\d+(?:,col=\d+,endColumn=\d+)?::(.+)$/.exec(line) ?? []);
    const kinds = parsed.map(([, kind]) => kind);
    expect(kinds).toEqual([...kinds].sort((a = "", b = "") => ["error", "warning", "notice"].indexOf(a) - ["error", "warning", "notice"].indexOf(b)));
    expect(new Set(parsed.map(([, , file]) => file))).toEqual(new Set(findings.map(({ path }) => path)));
  });

  it("counts paths from the root of the repository", () => {
    const { stdout } = composeLint(["--format", "github", "--fail-on", "never"], { cwd: join(cwd, "ops/app ä"), env: { GITHUB_WORKSPACE: cwd } });
    expect(stdout).toContain(",file=ops/app ä/compose.yaml,line=1,");
  });
});

describe("gitlab", () => {
  it("keeps to what is documented, with a fingerprint of its own for each finding", () => {
    const issues = JSON.parse(reportAs("gitlab")) as readonly { readonly fingerprint: string; readonly location: { readonly lines: { readonly begin: number } } }[];
    expect(faultsBy(new Ajv({ strict: false }).compile(JSON.parse(schema("gitlab-code-quality.schema.json")) as object), issues)).toEqual([]);
    expect(issues.map(({ location }) => location.lines.begin)).toEqual(findings.map(({ line }) => line));
    expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(findings.length);
  });
});

interface Rdjson {
  readonly diagnostics: readonly {
    readonly code: { readonly value: string };
    readonly location: { readonly path: string; readonly range: RdRange };
    readonly suggestions?: readonly { readonly range: RdRange; readonly text: string }[];
  }[];
}

interface RdRange {
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
}

describe("rdjson", () => {
  const document = JSON.parse(reportAs("rdjson")) as Rdjson;

  it("keeps to reviewdog's schema", () => {
    // Draft 4, of which the schema uses nothing that draft 7 has changed.
    const definition = JSON.parse(schema("reviewdog-diagnostic-result.schema.json").replace("draft-04", "draft-07")) as object;
    expect(faultsBy(new Ajv({ strict: false }).compile(definition), document)).toEqual([]);
    expect(document.diagnostics).toHaveLength(findings.length);
  });

  it("counts columns in bytes", () => {
    const { location } = document.diagnostics.find(({ code }) => code.value === "no-plaintext-secret") ?? {};
    const line = COMPOSE.split("\n")[(location?.range.start.line ?? 0) - 1] ?? "";
    const bytes = Buffer.from(line).subarray((location?.range.start.column ?? 0) - 1, (location?.range.end.column ?? 0) - 1);
    expect(bytes.toString()).toBe("hunter2");
  });

  it("suggests what the fix writes", () => {
    const suggested = document.diagnostics.find(({ code }) => code.value === "memswap-limit")?.suggestions?.[0];
    expect(suggested).toEqual({ range: { start: { line: 8, column: 20 }, end: { line: 8, column: 20 } }, text: "\n    memswap_limit: 512m" });
  });
});

describe("checkstyle", () => {
  it("is valid, and has every finding", async () => {
    const xml = reportAs("checkstyle");
    expect(await faultsOf(xml, "checkstyle.xsd")).toEqual([]);
    expect(xml.match(/<error /g)).toHaveLength(findings.length);
  });
});

describe("junit", () => {
  it("is valid for Jenkins, and has every finding and what passed", async () => {
    const xml = reportAs("junit");
    expect(await faultsOf(xml, "junit-10.xsd")).toEqual([]);
    expect(xml.match(/<failure /g)).toHaveLength(findings.length);
    expect(xml).toContain(`<testsuites name="compose-lint" tests="${findings.length + 1}" failures="${findings.length}"`);
    expect(xml).toContain('<testcase name="no findings" classname="clean.yaml" time="0"/>');
  });

  it("would not pass with anything else", async () => {
    expect(await faultsOf('<testsuites><testsuite name="x"/></testsuites>', "junit-10.xsd")).not.toEqual([]);
    expect(await faultsOf('<checkstyle version="1"><file name="a"><error line="0" severity="bad"/></file></checkstyle>', "checkstyle.xsd")).not.toEqual([]);
  });
});

describe("markdown", () => {
  it("has a row for each finding", () => {
    const rows = reportAs("markdown").split("\n").filter((line) => /^\| [🛑⚠ℹ]/u.test(line));
    expect(rows).toHaveLength(findings.length);
    // Five columns, whatever is in them.
    for (const row of rows) expect(row.replaceAll("\\|", "").split("|")).toHaveLength(7);
  });
});

describe("html", () => {
  const page = reportAs("html");

  it("is one page that loads and runs nothing", () => {
    expect(page).toContain("default-src 'none'");
    expect(page).not.toMatch(/<(?:script|img|link|iframe|object)\b|\bon\w+=|url\(|@import/i);
    for (const [, address] of page.matchAll(/(?:src|href)="([^"]*)"/g)) expect(address).toMatch(/^https:&#47;|^https:\/\//);
  });

  it("has every finding, and what its fix does", () => {
    expect(page.match(/<strong class="(?:error|warning|info)">/g)).toHaveLength(findings.length);
    expect(page).toContain('<span class="added">+    memswap_limit: 512m</span>');
    expect(page).not.toContain("hunter2");
  });

  it("has the readiness table as an audit tells it, of the files as they are by then", () => {
    const folder = folderWith({ "compose.yaml": FIXABLE_STACK });
    const readinessIn = (text: string): string => text.slice(text.indexOf("<h1>Readiness</h1>"));
    const audit = (): string => readinessIn(composeLint(["audit", "--format", "html"], { cwd: folder }).stdout);
    const before = audit();
    expect(before).toContain("Log driver");
    expect(readinessIn(composeLint(["--format", "html", "--fail-on", "never"], { cwd: folder }).stdout)).toBe(before);
    const fixed = readinessIn(composeLint(["--fix", "--format", "html", "--fail-on", "never"], { cwd: folder }).stdout);
    expect(fixed).not.toBe(before);
    expect(fixed).toBe(audit());
  });
});

const FIXABLE_STACK = "services:\n  db:\n    image: postgres:17.2\n    mem_limit: 512m\n    volumes: [data:/var/lib/postgresql/data]\nvolumes:\n  data:\n";

/** The path of the validator's binary; the schema lies beside it. */
const multitool = createRequire(import.meta.url)("@microsoft/sarif-multitool") as string;

describe("sarif", () => {
  const text = reportAs("sarif");
  const log = JSON.parse(text) as Log;
  const results = log.runs[0]?.results ?? [];
  const rules = log.runs[0]?.tool.driver.rules ?? [];
  const resultOf = (rule: string): Result => {
    const result = results.find(({ ruleId }) => ruleId === rule);
    if (!result) throw new Error(`no result of ${rule}`);
    return result;
  };

  it("passes the validator without a remark", () => {
    const folder = folderWith({ "report.sarif": text, "remarkable.sarif": text.replaceAll('"helpUri": "https:', '"helpUri": "') });
    const output = join(folder, "remarks.json");
    const { status, stdout } = spawnSync(multitool, ["validate", join(folder, "report.sarif"), join(folder, "remarkable.sarif"), "--output", output, "--quiet"], { encoding: "utf8" });
    expect({ status, stdout }).toMatchObject({ status: 0 });
    const remarks = (JSON.parse(readFileSync(output, "utf8").replace(/^\ufeff/, "")) as Log).runs.flatMap(({ results: found = [] }) => found);
    const inFile = (name: string): readonly Result[] => remarks.filter(({ locations }) => JSON.stringify(locations).includes(name));
    expect(inFile("report.sarif")).toEqual([]);
    expect(inFile("remarkable.sarif")).not.toEqual([]);
  });

  it("keeps to the schema", () => {
    const definition = JSON.parse(readFileSync(join(dirname(multitool), "sarif-2.1.0.json"), "utf8").replace(/^\ufeff/, "")) as object;
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(definition);
    expect(faultsBy(validate, log)).toEqual([]);
    expect(faultsBy(validate, { ...log, version: "2" })).not.toEqual([]);
  });

  it("has every finding with its rule, level and a place that is a URI", () => {
    expect(results.map(({ ruleId, message }) => [ruleId, message.text])).toEqual(findings.map(({ rule, message }) => [rule, message]));
    expect(results.map(({ ruleIndex = -1 }) => rules[ruleIndex]?.id)).toEqual(findings.map(({ rule }) => rule));
    expect(results.map(({ level }) => level)).toEqual(findings.map(({ severity }) => (severity === "info" ? "note" : severity)));
    const places = results.map(({ locations }) => locations?.[0]?.physicalLocation?.artifactLocation);
    expect(places[0]).toEqual({ uri: "ops/app%20%C3%A4/compose.yaml", uriBaseId: "%SRCROOT%" });
    expect(results.every(({ partialFingerprints }) => /^[0-9a-f]{32}$/.test(partialFingerprints?.["composeLint/v1"] ?? ""))).toBe(true);
  });

  it("describes rules by their pages", () => {
    for (const { shortDescription, fullDescription, help, helpUri } of rules) {
      expect(shortDescription?.text).not.toBe("");
      expect(fullDescription?.text.length).toBeGreaterThan(shortDescription?.text.length ?? 0);
      expect(fullDescription?.text.length).toBeLessThanOrEqual(1_024);
      expect(help?.markdown).toContain("## Why it hurts");
      expect(help?.markdown).not.toMatch(/\]\([\w-]+\.md/);
      expect(helpUri).toMatch(/^https:\/\/.*\.md$/);
    }
    const { properties, defaultConfiguration } = rules.find(({ id }) => id === "no-privileged") ?? {};
    expect(properties).toMatchObject({ "security-severity": "8.0" });
    expect(properties?.tags).toEqual(expect.arrayContaining(["security", "hardening"]));
    expect(properties?.tags?.some((tag) => tag.startsWith("cis:"))).toBe(true);
    expect(defaultConfiguration).toEqual({ level: "error" });
    expect(rules.find(({ id }) => id === "obsolete-version")?.properties).not.toHaveProperty("security-severity");
  });

  it("leads to related places", () => {
    const related = results.flatMap(({ relatedLocations = [] }) => relatedLocations);
    expect(related.map(({ message }) => message?.text)).toContain("through this extends");
  });

  it("carries fixes that do to the file what --fix does", () => {
    const [fix] = resultOf("memswap-limit").fixes ?? [];
    const edited = applied(COMPOSE, fix?.artifactChanges[0]?.replacements ?? []);
    const folder = folderWith({ "compose.yaml": COMPOSE, "parts/common.yaml": COMMON });
    composeLint(["--preset", "strict", "--fix", "--fix-only", "memswap-limit"], { cwd: folder });
    expect(edited).toBe(readFileSync(join(folder, "compose.yaml"), "utf8"));
    expect(edited).not.toBe(COMPOSE);
  });
});

/** Makes the replacements of a fix, which count lines and columns from 1. */
function applied(text: string, replacements: readonly Replacement[]): string {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const offset = (line = 1, column = 1): number => (starts[line - 1] ?? text.length) + column - 1;
  const edits = replacements.map(({ deletedRegion: { startLine, startColumn, endLine, endColumn }, insertedContent }) => ({ start: offset(startLine, startColumn), end: offset(endLine, endColumn), inserted: insertedContent?.text ?? "" }));
  return edits.sort((a, b) => b.start - a.start).reduce((result, { start, end, inserted }) => result.slice(0, start) + inserted + result.slice(end), text);
}

describe("several reports at once", () => {
  it("are those that one gets one by one, and standard output is for the one without a file", () => {
    const folder = folderWith({ "compose.yaml": COMPOSE });
    const { stdout } = composeLint(["--format", "sarif", "-o", "out/a.sarif", "--format", "stylish", "--format", "junit", "--output-file", "a.xml"], { cwd: folder });
    expect(stdout).toBe(composeLint([], { cwd: folder }).stdout);
    for (const [format, file] of [["sarif", "out/a.sarif"], ["junit", "a.xml"]] as const) expect(readFileSync(join(folder, file), "utf8")).toBe(composeLint(["--format", format], { cwd: folder }).stdout);
  });

  it("leave standard output empty if each has a file, and replace what is there", () => {
    const folder = folderWith({ "compose.yaml": COMPOSE, "a.json": "old" });
    expect(composeLint(["--format", "json", "-o", "a.json"], { cwd: folder }).stdout).toBe("");
    expect(JSON.parse(readFileSync(join(folder, "a.json"), "utf8"))).toMatchObject({ version: 1 });
  });

  it("go beside a patch", () => {
    const folder = folderWith({ "compose.yaml": COMPOSE });
    const { stdout, stderr } = composeLint(["--diff", "--format", "json", "-o", "a.json"], { cwd: folder });
    expect(stdout).toMatch(/^--- a\/compose\.yaml/);
    expect(stderr).toBe("");
  });

  it("are not coloured in files unless they are for a terminal", () => {
    const folder = folderWith({ "compose.yaml": COMPOSE });
    composeLint(["-o", "a.txt"], { cwd: folder, env: { FORCE_COLOR: "1" } });
    expect(readFileSync(join(folder, "a.txt"), "utf8")).not.toContain("\u001b");
  });

  it.each([
    { file: "compose.yaml", sentence: "compose-lint: --output-file compose.yaml: this file is linted, and the report would replace it. Name another one.\n" },
    { file: "./link.yaml/../compose.yaml", sentence: "this file is linted" },
    { file: "folder", sentence: "compose-lint: folder: not written, because it is a folder.\n" },
    { file: "clean/x.json", sentence: "compose-lint: clean/x.json: not written: " },
  ])("are refused to go to $file", ({ file, sentence }) => {
    const folder = folderWith({ "compose.yaml": COMPOSE, "folder/keep": "", clean: "a file", "link.yaml/keep": "" });
    const { status, stderr } = composeLint(["--format", "json", "-o", file], { cwd: folder });
    expect(status).toBe(2);
    expect(stderr).toContain(sentence);
    expect(readFileSync(join(folder, "compose.yaml"), "utf8")).toBe(COMPOSE);
    expect(readFileSync(join(folder, "clean"), "utf8")).toBe("a file");
  });

  it("are written as far as possible", () => {
    const folder = folderWith({ "compose.yaml": COMPOSE, "folder/keep": "" });
    const { status, stdout } = composeLint(["--format", "json", "-o", "folder", "--format", "gitlab", "-o", "b.json", "--format", "compact"], { cwd: folder });
    expect(status).toBe(2);
    expect(stdout).toContain("compose.yaml:1:1: warning:");
    expect(readFileSync(join(folder, "b.json"), "utf8")).toMatch(/^\[/);
  });

  it("can go to a device", () => {
    const folder = folderWith({ "compose.yaml": COMPOSE });
    expect(composeLint(["--format", "json", "-o", "/dev/null"], { cwd: folder })).toMatchObject({ stdout: "", stderr: "" });
  });
});

describe("--quiet and --max-warnings", () => {
  const folder = folderWith({ "compose.yaml": COMPOSE, "clean.yaml": "services: {}\n", "warning.yaml": 'version: "3"\nservices: {}\n' });

  it("tell errors only, in every format", () => {
    const { files } = JSON.parse(composeLint(["--quiet", "--format", "json"], { cwd: folder }).stdout) as { readonly files: readonly { readonly diagnostics: readonly Finding[] }[] };
    const severities = files.flatMap(({ diagnostics }) => diagnostics.map(({ severity }) => severity));
    expect(new Set(severities)).toEqual(new Set(["error"]));
  });

  it("keep quiet if there are none, without a change of the verdict", () => {
    expect(composeLint(["--quiet", "warning.yaml"], { cwd: folder })).toMatchObject({ status: 0, stdout: "", stderr: "" });
    expect(composeLint(["--quiet", "warning.yaml", "--fail-on", "warning"], { cwd: folder })).toMatchObject({ status: 1, stdout: "" });
  });

  it.each([
    { most: "0", status: 1, stderr: "note: 1 warning, more than --max-warnings 0 allows.\n" },
    { most: "1", status: 0, stderr: "" },
  ])("allow $most", ({ most, status, stderr }) => {
    expect(composeLint(["--max-warnings", most, "--fail-on", "never", "warning.yaml"], { cwd: folder })).toMatchObject({ status, stderr });
  });
});

describe("--help", () => {
  it("leaves to --help-all what few need", () => {
    const folder = folderWith({});
    const [short, full] = ["--help", "--help-all"].map((flag) => composeLint([flag], { cwd: folder }).stdout);
    for (const option of ["--group-by", "--env-file", "checkstyle"]) {
      expect(short).not.toContain(option);
      expect(full).toContain(option);
    }
    writeFileSync(join(folder, "compose.yaml"), "services: {}\n");
    expect(composeLint(["--group-by", "rule"], { cwd: folder }).status).toBe(0);
  });
});
