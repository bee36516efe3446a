import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { composeLint, folderWith } from "./command.js";

const SHOP = "services:\n  db:\n    image: postgres:17.2\n  web:\n    image: nginx:1.27.3\n";
const CONFIGURATION = "compose-lint.config.yaml";

function read(cwd: string, name = CONFIGURATION): string {
  return readFileSync(join(cwd, name), "utf8");
}

/** The lines of a configuration without remarks. */
function said(cwd: string): readonly string[] {
  return read(cwd).split("\n").filter((line) => line.trim() !== "" && !/^\s*#/.test(line));
}

/** That a configuration is one, and what holds by it. */
function rulesBy(cwd: string): Readonly<Record<string, unknown>> {
  const { status, stdout } = composeLint(["--print-config", "compose.yaml"], { cwd });
  expect(status).toBe(0);
  return (JSON.parse(stdout) as { readonly rules: Readonly<Record<string, unknown>> }).rules;
}

describe("compose-lint init", () => {
  it("writes what is found, which changes nothing", () => {
    const cwd = folderWith({ "compose.yaml": SHOP });
    const before = composeLint(["--format", "json"], { cwd }).stdout;
    expect(composeLint(["init"], { cwd })).toMatchObject({ status: 0, stdout: `${CONFIGURATION} is written, for one project. Read it, and change what is different for you.\n`, stderr: "" });
    expect(said(cwd)).toEqual(["extends: [recommended]"]);
    expect(read(cwd)).toContain("#   compose.yaml (Compose runs it by default)\n#     db   postgres:17.2  data-store\n");
    expect(read(cwd)).toMatch(/^# yaml-language-server: \$schema=https:\/\//);
    expect(composeLint(["--format", "json"], { cwd }).stdout).toBe(before);
  });

  it("lists what it guesses, and takes a file for production by its name", () => {
    const cwd = folderWith({ "compose.yaml": SHOP, "compose.prod.yaml": "services:\n  web: {restart: always}\n", "a b/compose.yaml": SHOP, "a b/compose.debug.yaml": "services:\n  web: {user: root}\n" });
    composeLint(["init"], { cwd });
    expect(said(cwd)).toEqual([
      "extends: [recommended]",
      "projects:",
      "  - name: prod",
      "    files: [compose.yaml, compose.prod.yaml]",
      "    preset: production",
      '  - name: "a b/debug"',
      '    files: ["a b/compose.yaml", "a b/compose.debug.yaml"]',
    ]);
    expect(rulesBy(cwd)).toHaveProperty("memory-limit");
  });

  it("knows a swarm", () => {
    const cwd = folderWith({ "stack.yaml": "", "docker-compose.yml": "services:\n  web: {image: 'nginx:1.27.3', deploy: {placement: {constraints: [node.role == worker]}}}\n" });
    composeLint(["init"], { cwd });
    expect(said(cwd)).toEqual(["extends: [recommended]", "target: swarm"]);
  });

  it.each([
    [{ "compose.yaml": SHOP, [CONFIGURATION]: "rules: {}\n" }, `${CONFIGURATION} is there already, and nothing is written over it.`],
    [{ "compose.yaml": SHOP, "compose-lint.config.json": "{}" }, "compose-lint.config.json is there already, and nothing is written over it."],
    [{ "compose.yaml": SHOP, "package.json": '{"compose-lint": {}}' }, "package.json is there already, and nothing is written over it."],
    [{ "other.yaml": SHOP }, "no Compose file found in "],
  ])("%j: refuses", (files, message) => {
    const cwd = folderWith(files);
    const { status, stdout, stderr } = composeLint(["init"], { cwd });
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(`compose-lint: ${message}`);
  });

  it("points at what there is of another linter", () => {
    const cwd = folderWith({ "compose.yaml": SHOP, ".dclintrc.json": "{}" });
    expect(composeLint(["init"], { cwd }).stdout).toContain(".dclintrc.json belongs to another linter.");
  });
});

describe("compose-lint migrate", () => {
  it("takes over what dclint is told", () => {
    const cwd = folderWith({
      "compose.yaml": SHOP,
      ".dclintrc": `{
  "rules": {
    "no-version-field": 0,
    "require-quotes-in-ports": [2, { "quoteType": "double" }],
    "services-alphabetical-order": 1,
    "top-level-properties-order": [1, { "customOrder": ["services", "volumes"] }],
    "service-keys-order": [2, { "groupOrder": ["core"] }],
    "made-up": 1
  },
  "quiet": true,
  "exclude": ["tests"]
}
`,
    });
    const { status, stdout } = composeLint(["migrate"], { cwd });
    expect(status).toBe(0);
    expect(stdout.split("\n")).toEqual([
      `${CONFIGURATION} is written from .dclintrc, which you can remove.`,
      "Without an equivalent:",
      "  .dclintrc:4:38: The option `quoteType` of `require-quotes-in-ports`: `port-quotes` takes either kind of quotes.",
      "  .dclintrc:7:33: The option `groupOrder` of `service-keys-order`: `service-key-order` has no groups; list the keys under `order`.",
      "  .dclintrc:8:5: `made-up` is no rule of dclint that is known here.",
      "  .dclintrc:10:3: `quiet` is for the command line here: `--quiet`.",
      "  .dclintrc:11:3: dclint leaves out every path that contains one of these words; `ignore` names files and folders, as .gitignore does.",
      "",
    ]);
    expect(said(cwd)).toEqual([
      "extends: [recommended]",
      "ignore:",
      "  - tests",
      "rules:",
      "  obsolete-version: off",
      "  port-quotes: error",
      "  service-order: warning",
      '  top-level-order: { severity: warning, order: ["services","volumes"] }',
      "  service-key-order: error",
      "  dependency-order: on",
      "  port-order: on",
      "  project-name: on",
      "  volume-quotes: on",
    ]);
    expect(rulesBy(cwd)).toMatchObject({ "obsolete-version": "off", "port-quotes": "error", "ambiguous-scalar": "warning" });
  });

  it("takes over what compose-lint (Python) is told", () => {
    const cwd = folderWith({
      "compose.yaml": SHOP,
      ".compose-lint.yml": `rules:
  CL-0001: { enabled: false, reason: "SEC-1: approved" }
  CL-0005: { severity: medium }
  CL-0003:
    exclude_services:
      db: "forks"
      web:
  CL-0024: { enabled: false }
  CL-0020: { severity: low, severty: high }
  CL-0099: { enabled: false }
profiles: {}
`,
    });
    const { stdout } = composeLint(["migrate"], { cwd });
    expect(stdout.split("\n").slice(1)).toEqual([
      "Without an equivalent:",
      "  .compose-lint.yml:8:3: `CL-0024` keeps its level: `excessive-capability` stands for CL-0011, CL-0024, CL-0027, CL-0028, CL-0029, CL-0030 together, of which the file does not say the same.",
      "  .compose-lint.yml:9:29: `severty` is no key that is known here.",
      "  .compose-lint.yml:10:3: `CL-0099` is no rule of compose-lint (Python) that is known here.",
      "  .compose-lint.yml:11:1: `profiles` is no key that is known here.",
      "",
    ]);
    expect(said(cwd)).toEqual([
      "extends: [recommended]",
      "rules:",
      "  no-daemon-socket: off # SEC-1: approved",
      "  unbound-port: warning",
      "  no-default-credentials: info",
      "  no-plaintext-secret: info",
      "  cpu-limit: on",
      "  pin-image-digest: on",
      "overrides:",
      "  - services: [db]",
      "    rules:",
      "      no-new-privileges: off # forks",
      "  - services: [web]",
      "    rules:",
      "      no-new-privileges: off",
    ]);
    expect(rulesBy(cwd)).toMatchObject({ "no-daemon-socket": "off", "cpu-limit": { severity: "warning" } });
  });

  it("says so when nothing is lost", () => {
    const cwd = folderWith({ "package.json": '{"dclint": {"rules": {"no-version-field": 2}}}' });
    expect(composeLint(["migrate", "package.json"], { cwd }).stdout).toBe(`${CONFIGURATION} is written from package.json, which you can remove.\nAll of it has an equivalent.\n`);
  });

  it.each([
    [[], {}, "there is neither a .dclintrc nor a .compose-lint.yml in this folder or above it."],
    [["nope"], {}, "nope: there is no such file or folder."],
    [[], { ".dclintrc": "rules: [" }, ".dclintrc cannot be read.\n  .dclintrc:1:9: "],
    [[], { ".dclintrc": "[]" }, ".dclintrc holds no configuration of another linter."],
    [[], { ".dclintrc.js": "module.exports = {}" }, ".dclintrc.js is a program, which is not run."],
    [[], { ".dclintrc": "{}", [CONFIGURATION]: "" }, `${CONFIGURATION} is there already, and nothing is written over it.`],
  ])("%j with %j: refuses", (args, files, message) => {
    const cwd = folderWith(files);
    const { status, stdout, stderr } = composeLint(["migrate", ...args], { cwd });
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(`compose-lint: ${message}`);
  });
});

describe("the configuration of another linter that is merely found", () => {
  const NOTE = (name: string): string => `note: ${name} belongs to another linter, and nothing of it counts here. compose-lint migrate ${name} makes a configuration of it.\n`;

  it.each([".dclintrc", ".dclintrc.yaml", "dclint.config.js", ".compose-lint.yml"])("%s is mentioned once", (name) => {
    const cwd = folderWith({ ".git/HEAD": "", [name]: "nonsense: [", "compose.yaml": SHOP, "a/compose.yaml": SHOP });
    expect(composeLint(["--fail-on", "never"], { cwd })).toMatchObject({ status: 0, stderr: NOTE(name) });
  });

  it("is not mentioned beside one of ours, nor with --no-config", () => {
    const cwd = folderWith({ ".dclintrc": "{}", "compose.yaml": SHOP });
    expect(composeLint(["--no-config"], { cwd }).stderr).toBe("");
    composeLint(["migrate"], { cwd });
    expect(composeLint([], { cwd }).stderr).toBe("");
  });
});
