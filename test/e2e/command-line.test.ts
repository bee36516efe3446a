import { spawn, spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { COMMANDS } from "../../packages/cli/src/commands.js";
import { bundle, composeLint, FIXED, folderWith } from "./command.js";
import { hasTerminal, onTerminal, onTerminalOf } from "./on-terminal.js";

const NAMES = [...COMMANDS.keys()];

describe("--help", () => {
  const cwd = folderWith({});

  it.each(["", ...NAMES])("of compose-lint %s fits a screen", (name) => {
    for (const flag of ["--help", "-h"]) {
      const { status, stdout, stderr } = composeLint([...(name === "" ? [] : [name]), flag], { cwd });
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      expect(stdout).toMatch(new RegExp(`^Usage: compose-lint ${name === "" ? String.raw`\[` : `${name} `}`));
      const lines = stdout.split("\n");
      expect(lines.length).toBeLessThanOrEqual(24);
      expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80);
    }
  });

  it("names every command", () => {
    expect(composeLint(["--help"], { cwd }).stdout).toContain(`Commands: ${NAMES.join(", ")}.`);
  });

  it("tells every option with --help-all", () => {
    const { stdout } = composeLint(["--help-all"], { cwd });
    for (const flag of ["--root <folder>", "--watch", "--version", "--max-warnings <n>"]) expect(stdout).toContain(flag);
    expect(Math.max(...stdout.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(80);
  });
});

describe("what is mistyped", () => {
  const cwd = folderWith({ "compose.yaml": FIXED });

  it.each([
    { args: ["--fxi"], says: ["unknown option '--fxi'", "(Did you mean --fix?)", "See compose-lint --help."] },
    { args: ["audit", "--max-rad", "1"], says: ["unknown option '--max-rad'", "(Did you mean --max-red?)", "See compose-lint audit --help."] },
    { args: ["rules", "--fromat", "json"], says: ["unknown option '--fromat'", "(Did you mean --format?)", "See compose-lint rules --help."] },
    { args: ["explain", "--no-colour", "x"], says: ["(Did you mean --no-color?)"] },
    { args: ["explain", "memswaplimit"], says: ["there is no rule 'memswaplimit'", "(Did you mean memswap-limit?)"] },
    { args: ["image", "postgers"], says: ["(Did you mean postgres?)"] },
    { args: ["explain", "a", "b"], says: ["too many arguments"] },
    { args: ["explain"], says: ["missing required argument 'rule'"] },
    { args: ["audit", "--format", "xml"], says: ["Allowed choices are table, json, markdown, html."] },
    { args: ["audti"], says: ["audti: there is no such file or folder.", "(Did you mean the command audit?)"] },
    { args: ["explian", "x"], says: ["(Did you mean the command explain?)"] },
    { args: ["--verbose", "audit"], says: ["audit: there is no such file or folder.", "(The command audit has to come first: compose-lint audit ...)"] },
    { args: ["lint"], says: ["(Linting needs no command: leave the word out.)"] },
    { args: ["fix"], says: ["(Did you mean --fix?)"] },
    { args: ["--rule", "memswap-limit"], says: ["should be a rule and what it shall be, such as memory-limit=error"] },
  ])("$args", ({ args, says }) => {
    const { status, stdout, stderr } = composeLint(args, { cwd });
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    for (const sentence of says) expect(stderr).toContain(sentence);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it.each(["audti/compose.yaml", "audit.yaml", "nowhere"])("%s is a path, and looks like no command", (path) => {
    expect(composeLint([path], { cwd })).toMatchObject({ status: 2, stderr: `compose-lint: ${path}: there is no such file or folder.\n` });
  });
});

describe("an end before the end", () => {
  it.each([[["rules"]], [["explain", "memswap-limit"]], [["completion", "bash"]], [["audit", "."]], [["--format", "json"]], [["--help"]]])("%s is quiet when its reader goes away", (args) => {
    const cwd = folderWith({ "compose.yaml": `services:\n${Array.from({ length: 300 }, (_, index) => `  web${String(index)}:\n    image: nginx\n`).join("")}` });
    const { stderr } = spawnSync("sh", ["-c", `"$0" "$@" | head -c 1`, process.execPath, bundle, ...args], { cwd, encoding: "utf8", env: { PATH: process.env["PATH"] ?? "" } });
    expect(stderr.replace(/^note: .*\n/gm, "")).toBe("");
  });

  it("Ctrl-C stops it at any time, as shells have it", async () => {
    const cwd = folderWith({});
    const child = spawn(process.execPath, [bundle, "-"], { cwd, stdio: ["pipe", "ignore", "pipe"] });
    let stderr = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    await new Promise((resolve) => child.once("spawn", resolve));
    child.kill("SIGINT");
    expect(await new Promise((resolve) => child.on("close", (status, signal) => { resolve(signal ?? status); }))).toBe("SIGINT");
    expect(stderr).toBe("");
  });
});

describe("progress", () => {
  // So much text that it is told at once, and so little in it that nobody waits for it.
  const files = { "compose.yaml": `services: {}\n${"# nothing to see here\n".repeat(60_000)}` };
  const FACT = "linting compose.yaml";

  it.runIf(hasTerminal)("is told on a terminal, and gone afterwards", async () => {
    const { raw } = await onTerminal([], [], folderWith(files));
    expect(raw).toContain(`${FACT}\r\u001b[K`);
    expect(raw).toMatch(/\u001b\[K(?:\u001b\[2m)?No problems in 1 file\.(?:\u001b\[22m)?\r*\n$/);
  });

  it.runIf(hasTerminal)("is told on standard error alone", async () => {
    const cwd = folderWith(files);
    const { raw } = await onTerminalOf(["sh", "-c", `"$0" "$1" --format json > report.json`, process.execPath, bundle], cwd);
    expect(raw).toContain(FACT);
    expect(raw).toMatch(/\u001b\[K$/);
  });

  it.runIf(hasTerminal)("is not told in a pipeline", async () => {
    const { raw } = await onTerminalOf(["env", "CI=true", process.execPath, bundle], folderWith(files));
    expect(raw).not.toContain(FACT);
  });

  it("is not told where nobody looks", () => {
    expect(composeLint([], { cwd: folderWith(files) }).stderr).toBe("");
  });
});
