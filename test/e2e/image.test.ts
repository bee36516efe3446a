import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { bundle, composeLint, FIXABLE, folderWith } from "./command.js";

const cwd = folderWith({});

describe("compose-lint image", () => {
  it("tells what is known of an image, and shows a service that can be used as it is", () => {
    const { status, stdout, stderr } = composeLint(["image", "postgres:17"], { cwd });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/^postgres:17\nPostgreSQL, the official image\. Role: data-store\. /);
    expect(stdout).toMatch(/^change of user: the server becomes postgres \(999:999\), by gosu\.\n {2}ran \d{4}-\d\d-\d\d with PostgreSQL /m);
    const service = stdout.slice(stdout.indexOf("\nservices:\n"));
    const folder = folderWith({ "compose.yaml": service });
    const linted = composeLint(["--preset", "strict", "--format", "json"], { cwd: folder }).stdout;
    const { files } = JSON.parse(linted) as { readonly files: readonly { readonly diagnostics: readonly { readonly rule: string }[] }[] };
    const rules = files.flatMap(({ diagnostics }) => diagnostics.map(({ rule }) => rule));
    for (const rule of ["drop-capabilities", "missing-capability", "no-new-privileges", "non-root-user", "read-only-rootfs", "stop-grace-period", "healthcheck", "stateful-volume"]) expect(rules).not.toContain(rule);
  });

  it("tells programs the facts", () => {
    const { status, stdout } = composeLint(["image", "docker.io/library/redis:8", "--format", "json"], { cwd });
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      image: "docker.io/library/redis:8",
      family: "redis",
      role: "cache",
      builtOn: null,
      facts: { user: { starts: "root", confidence: "read", evidence: expect.any(Array) as unknown, asOf: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as unknown } },
      compose: expect.stringMatching(/^services:\n {2}redis:\n/) as unknown,
    });
  });

  it("has colours where they are wanted", () => {
    expect(composeLint(["image", "redis"], { cwd, env: { FORCE_COLOR: "1" } }).stdout).toContain("\u001b[1mredis\u001b[22m");
    expect(composeLint(["image", "redis", "--no-color"], { cwd, env: { FORCE_COLOR: "1" } }).stdout).not.toContain("\u001b");
  });

  it.each([
    { args: ["image", "postgers"], sentence: "nothing is known of the image 'postgers'.\n  (Did you mean postgres?)" },
    { args: ["image", "${IMAGE}"], sentence: "depends on a variable that has no default" },
    { args: ["image"], sentence: "missing required argument 'image'" },
    { args: ["image", "redis", "postgres"], sentence: "too many arguments" },
    { args: ["image", "redis", "--format", "xml"], sentence: "Allowed choices are stylish, json." },
  ])("$args: says what is wrong", ({ args, sentence }) => {
    const { status, stdout, stderr } = composeLint(args, { cwd });
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(sentence);
  });

  it("is in the help, and has its own", () => {
    expect(composeLint(["--help"], { cwd }).stdout).toMatch(/^Commands: .*\bimage\b/m);
    expect(composeLint(["image", "--help"], { cwd }).stdout).toContain("Usage: compose-lint image [options] <image>");
  });

  it("leaves a file of that name to be linted as ./image", () => {
    const folder = folderWith({ image: FIXABLE });
    expect(composeLint(["./image"], { cwd: folder }).stdout).toContain("obsolete-version");
  });
});

describe("the facts that a fix rests on", () => {
  const folder = folderWith({ "compose.yaml": "services:\n  web:\n    image: nginx:1.27\n" });
  const LINE = /\n {4}because: .*capabilities of nginx, ran \d{4}-\d\d-\d\d/;

  it("are told to programs", () => {
    const { files } = JSON.parse(composeLint(["--format", "json"], { cwd: folder }).stdout) as { readonly files: readonly { readonly diagnostics: readonly { readonly rule: string; readonly fix: object | null }[] }[] };
    const found = files.flatMap(({ diagnostics }) => diagnostics).find(({ rule }) => rule === "drop-capabilities");
    const ran = { date: expect.any(String) as unknown, version: expect.stringContaining("nginx") as unknown };
    expect(found?.fix).toMatchObject({ safety: "safe", support: expect.arrayContaining([{ image: "nginx", fact: "capabilities", confidence: "ran", evidence: expect.any(Array) as unknown, asOf: expect.any(String) as unknown, ran }]) as unknown });
  });

  it("are told to people with --verbose, below the fix", () => {
    expect(composeLint(["--verbose"], { cwd: folder }).stdout).toMatch(LINE);
    expect(composeLint(["--verbose", "--diff"], { cwd: folder }).stderr).toMatch(LINE);
    expect(composeLint([], { cwd: folder }).stdout).not.toContain("because: ");
  });
});

it("nothing of it is run when something is linted", () => {
  const code = readFileSync(join(dirname(bundle), "cli.cjs"), "utf8");
  // What is imported on demand is wrapped by the bundler.
  for (const module of ["image-command", "hardened-service", "report/image-facts"]) expect(code).toMatch(new RegExp(`"packages/cli/src/${module}\\.ts"\\(\\)`));
});
