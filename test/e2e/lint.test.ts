import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { composeLint, FIXABLE, FIXED, folderWith, PRIVILEGED, UNHARDENED } from "./command.js";

interface Json {
  readonly version: number;
  readonly files: readonly { readonly path: string; readonly diagnostics: readonly { readonly rule: string }[] }[];
  readonly summary: Readonly<Record<string, number>>;
}

function json(stdout: string): Json {
  return JSON.parse(stdout) as Json;
}

describe("exit codes", () => {
  const cwd = folderWith({ "warning.yaml": FIXABLE, "error.yaml": PRIVILEGED, "clean.yaml": FIXED, "broken.yaml": "services: [" });

  it.each([
    { args: ["clean.yaml"], status: 0 },
    { args: ["clean.yaml", "--fail-on", "info"], status: 0 },
    { args: ["warning.yaml"], status: 0 },
    { args: ["warning.yaml", "--fail-on", "warning"], status: 1 },
    { args: ["warning.yaml", "--fail-on=info"], status: 1 },
    { args: ["warning.yaml", "--fail-on", "never"], status: 0 },
    { args: ["error.yaml"], status: 1 },
    { args: ["error.yaml", "--fail-on", "never"], status: 0 },
    { args: ["broken.yaml"], status: 1 },
    { args: ["missing.yaml"], status: 2 },
    { args: ["missing.yaml", "--fail-on", "never"], status: 2 },
    { args: ["--fail-on", "fatal"], status: 2 },
    { args: ["--fix", "--diff", "clean.yaml"], status: 2 },
    { args: ["--stdin-filename", "compose.yaml", "clean.yaml"], status: 2 },
    { args: [""], status: 2 },
    { args: ["--version"], status: 0 },
    { args: ["--help"], status: 0 },
  ])("$args: $status", ({ args, status }) => {
    expect(composeLint(args, { cwd })).toMatchObject({ status });
  });

  it("judges with --fix what is left", () => {
    const folder = folderWith({ "compose.yaml": FIXABLE });
    expect(composeLint(["--fix", "--fail-on", "warning"], { cwd: folder }).status).toBe(0);
  });

  it("does not let a file that cannot be parsed stop the others", () => {
    const { stdout } = composeLint(["broken.yaml", "error.yaml", "--format", "json"], { cwd });
    const [broken, error] = json(stdout).files;
    expect(broken?.diagnostics.map(({ rule }) => rule)).toContain("yaml-syntax");
    expect(error?.diagnostics.map(({ rule }) => rule)).toContain("no-privileged");
  });
});

describe("JSON", () => {
  it("has exactly the promised shape", () => {
    const cwd = folderWith({ "compose.yaml": FIXABLE, "clean/compose.yaml": FIXED });
    const { stdout, stderr } = composeLint(["--format", "json"], { cwd });
    expect(stderr).toBe("");
    const message = expect.any(String) as unknown;
    const fix = { title: expect.any(String) as unknown, safety: "safe" };
    expect(JSON.parse(stdout)).toEqual({
      version: 1,
      files: [
        { path: "compose.yaml", diagnostics: [{ rule: "obsolete-version", severity: "warning", message, service: null, line: 4, column: 1, endLine: 4, endColumn: 8, fix }] },
        { path: "clean/compose.yaml", diagnostics: [] },
      ],
      summary: { files: 2, errors: 0, warnings: 1, infos: 0, fixable: 1, fixed: 0, suppressed: 0, inBaseline: 0 },
    });
  });

  it("names the service", () => {
    const { stdout } = composeLint(["-", "--format", "json"], { cwd: folderWith({}), input: UNHARDENED });
    const place = { line: 4, column: 5, endLine: 4, endColumn: 14 };
    expect(json(stdout).files[0]?.diagnostics).toContainEqual(expect.objectContaining({ rule: "memswap-limit", severity: "warning", service: "web", ...place }));
  });

  it("has null where there is no service and no fix", () => {
    const cwd = folderWith({ "compose.yaml": "services: [\n" });
    const { stdout } = composeLint(["--format", "json"], { cwd });
    expect(JSON.parse(stdout)).toHaveProperty("files.0.diagnostics", expect.arrayContaining([expect.objectContaining({ rule: "yaml-syntax", service: null, fix: null })]));
  });

  it("tells with --fix what is left and how much was mended", () => {
    const cwd = folderWith({ "compose.yaml": FIXABLE });
    const { stdout } = composeLint(["--format", "json", "--fix"], { cwd });
    expect(json(stdout)).toMatchObject({ files: [{ diagnostics: [] }], summary: { warnings: 0, fixable: 0, fixed: 1 } });
  });

  it("counts unsafe fixes as fixable only with --unsafe", () => {
    const cwd = folderWith({ "compose.yaml": PRIVILEGED });
    const safe = json(composeLint(["--format", "json"], { cwd }).stdout).summary["fixable"] ?? NaN;
    const all = json(composeLint(["--format", "json", "--unsafe"], { cwd }).stdout).summary["fixable"] ?? NaN;
    expect(all).toBeGreaterThan(safe);
  });

  it("escapes what a terminal would obey", () => {
    const { stdout } = composeLint(["-", "--stdin-filename", "a\u009b31m", "--format", "json"], { cwd: folderWith({}), input: FIXED });
    expect(stdout).not.toMatch(/[\u007f-\u009f]/);
    expect(json(stdout).files).toMatchObject([{ path: "a\u009b31m" }]);
  });
});

describe("paths", () => {
  const paths = (stdout: string): readonly string[] => json(stdout).files.map(({ path }) => path);

  it("searches folders for Compose files and skips what is not the user's", () => {
    const cwd = folderWith({
      "compose.yaml": FIXED,
      "docker-compose.prod.yml": FIXED,
      "other.yaml": FIXED,
      "app/compose.yml": FIXED,
      "app/.gitignore": "compose.local.yaml\n",
      "app/compose.local.yaml": FIXED,
      "node_modules/x/compose.yaml": FIXED,
      ".git/compose.yaml": FIXED,
      ".gitignore": "build/\n/docker-compose.*.yaml\n",
      "build/compose.yaml": FIXED,
      "docker-compose.dev.yaml": FIXED,
      "app/docker-compose.dev.yaml": FIXED,
    });
    expect(paths(composeLint(["--format", "json"], { cwd }).stdout)).toEqual(["compose.yaml", "docker-compose.prod.yml", "app/compose.yml", "app/docker-compose.dev.yaml"]);
  });

  it("lints a file that is named, whatever its name and whatever .gitignore says, and every file once", () => {
    const cwd = folderWith({ "stack.yaml": FIXED, "compose.yaml": FIXED, ".gitignore": "*\n" });
    symlinkSync("compose.yaml", join(cwd, "link.yaml"));
    const { stdout } = composeLint(["--format", "json", "stack.yaml", "./compose.yaml", join(cwd, "compose.yaml"), "link.yaml"], { cwd });
    expect(paths(stdout)).toEqual(["stack.yaml", "compose.yaml"]);
  });

  it("tells paths relative to the current folder, with forward slashes", () => {
    const cwd = folderWith({ "a/compose.yaml": FIXED, "b/keep": "" });
    expect(paths(composeLint(["--format", "json", "../a"], { cwd: join(cwd, "b") }).stdout)).toEqual(["../a/compose.yaml"]);
  });

  it("does not walk in circles", () => {
    const cwd = folderWith({ "a/compose.yaml": FIXED });
    symlinkSync("..", join(cwd, "a/up"));
    symlinkSync("loop", join(cwd, "loop"));
    expect(paths(composeLint(["--format", "json", ".", "a/up"], { cwd }).stdout)).toEqual(["a/compose.yaml"]);
    expect(composeLint(["loop"], { cwd })).toMatchObject({ status: 2, stderr: "compose-lint: loop: its symbolic links lead in a circle.\n" });
  });

  it("says where it looked and for what if there is no Compose file", () => {
    const cwd = folderWith({ "readme.md": "", "empty/readme.md": "" });
    for (const [args, where] of [[[], cwd], [["empty"], "empty"]] as const) {
      const { status, stdout, stderr } = composeLint(args, { cwd });
      expect(status).toBe(2);
      expect(stdout).toBe("");
      expect(stderr).toContain(`no Compose file found in ${where}`);
      expect(stderr).toContain("compose.yaml");
      expect(stderr).toContain("docker-compose.yml");
    }
  });

  it("names a missing path and lints the others", () => {
    const cwd = folderWith({ "compose.yaml": PRIVILEGED });
    const { status, stdout, stderr } = composeLint(["nowhere/compose.yaml", "compose.yaml"], { cwd });
    expect(status).toBe(2);
    expect(stdout).toContain("no-privileged");
    expect(stderr).toBe("compose-lint: nowhere/compose.yaml: there is no such file or folder.\n");
  });

  it("reports a file that it may not read, and lints the others", () => {
    const cwd = folderWith({ "compose.yaml": FIXED, "a/compose.yaml": FIXED });
    writeFileSync(join(cwd, "secret.yaml"), FIXED, { mode: 0o000 });
    mkdirSync(join(cwd, "closed"), { mode: 0o000 });
    const { status, stdout, stderr } = composeLint([".", "secret.yaml", "--format", "json"], { cwd, unprivileged: true });
    expect(status).toBe(2);
    expect(paths(stdout)).toEqual(["compose.yaml", "a/compose.yaml"]);
    expect(stderr).toContain("closed: permission denied.");
    expect(stderr).toContain("secret.yaml: permission denied.");
  });

  it("takes a folder or an unreadable file called .env for none", () => {
    const cwd = folderWith({ "compose.yaml": FIXED, ".env/keep": "" });
    expect(composeLint([], { cwd })).toMatchObject({ status: 0, stderr: "" });
  });
});

describe("standard input", () => {
  const cwd = folderWith({ "clean.yaml": FIXED });

  it("is called <stdin>, or what the user calls it", () => {
    expect(json(composeLint(["-", "--format", "json"], { cwd, input: FIXABLE }).stdout).files).toMatchObject([{ path: "<stdin>", diagnostics: [{ rule: "obsolete-version" }] }]);
    expect(composeLint(["-", "--stdin-filename", "app/compose.yaml"], { cwd, input: FIXABLE }).stdout).toContain("app/compose.yaml:4:1");
  });

  it("goes together with files", () => {
    expect(json(composeLint(["clean.yaml", "-", "-", "--format", "json"], { cwd, input: FIXABLE }).stdout).files.map(({ path }) => path)).toEqual(["clean.yaml", "<stdin>"]);
  });
});
