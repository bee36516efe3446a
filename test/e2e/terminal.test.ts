import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bundle, composeLint, FIXABLE, folderWith, PRIVILEGED } from "./command.js";

const ESCAPE = "\u001b";

describe("colour", () => {
  const cwd = folderWith({ "compose.yaml": FIXABLE });

  it.each<{ env: Record<string, string>; args: string[]; colored: boolean }>([
    { env: {}, args: [], colored: false },
    { env: { FORCE_COLOR: "1" }, args: [], colored: true },
    { env: { FORCE_COLOR: "0" }, args: [], colored: false },
    { env: { FORCE_COLOR: "1", NO_COLOR: "1" }, args: [], colored: false },
    { env: { NO_COLOR: "1" }, args: ["--color"], colored: true },
    { env: { FORCE_COLOR: "1" }, args: ["--no-color"], colored: false },
    { env: { FORCE_COLOR: "1" }, args: ["--format", "json"], colored: false },
  ])("$env $args: $colored", ({ env, args, colored }) => {
    const { stdout, stderr } = composeLint(args, { cwd, env });
    expect(stdout.includes(ESCAPE)).toBe(colored);
    expect(stderr).toBe("");
  });

  it("does not get into a patch that is piped on", () => {
    expect(composeLint(["--diff"], { cwd, env: { FORCE_COLOR: "1" } }).stdout).not.toContain(ESCAPE);
  });
});

describe("the command line", () => {
  const cwd = folderWith({});

  it("suggests the option that was meant", () => {
    const { status, stderr } = composeLint(["--fxi"], { cwd });
    expect(status).toBe(2);
    expect(stderr).toContain("unknown option '--fxi'");
    expect(stderr).toContain("Did you mean --fix?");
  });

  it.each([
    { args: ["--fix", "--diff"], sentence: "--fix writes files and --diff writes none: choose one of them." },
    { args: ["--format", "xml"], sentence: "there is no format 'xml'; choose from stylish, compact, json, " },
    { args: ["--fail-on"], sentence: "argument missing" },
    { args: ["--stdin-filename", "x.yaml"], sentence: "only if - is among the paths" },
  ])("explains what is wrong with $args", ({ args, sentence }) => {
    const { status, stdout, stderr } = composeLint(args, { cwd });
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(sentence);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it("has a help that fits a screen", () => {
    const lines = composeLint(["--help"], { cwd }).stdout.split("\n");
    expect(lines.length).toBeLessThanOrEqual(24);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80);
  });

  it("knows its version", () => {
    expect(composeLint(["--version"], { cwd }).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it("takes paths that look like options after --", () => {
    writeFileSync(join(cwd, "--fix"), PRIVILEGED);
    expect(composeLint(["--", "--fix"], { cwd })).toMatchObject({ status: 1 });
  });
});

describe("hostile input", () => {
  it("cannot reach the terminal through names and contents", () => {
    const cwd = folderWith({});
    const folder = join(cwd, `\u001b[31mred\n::error::x\u009b`);
    mkdirSync(folder);
    writeFileSync(join(folder, "compose.yaml"), 'services:\n  "web\\e[31m\\x9b1m\\r\\n":\n    image: "nginx\u202e\u009b1m"\n    privileged: true\n    "\\e]0;t\\a": 1\n');
    for (const args of [[], ["--diff", "--unsafe"], ["--fix"], ["--unknown\u001b[31m"], ["missing\u001b[31m"]]) {
      const { stdout, stderr } = composeLint(args, { cwd });
      const report = args.includes("--diff") ? stderr : stdout + stderr;
      expect(report).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
      expect(report).not.toMatch(/^::error/m);
    }
  });

  it("does not show the values of secrets", () => {
    const cwd = folderWith({ "compose.yaml": "services:\n  web: { image: nginx, DB_PASSWORD: hunter2, URL: 'postgres://me:hunter2@db' }\n  db:\n    POSTGRES_PASSWORD: hunter2\n" });
    const { stdout } = composeLint([], { cwd });
    expect(stdout).toContain("POSTGRES_PASSWORD: …");
    expect(stdout).not.toContain("hunter2");
  });
});

describe("output", () => {
  it("ends quietly when its reader goes away", () => {
    const services = Array.from({ length: 2_000 }, (_, index) => `  web${index}:\n    image: nginx\n    privileged: true\n`);
    const cwd = folderWith({ "compose.yaml": `services:\n${services.join("")}` });
    const { stdout, stderr } = spawnSync("bash", ["-c", `"${process.execPath}" "${bundle}" | head -1`], { cwd, encoding: "utf8" });
    expect(stdout.split("\n")).toHaveLength(2);
    expect(stderr).toBe("");
  });

  it("arrives whole through a pipe that is read slowly", () => {
    const services = Array.from({ length: 2_000 }, (_, index) => `  web${index}:\n    image: nginx\n`);
    const cwd = folderWith({ "compose.yaml": `services:\n${services.join("")}` });
    const { stdout } = spawnSync("bash", ["-c", `"${process.execPath}" "${bundle}" --format json | (sleep 0.5; cat)`], { cwd, encoding: "utf8", maxBuffer: 1 << 28 });
    expect(JSON.parse(stdout)).toMatchObject({ version: 1 });
  });
});
