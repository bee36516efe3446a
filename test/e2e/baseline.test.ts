import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { composeLint, folderWith } from "./command.js";

const WEB = "services:\n  web:\n    image: nginx:1.27\n    privileged: true\n";
const DB = 'services:\n  db:\n    image: postgres:16.4\n    environment:\n      - POSTGRES_PASSWORD=hunter2-hunter2\n    ports:\n      - "5432:5432"\n';
const UPDATE = ["--baseline", "b.json", "--update-baseline"];
const CHECK = ["--baseline", "b.json"];

function read(cwd: string, name: string): string {
  return readFileSync(join(cwd, name), "utf8");
}

/** The rules that are told, by file. */
function told(args: readonly string[], cwd: string): Readonly<Record<string, readonly string[]>> {
  const { files } = JSON.parse(composeLint([...args, "--format", "json"], { cwd }).stdout) as { files: readonly { path: string; diagnostics: readonly { rule: string }[] }[] };
  return Object.fromEntries(files.map(({ path, diagnostics }) => [path, diagnostics.map(({ rule }) => rule)]));
}

describe("a baseline", () => {
  it("is written, and what it has is not told and does not fail", () => {
    const cwd = folderWith({ "compose.yaml": WEB });
    expect(composeLint([], { cwd }).status).toBe(1);
    const { status, stdout, stderr } = composeLint(UPDATE, { cwd });
    const [, count = ""] = /^note: b\.json holds (\d+) findings now\.\n$/.exec(stderr) ?? [];
    expect([status, stdout]).toEqual([0, `No problems in 1 file; ${count} in the baseline.\n`]);
    expect(Number(count)).toBeGreaterThan(3);
    expect(composeLint(CHECK, { cwd })).toMatchObject({ status: 0, stdout: `No problems in 1 file; ${count} in the baseline.\n`, stderr: `note: ${count} findings are not told, because b.json has them.\n` });
    expect(told(CHECK, cwd)).toEqual({ "compose.yaml": [] });
  });

  it("goes by what a finding is about, whatever line it is in by now", () => {
    const cwd = folderWith({ "compose.yaml": DB });
    composeLint(UPDATE, { cwd });
    writeFileSync(join(cwd, "compose.yaml"), `# a comment\n\nname: shop\n${DB.replace("    image", "    hostname: db\n    image").replace('"5432:5432"', '"5433:5432"')}`);
    expect(told(CHECK, cwd)).toEqual({ "compose.yaml": [] });
  });

  it("lets what is new be told, and only that", () => {
    const cwd = folderWith({ "compose.yaml": WEB });
    composeLint(UPDATE, { cwd });
    writeFileSync(join(cwd, "compose.yaml"), WEB.replace("nginx:1.27", "nginx:latest"));
    expect(told(CHECK, cwd)).toEqual({ "compose.yaml": ["pin-image-tag"] });
    expect(composeLint([...CHECK, "--fail-on", "warning"], { cwd }).status).toBe(1);
  });

  it("tells all that a rule finds under some keys if that is more than it was", () => {
    const cwd = folderWith({ "compose.yaml": DB });
    composeLint(UPDATE, { cwd });
    writeFileSync(join(cwd, "compose.yaml"), DB.replace('      - "5432:5432"', '      - "5432:5432"\n      - "5433:5432"'));
    expect(told([...CHECK, "--only", "unbound-port"], cwd)).toEqual({ "compose.yaml": ["unbound-port", "unbound-port"] });
  });

  it("is told of when its findings are gone, and what is left is written on demand", () => {
    const cwd = folderWith({ "compose.yaml": DB });
    composeLint(UPDATE, { cwd });
    writeFileSync(join(cwd, "compose.yaml"), DB.replace("5432:5432", "127.0.0.1:5432:5432"));
    expect(composeLint(CHECK, { cwd }).stderr).toContain("note: 1 of the findings in b.json is gone; --update-baseline removes it.\n");
    const before = read(cwd, "b.json");
    expect(composeLint(UPDATE, { cwd }).stderr).toMatch(/^note: b\.json holds \d+ findings now; it was \d+\.\n$/);
    expect(read(cwd, "b.json")).toBe(before.replace(/,?\n *"services\.db\.ports": \{[^}]*\}/, ""));
    expect(composeLint(CHECK, { cwd }).stderr).not.toContain("gone");
  });

  it("does not call gone what was not looked for", () => {
    const cwd = folderWith({ "compose.yaml": WEB, "other/compose.yaml": DB });
    composeLint(UPDATE, { cwd });
    for (const args of [["--only", "log-rotation"], ["other"], ["compose.yaml"]]) expect(composeLint([...CHECK, ...args], { cwd }).stderr).not.toContain("gone");
  });

  it("keeps what it says of other files, as long as they exist", () => {
    const cwd = folderWith({ "compose.yaml": WEB, "other/compose.yaml": DB });
    composeLint(UPDATE, { cwd });
    const all = read(cwd, "b.json");
    composeLint([...UPDATE, "compose.yaml"], { cwd });
    expect(read(cwd, "b.json")).toBe(all);
    rmSync(join(cwd, "other"), { recursive: true });
    composeLint([...UPDATE, "compose.yaml"], { cwd });
    expect(Object.keys((JSON.parse(read(cwd, "b.json")) as { findings: object }).findings)).toEqual(["compose.yaml"]);
  });

  it("names files from its own folder, wherever the command runs", () => {
    const cwd = folderWith({ "compose.yaml": WEB, "sub/compose.yaml": WEB });
    composeLint(UPDATE, { cwd });
    expect(Object.keys((JSON.parse(read(cwd, "b.json")) as { findings: object }).findings)).toEqual(["compose.yaml", "sub/compose.yaml"]);
    expect(told(["--baseline", "../b.json"], join(cwd, "sub"))).toEqual({ "compose.yaml": [] });
  });

  it("is the same whatever the order of the files, and holds no value", () => {
    const cwd = folderWith({ "compose.yaml": WEB, "other/compose.yaml": DB });
    composeLint([...UPDATE, "compose.yaml", "other"], { cwd });
    const text = read(cwd, "b.json");
    composeLint(["--baseline", "c.json", "--update-baseline", "other", "compose.yaml"], { cwd });
    expect(read(cwd, "c.json")).toBe(text);
    expect(text).toContain('      "services.db.environment": {\n        "no-plaintext-secret": 1\n');
    expect(text).not.toMatch(/hunter2|5432|nginx|postgres/);
  });

  it("does not keep anything from being fixed", () => {
    const cwd = folderWith({ "compose.yaml": `version: "3"\n${WEB}` });
    composeLint(UPDATE, { cwd });
    const { stdout } = composeLint([...CHECK, "--fix"], { cwd });
    expect(read(cwd, "compose.yaml")).not.toContain("version");
    expect(stdout).toMatch(/No problems left in 1 file; \d+ in the baseline\.\n$/);
    const fixing = folderWith({ "compose.yaml": `version: "3"\n${WEB}` });
    composeLint([...UPDATE, "--fix"], { cwd: fixing });
    expect(read(fixing, "b.json")).not.toContain("obsolete-version");
    expect(read(fixing, "b.json")).toContain("no-privileged");
  });

  it("holds for standard input as well", () => {
    const cwd = folderWith({});
    const args = ["-", "--stdin-filename", "compose.yaml"];
    composeLint([...UPDATE, ...args], { cwd, input: WEB });
    expect(composeLint([...CHECK, ...args], { cwd, input: WEB }).status).toBe(0);
  });

  it("says nothing of what comments suppress", () => {
    const cwd = folderWith({ "compose.yaml": WEB.replace("privileged: true", "privileged: true # compose-lint-disable-line no-privileged") });
    composeLint(UPDATE, { cwd });
    expect(read(cwd, "b.json")).not.toContain("privileged");
  });

  it("knows what is said of comments", () => {
    const cwd = folderWith({ "compose.yaml": WEB.replace("privileged: true", "init: true # compose-lint-disable-line no-privileged") });
    composeLint(UPDATE, { cwd });
    expect(read(cwd, "b.json")).toContain('"services.web.init": {\n        "unused-suppression": 1');
  });
});

describe("a baseline that cannot be used", () => {
  it.each<readonly [string, readonly string[], string]>([
    ["is not there", CHECK, "--baseline b.json: there is no such file. --update-baseline makes it of what is found now."],
    ["has no name", ["--update-baseline"], "--update-baseline writes the file that --baseline names: add --baseline <file>."],
    ["would be incomplete", [...UPDATE, "--only", "no-privileged"], "--update-baseline writes what all rules find: leave --only out."],
    ["would be incomplete as well", [...UPDATE, "--skip", "no-privileged"], "--update-baseline writes what all rules find: leave --skip out."],
    ["is wanted with a patch", [...UPDATE, "--diff"], "--update-baseline writes a file and --diff writes none: choose one of them."],
    ["is no JSON", ["--baseline", "compose.yaml", "--update-baseline"], "--baseline compose.yaml: this is no baseline of compose-lint, because it is no JSON. Name another file, or remove this one and write it with --update-baseline."],
    ["is something else", ["--baseline", "package.json", "--update-baseline"], "--baseline package.json: this is no baseline of compose-lint, because it has no `version`. Name another file, or remove this one and write it with --update-baseline."],
    ["is newer", ["--baseline", "newer.json"], "--baseline newer.json: it was written by a newer compose-lint (version 2 of baselines, and this one knows 1)."],
    ["has been edited badly", ["--baseline", "edited.json"], "--baseline edited.json: this is no baseline of compose-lint, because findings.compose.yaml.services.web.no-privileged is no number of findings. Name another file, or remove this one and write it with --update-baseline."],
    ["is a folder", ["--baseline", "folder"], "--baseline folder: it is a folder."],
  ])("%s", (_title, args, trouble) => {
    const cwd = folderWith({
      "compose.yaml": WEB,
      "package.json": '{"name": "shop"}',
      "newer.json": '{"version": 2}',
      "edited.json": '{"version": 1, "findings": {"compose.yaml": {"services.web": {"no-privileged": "1"}}}}',
    });
    mkdirSync(join(cwd, "folder"));
    const { status, stdout, stderr } = composeLint(args, { cwd });
    expect([status, stdout, stderr]).toEqual([2, "", `compose-lint: ${trouble}\n  See ${trouble.startsWith("--baseline") ? "https://github.com/compose-lint/compose-lint/blob/main/docs/suppressions.md." : "compose-lint --help."}\n`]);
    expect(read(cwd, "compose.yaml")).toBe(WEB);
    expect(read(cwd, "package.json")).toBe('{"name": "shop"}');
  });

  it("is not written while something could not be linted", () => {
    const cwd = folderWith({ "compose.yaml": WEB });
    const { status, stderr } = composeLint([...UPDATE, "compose.yaml", "missing.yaml"], { cwd });
    expect(status).toBe(2);
    expect(stderr).toContain("missing.yaml: there is no such file or folder.");
    expect(stderr).toContain("the baseline is not written, because not all was found.");
    expect(existsSync(join(cwd, "b.json"))).toBe(false);
  });
});
