import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { composeLint, copyCommand, FIXABLE, folderWith } from "./command.js";
import { hasTerminal, onTerminal } from "./on-terminal.js";

interface ListedRule {
  readonly name: string;
  readonly presets: readonly string[];
}

const root = fileURLToPath(new URL("../..", import.meta.url));
const cwd = folderWith({});
const pages = readdirSync(join(root, "docs/rules")).filter((name) => name !== "README.md").map((name) => name.slice(0, -3)).sort();
const listed = (JSON.parse(composeLint(["rules", "--format", "json"], { cwd }).stdout) as { readonly rules: readonly ListedRule[] }).rules;

describe("compose-lint rules", () => {
  it("lists every rule for people, and with --format json for programs", () => {
    const { status, stdout, stderr } = composeLint(["rules"], { cwd });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/^memswap-limit +resources +warning +recommended +safe$/m);
    const names = stdout.split("\n").slice(1).flatMap((line) => /^[a-z-]+(?=  )/.exec(line) ?? []);
    expect(names.sort()).toEqual(pages);
    expect(listed.map(({ name }) => name)).toEqual(pages);
    expect(listed).toContainEqual(expect.objectContaining({ name: "memswap-limit", category: "resources", severity: "warning", presets: ["recommended", "production", "strict"], fixable: "safe" }));
  });

  it("has all of recommended in production and strict, as it says", () => {
    for (const { presets } of listed) if (presets.includes("recommended")) expect(presets).toEqual(expect.arrayContaining(["production", "strict"]));
  });

  it("has colours where they are wanted", () => {
    expect(composeLint(["rules"], { cwd, env: { FORCE_COLOR: "1" } }).stdout).toContain("\u001b[1mmemswap-limit\u001b[22m");
    expect(composeLint(["rules", "--no-color"], { cwd, env: { FORCE_COLOR: "1" } }).stdout).not.toContain("\u001b");
  });
});

describe("compose-lint explain", () => {
  it("shows the page of every rule", () => {
    const { status, stdout } = composeLint(["explain", "memswap-limit"], { cwd });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^memswap-limit\n\nA memory limit without `memswap_limit` lets the container use as much swap again\nas it has memory\.\n\nresources, warning, in recommended, production, strict, safe fixes\n\nWhat it reports\n/);
    expect(stdout).toContain("\n  bad:\n    services:\n      db:\n        image: postgres:16.4\n");
    for (const name of pages.slice(0, 3)) expect(composeLint(["explain", name], { cwd })).toMatchObject({ status: 0, stderr: "" });
  });

  it("says what a rule asks the catalogue of images for, and how to see that", () => {
    const { stdout } = composeLint(["explain", "drop-capabilities"], { cwd });
    expect(stdout.replace(/\s+/g, " ")).toContain("rests on what is known of that: start user, change of user, capabilities. `compose-lint image <name>` shows it with the evidence. What it reports ");
  });

  it("knows what other tools call a rule, if they mean one of ours", () => {
    const { status, stdout } = composeLint(["explain", "CL-0005"], { cwd });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^CL-0005 is unbound-port here\.\n\nunbound-port\n/);
    expect(composeLint(["explain", "rule-7"], { cwd })).toMatchObject({ status: 2, stdout: "", stderr: expect.stringContaining("cpu-limit or memory-limit") as unknown });
  });

  it.each([
    { args: ["explain", "memswap"], sentence: "there is no rule 'memswap'.\n  (Did you mean memswap-limit?)" },
    { args: ["explain", "x\u001b[31m"], sentence: "there is no rule 'x\ufffd[31m'." },
    { args: ["explain"], sentence: "missing required argument 'rule'" },
    { args: ["explain", "memswap-limit", "log-rotation"], sentence: "too many arguments" },
    { args: ["rules", "--fromat", "json"], sentence: "Did you mean --format?" },
    { args: ["rules", "--format", "xml"], sentence: "Allowed choices are stylish, json." },
  ])("$args: says what is wrong", ({ args, sentence }) => {
    const { status, stdout, stderr } = composeLint(args, { cwd });
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(sentence);
  });

  it("works wherever the package is installed", () => {
    const folder = folderWith({});
    const pack = spawnSync("npm", ["pack", "--silent", "--pack-destination", folder, root], { cwd: folder, encoding: "utf8", env: { ...process.env, HOME: folder } });
    const tar = spawnSync("tar", ["-xzf", join(folder, pack.stdout.trim())], { cwd: folder, encoding: "utf8" });
    expect(pack.stderr + tar.stderr).toBe("");
    const installed = spawnSync(process.execPath, [join(folder, "package/dist/compose-lint.mjs"), "explain", "unbound-port"], { cwd: folder, encoding: "utf8", env: { ...process.env, NO_COLOR: "1" } });
    expect(installed.stdout).toMatch(/^unbound-port\n/);
    expect(readdirSync(join(folder, "package/docs/rules"))).toHaveLength(pages.length + 1);
  });

  it("says what is missing where the command lies alone; it still lints", () => {
    const folder = folderWith({ "compose.yaml": FIXABLE });
    mkdirSync(join(folder, "bin"));
    copyCommand(join(folder, "bin"));
    const run = (...args: readonly string[]): { readonly status: number | null; readonly stderr: string } => spawnSync(process.execPath, ["bin/compose-lint.mjs", ...args], { cwd: folder, encoding: "utf8", env: { ...process.env, NO_COLOR: "1" } });
    expect(run("explain", "unbound-port")).toMatchObject({ status: 2, stderr: expect.stringContaining(`the page of unbound-port should be at ${join(folder, "docs/rules/unbound-port.md")}: there is no such file or folder.`) as unknown });
    expect(run("compose.yaml")).toMatchObject({ status: 0, stderr: "" });
  });

  it("leaves a file of that name to be linted as ./rules", () => {
    const folder = folderWith({ rules: FIXABLE });
    expect(composeLint(["./rules"], { cwd: folder }).stdout).toContain("obsolete-version");
    expect(composeLint(["--fail-on", "never", "rules"], { cwd: folder }).stdout).toContain("obsolete-version");
  });
});

describe.runIf(hasTerminal)("on a terminal", () => {
  it("rules and pages are coloured and keep to its width", async () => {
    for (const args of [["rules"], ["explain", "network-mode-conflict"]]) {
      const { status, screen, raw } = await onTerminal(args, [], cwd);
      expect(status).toBe(0);
      expect(raw).toContain("\u001b[1m");
      const lines = screen.split("\n").filter((line) => !line.includes("https://"));
      expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80);
    }
  });
});

describe("--preset", () => {
  // Without a digest, which only strict asks for; published to all, which production minds as well.
  const folder = folderWith({ "compose.yaml": "services:\n  web:\n    image: ghcr.io/acme/web:1.2.3\n    ports: [8080]\n", "broken.yaml": "services: [\n" });
  const rulesFound = (...args: readonly string[]): readonly string[] => {
    const { stdout } = composeLint(["compose.yaml", "--format", "json", ...args], { cwd: folder });
    const { files } = JSON.parse(stdout) as { readonly files: readonly { readonly diagnostics: readonly { readonly rule: string }[] }[] };
    return files.flatMap(({ diagnostics }) => diagnostics.map(({ rule }) => rule));
  };

  it("chooses the rules, recommended if it is left out", () => {
    expect(rulesFound()).toEqual(rulesFound("--preset", "recommended"));
    expect(rulesFound()).not.toContain("unbound-port");
    expect(rulesFound("--preset", "production")).toContain("unbound-port");
    expect(rulesFound("--preset", "production")).not.toContain("pin-image-digest");
    expect(rulesFound("--preset", "strict")).toEqual(expect.arrayContaining(["unbound-port", "pin-image-digest"]));
    expect(rulesFound("--preset", "style")).not.toContain("log-rotation");
  });

  it("can be given several times or several names", () => {
    const both = rulesFound("--preset", "strict", "--preset", "recommended");
    expect(both).toEqual(rulesFound("--preset", "strict"));
    expect(rulesFound("--preset", "recommended,strict")).toEqual(both);
    expect(rulesFound("--preset", "style,strict")).toEqual(expect.arrayContaining(["pin-image-digest"]));
  });

  it("does not keep quiet about a file that cannot be read", () => {
    for (const preset of ["recommended", "production", "strict", "style"]) expect(composeLint(["broken.yaml", "--preset", preset], { cwd: folder }).status).toBe(1);
  });

  it.each([
    { args: ["--preset", "prod"], sentence: "--preset: there is no preset 'prod'; choose from recommended, production, strict, style." },
    { args: ["--preset", ""], sentence: "--preset: there is no preset ''" },
  ])("explains what is wrong with $args", ({ args, sentence }) => {
    const { status, stderr } = composeLint(args, { cwd: folder });
    expect(status).toBe(2);
    expect(stderr).toContain(sentence);
  });

  it("is the hint if --fix-only asks for a rule of another one", () => {
    const [other] = listed.filter((rule) => !rule.presets.includes("style") && "fixable" in rule && rule.fixable !== null);
    const { stderr } = composeLint(["--diff", "--preset", "style", "--fix-only", other?.name ?? ""], { cwd: folder });
    expect(stderr).toContain(`note: ${other?.name ?? ""} is not in style. Its presets: ${other?.presets.join(", ") ?? ""}.\n`);
  });
});
