import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { composeLint, folderWith } from "./command.js";

/** Two findings about memory: the data store of the two has one about its port as well. */
const SHOP = "services:\n  db:\n    image: postgres:17.2\n    ports: ['5432:5432']\n  web:\n    image: nginx:1.27.3\n";
const LOOKED_AT = "memory-limit,unbound-port";

const SEE_ALSO = "  See https://github.com/compose-lint/compose-lint/blob/main/docs/configuration.md. --no-config goes without.\n";

type Files = Readonly<Record<string, string>>;

interface Report {
  readonly files: readonly { readonly path: string; readonly diagnostics: readonly { readonly rule: string; readonly service: string | null; readonly severity: string }[] }[];
}

/** What is found about memory limits and ports, as `path service rule severity`; before it, what is said beside the report. */
function told(files: Files, args: readonly string[] = ["."], only = LOOKED_AT): readonly string[] {
  return toldIn(folderWith(files), args, only);
}

function toldIn(cwd: string, args: readonly string[] = ["."], only = LOOKED_AT): readonly string[] {
  const { stdout, stderr } = composeLint([...args, ...(only === "" ? [] : ["--only", only]), "--format", "json"], { cwd });
  if (stdout === "") return stderr.trimEnd().split("\n");
  const { files } = JSON.parse(stdout) as Report;
  return [...stderr.split("\n").filter((line) => line !== ""), ...files.flatMap(({ path, diagnostics }) => diagnostics.map(({ rule, service, severity }) => `${path} ${service ?? ""} ${rule} ${severity}`))];
}

const PLAIN = ["compose.yaml db memory-limit warning", "compose.yaml db unbound-port error", "compose.yaml web memory-limit warning"];

function severities(...graded: readonly string[]): readonly string[] {
  return PLAIN.map((line, index) => line.replace(/\w+$/, graded[index] ?? ""));
}

describe("a configuration", () => {
  it.each<readonly [title: string, files: Files, expected: readonly string[]]>([
    ["is not needed", {}, PLAIN],
    ["may be empty", { "compose-lint.config.yaml": "# nothing yet\n" }, PLAIN],
    ["grades rules", { "compose-lint.config.yaml": "rules:\n  memory-limit: info\n" }, severities("info", "error", "info")],
    ["turns them off", { "compose-lint.config.yaml": "rules: {memory-limit: off}\n" }, [PLAIN[1] ?? ""]],
    ["sets their options", { "compose-lint.config.yaml": "rules: {unbound-port: {severity: warning, everyService: true}}\n" }, severities("warning", "warning", "warning")],
    ["may end in .yml", { "compose-lint.config.yml": "rules: {memory-limit: info}\n" }, severities("info", "error", "info")],
    ["may be JSON, with tabs", { "compose-lint.config.json": '{\n\t"rules": {"memory-limit": "info"}\n}\n' }, severities("info", "error", "info")],
    ["may stand in package.json", { "package.json": '{"name": "shop", "x": "\\/", "compose-lint": {"rules": {"memory-limit": "info"}}}' }, severities("info", "error", "info")],
    ["may be a program", { "compose-lint.config.mjs": 'export default { rules: { "memory-limit": "info" } };\n' }, severities("info", "error", "info")],
    ["differs by service", { "compose-lint.config.yaml": "overrides:\n  - services: [d*]\n    rules: {memory-limit: error}\n" }, severities("error", "error", "warning")],
    ["differs by role", { "compose-lint.config.yaml": "overrides:\n  - services: role:data-store\n    rules: {unbound-port: off}\n" }, [PLAIN[0] ?? "", PLAIN[2] ?? ""]],
    ["differs by file", { "compose-lint.config.yaml": "overrides:\n  - files: compose.*\n    rules: {memory-limit: info}\n  - files: /ops/\n    rules: {memory-limit: off}\n" }, severities("info", "error", "info")],
    ["extends another file, whose words count less", { "base/b.yaml": "rules: {memory-limit: info, unbound-port: info}\n", "compose-lint.config.yaml": "extends: ./base/b.yaml\nrules: {unbound-port: error}\n" }, severities("info", "error", "info")],
    ["extends several", { "b.json": '{"extends": [], "rules": {"memory-limit": "info"}}', "compose-lint.config.yaml": "extends: [strict, ./b.json]\n" }, severities("info", "error", "info")],
    ["extends nothing but what is named", { "compose-lint.config.yaml": "extends: []\nrules: {memory-limit: on}\n" }, PLAIN],
  ])("%s", (_title, files, expected) => {
    // With nothing extended, `--only` would turn on what is off.
    const only = _title.startsWith("extends nothing") ? LOOKED_AT.replace(",unbound-port", "") : "";
    const known = new Set(["memory-limit", "unbound-port"]);
    const found = told({ "compose.yaml": SHOP, ...files }, ["compose.yaml"], only).filter((line) => known.has(line.split(" ")[2] ?? ""));
    expect(found).toEqual(only === "" ? expected : PLAIN.filter((line) => line.includes("memory-limit")));
  });

  it("is the nearest one of each file, up to the root of the repository", () => {
    const files = {
      "compose-lint.config.yaml": "rules: {memory-limit: error, unbound-port: off}\n",
      "repository/.git/HEAD": "",
      "repository/compose.yaml": SHOP,
      "repository/a/compose-lint.config.yaml": "rules: {memory-limit: info, unbound-port: off}\n",
      "repository/a/compose.yaml": SHOP,
      "repository/a/b/package.json": '{"name": "compose-lint"}',
      "repository/a/b/compose.yaml": SHOP,
    };
    const cwd = folderWith(files);
    const expected = [...PLAIN, ...["a/", "a/b/"].flatMap((folder) => ["db", "web"].map((service) => `${folder}compose.yaml ${service} memory-limit info`))];
    const found = composeLint([".", "--format", "json"], { cwd: join(cwd, "repository") });
    const { files: reported } = JSON.parse(found.stdout) as Report;
    expect(reported.flatMap(({ path, diagnostics }) => diagnostics.filter(({ rule }) => LOOKED_AT.includes(rule)).map(({ rule, service, severity }) => `${path} ${service ?? ""} ${rule} ${severity}`))).toEqual(expected);
    expect(found.stderr).toBe("");
  });

  it("is no Compose file, also when it is named like one", () => {
    const cwd = folderWith({ "compose.yaml": SHOP, "compose-lint.config.yaml": "rules: {}\n" });
    expect(toldIn(cwd, ["compose-lint.config.yaml", "compose.yaml"])).toEqual(PLAIN);
    expect(composeLint(["compose-lint.config.yaml"], { cwd })).toMatchObject({ status: 0, stdout: expect.not.stringContaining("schema") as unknown, stderr: "note: compose-lint.config.yaml is a configuration, and no Compose file.\n" });
  });
});

describe("settings", () => {
  it.each<readonly [setting: string, compose: string, only: string, expected: string]>([
    ["memoryLimit: 256m", "services: {web: {image: 'nginx:1.27.3'}}\n", "memory-limit", "mem_limit: '256m'"],
    ["cpuLimit: 1.5", "services: {web: {image: 'nginx:1.27.3'}}\n", "cpu-limit", "cpus: 1.5"],
    ["underlayMtu: 1460", "services: {web: {image: 'nginx:1.27.3'}}\nnetworks: {far: {driver: overlay}}\n", "overlay-mtu", "com.docker.network.driver.mtu: '1460'"],
  ])("%s is what fixes write", (setting, compose, only, expected) => {
    const cwd = folderWith({ "compose.yaml": compose, "compose-lint.config.yaml": `${setting}\n` });
    composeLint(["--fix", "--unsafe", "--only", only], { cwd });
    expect(readFileSync(join(cwd, "compose.yaml"), "utf8")).toContain(expected);
  });

  it("trustedRegistries turns its rule on", () => {
    const files = { "compose.yaml": "services:\n  a: {image: ghcr.io/acme/a:1.2.3}\n  b: {image: quay.io/b/b:1.2.3}\n", "compose-lint.config.yaml": "trustedRegistries: [ghcr.io/acme]\n" };
    expect(told(files, ["."], "").filter((line) => line.includes("trusted"))).toEqual(["compose.yaml b trusted-registry warning"]);
  });

  it.each([["swarm", ["compose.yaml db engine-mismatch info"]], ["compose", []]])("target: %s says what runs the files", (target, expected) => {
    const files = { "compose.yaml": "services:\n  db: {image: 'postgres:17.2', restart: always, container_name: db}\n", "compose-lint.config.yaml": `target: ${target}\n` };
    expect(told(files, ["."], "engine-mismatch")).toEqual(expected);
  });
});

describe("ignored files", () => {
  const files = { "compose.yaml": SHOP, "examples/compose.yaml": SHOP, "old/a/compose.yaml": SHOP, "old/keep/compose.yaml": SHOP, "compose-lint.config.yaml": "ignore: [examples/, 'old/*', '!old/keep', nothing]\nrules: {unbound-port: off}\n" };

  it("are as .gitignore would have it", () => {
    expect(told(files, ["."], "memory-limit")).toEqual(["compose", "old/keep/compose"].flatMap((file) => ["db", "web"].map((service) => `${file}.yaml ${service} memory-limit warning`)));
  });

  it("are told where they were named", () => {
    const cwd = folderWith(files);
    expect(composeLint(["examples/compose.yaml"], { cwd })).toMatchObject({ status: 0, stderr: "note: examples/compose.yaml is left alone, because compose-lint.config.yaml has it under ignore.\n" });
  });

  it("take part in projects, but nothing is reported in them", () => {
    const cwd = folderWith({ "compose.yaml": SHOP, "compose.override.yaml": "services:\n  web: {mem_limit: 1g}\n  job: {image: 'alpine:3.20', restart: always}\n", "compose-lint.config.yaml": "ignore: compose.override.yaml\n" });
    expect(toldIn(cwd, ["."], "memory-limit")).toEqual(["compose.yaml db memory-limit warning"]);
  });
});

describe("projects", () => {
  const files = {
    "compose.yaml": SHOP,
    "compose.prod.yaml": "services:\n  db: {mem_limit: 1g}\n  web: {mem_limit: 1g}\n",
    "compose.dev.yaml": "services:\n  db: {ports: !override ['127.0.0.1:5432:5432'], mem_limit: 1g}\n  tools: {image: 'adminer:4.8.1', profiles: [debug]}\n",
  };
  const listing = "projects:\n  - name: prod\n    files: [compose.yaml, compose.prod.yaml]\n    preset: production\n  - name: dev\n    files: [compose.yaml, compose.dev.yaml]\n    profiles: [none]\n    rules: {memory-limit: info}\n";

  it("are looked at beside what Compose runs by itself, instead of what was guessed", () => {
    const cwd = folderWith({ ...files, "compose-lint.config.yaml": listing });
    const { stderr } = composeLint([".", "--verbose", "--fail-on", "never"], { cwd });
    expect(stderr.split("\n").filter((line) => line.startsWith("project"))).toEqual([
      "project: compose.yaml + compose.prod.yaml (compose-lint.config.yaml lists it as prod)",
      "project: compose.yaml + compose.dev.yaml (compose-lint.config.yaml lists it as dev)",
      "project: compose.yaml (Compose runs it by default)",
    ]);
  });

  it("have rules and a preset of their own", () => {
    const cwd = folderWith({ ...files, "compose-lint.config.yaml": `rules: {memory-limit: off}\n${listing}` });
    // web has a limit in prod, and everybody may reach db in prod and without any of them. tools runs with a profile that dev has not.
    expect(toldIn(cwd, ["."], "")).toEqual(expect.arrayContaining(["compose.yaml web memory-limit info", "compose.yaml db unbound-port error"]));
    expect(toldIn(cwd, ["."], "").filter((line) => line.includes(" tools ") || line.includes("db memory-limit"))).toEqual([]);
    expect(toldIn(cwd, ["-f", "compose.yaml", "-f", "compose.dev.yaml"], "").filter((line) => line.includes("memory-limit"))).toEqual(["compose.yaml web memory-limit info"]);
  });

  it("replace the one that Compose would run if they have the same files", () => {
    const cwd = folderWith({ "compose.yaml": SHOP, "compose-lint.config.yaml": "projects: [{name: all, files: [compose.yaml], rules: {memory-limit: error}}]\n" });
    expect(toldIn(cwd)).toEqual(severities("error", "error", "error"));
  });

  it("can lie in folders below, with variables from a file", () => {
    const cwd = folderWith({ "ops/a.yaml": "services:\n  db: {image: 'postgres:17.2', mem_limit: \"${LIMIT}\"}\n", "ops/prod.env": "LIMIT=0\n", "compose-lint.config.yaml": "projects: [{name: ops, files: [ops/a.yaml], envFiles: [ops/prod.env]}]\n" });
    expect(toldIn(cwd, ["ops/a.yaml"], "memory-limit")).toEqual(["ops/a.yaml db memory-limit warning"]);
    expect(toldIn(join(cwd, "ops"), ["a.yaml"], "memory-limit")).toEqual(["a.yaml db memory-limit warning"]);
  });
});

describe("the command line", () => {
  const CONFIGURED = { "compose.yaml": SHOP, "compose-lint.config.yaml": "rules: {memory-limit: info, unbound-port: off}\n", "ci.yaml": "rules: {memory-limit: error, unbound-port: off}\n" };

  it.each<readonly [args: readonly string[], expected: readonly string[]]>([
    [["--no-config"], PLAIN],
    [["--config", "ci.yaml"], ["compose.yaml db memory-limit error", "compose.yaml web memory-limit error"]],
    [["-c", "ci.yaml", "--rule", "unbound-port=info"], severities("error", "info", "error")],
    [["--rule", "memory-limit=off", "--rule", "unbound-port=on"], ["compose.yaml db unbound-port error"]],
    [["--rule", "memory-limit=off,unbound-port=warning"], ["compose.yaml db unbound-port warning"]],
    [["--only", "unbound-port"], ["compose.yaml db unbound-port error"]],
    [["--skip", "unbound-port,healthcheck"], ["compose.yaml db memory-limit info", "compose.yaml web memory-limit info"]],
    [["--preset", "style", "--rule", "unbound-port=on"], severities("info", "error", "info")],
  ])("%j", (args, expected) => {
    expect(told(CONFIGURED, ["compose.yaml", ...args], "").filter((line) => /memory-limit|unbound-port/.test(line))).toEqual(expected);
  });

  it("does not take what cannot be read for clean, whatever is looked at", () => {
    expect(told({ "compose.yaml": "services: [\n" }, ["--only", "memory-limit"], "")).toEqual(["compose.yaml  yaml-syntax error"]);
  });

  it.each<readonly [args: readonly string[], message: string]>([
    [["--only", "memory-limt"], "--only: there is no rule 'memory-limt'.\n  (Did you mean memory-limit?)"],
    [["--skip", "CL-0005"], "--skip: there is no rule 'CL-0005'.\n  (Did you mean unbound-port?)"],
    [["--rule", "nonsense=off"], "--rule: there is no rule 'nonsense'."],
    [["--rule", "memory-limit"], "--rule: 'memory-limit' should be a rule and what it shall be, such as memory-limit=error; choose from off, on, info, warning, error."],
    [["--config", "nope.yaml"], "--config: there is no file nope.yaml."],
    [["--config", "compose.toml"], "--config: compose.toml is no configuration: its name has to end in .yaml, .yml, .json or .mjs."],
  ])("%j is refused", (args, message) => {
    const cwd = folderWith({ ...CONFIGURED, "compose.toml": "" });
    expect(composeLint(args, { cwd })).toMatchObject({ status: 2, stdout: "", stderr: `compose-lint: ${message}\n  See compose-lint --help.\n` });
  });
});

describe("--print-config", () => {
  const cwd = folderWith({
    "base.yaml": "rules: {log-rotation: error}\n",
    "compose-lint.config.yaml": "extends: [./base.yaml]\nmemoryLimit: 512m\ntarget: swarm\noverrides:\n  - files: ops/\n    rules: {log-rotation: off}\n  - services: db\n    rules: {cpu-limit: on}\nprojects: [{name: all, files: [compose.yaml]}]\n",
    "compose.yaml": SHOP,
  });
  const print = (file: string, ...args: readonly string[]): Readonly<Record<string, unknown>> => JSON.parse(composeLint(["--print-config", file, ...args], { cwd }).stdout) as Readonly<Record<string, unknown>>;

  it("shows what holds for a file", () => {
    expect(print("compose.yaml")).toMatchObject({
      version: 1,
      file: "compose.yaml",
      configuration: ["base.yaml", "compose-lint.config.yaml"],
      ignored: false,
      target: "swarm",
      projects: [{ name: "all", files: ["compose.yaml"] }],
      rules: { "log-rotation": "error", "memory-limit": { severity: "warning", default: "512m", jobs: false }, "cpu-limit": "off", "no-privileged": "error" },
      overrides: [{ services: "db", rules: { "cpu-limit": "on" } }],
    });
  });

  it("counts overrides of files in, and the command line; the file need not be there", () => {
    expect(print("ops/new.yaml", "--rule", "memory-limit=error")).toMatchObject({ file: "ops/new.yaml", rules: { "log-rotation": "off", "memory-limit": { severity: "error" } } });
  });

  it("has its rules in the form of a configuration", () => {
    const copy = folderWith({ "compose.yaml": SHOP, "compose-lint.config.json": JSON.stringify({ extends: [], rules: print("compose.yaml")["rules"] }) });
    expect(composeLint(["--print-config", "compose.yaml"], { cwd: copy }).status).toBe(0);
  });
});

describe("a program", () => {
  const RULE = `export default ({ defineRule, atKey, set, safe }) => ({
    rules: { "team-label": { severity: "error", label: "owner" } },
    ownRules: {
      "team-label": defineRule({
        category: "deployment",
        summary: "A service has no label that says whose it is.",
        severity: "warning",
        presets: ["recommended"],
        tags: [],
        references: [],
        fixable: "safe",
        options: { label: { type: "string", default: "team", description: "The label." } },
        messages: { missing: ({ service, label }) => \`\${service} has no label \${label}.\` },
        check(project, report, { label }) {
          for (const service of project.services) {
            if (service.get("labels", label)) continue;
            report({ at: atKey(service.origin), service, message: ["missing", { service: service.name, label }], fix: safe("Label it", "Nobody reads it yet.", [set([...service.path, "labels", label], "shop")]) });
          }
        },
      }),
    },
  });\n`;
  const FILES = { "compose.yaml": "services:\n  web:\n    image: nginx:1.27.3\n", "compose-lint.config.mjs": RULE };

  it("brings rules along, written as ours are", () => {
    expect(told(FILES, ["."], "team-label")).toEqual(["compose.yaml web team-label error"]);
    expect(told(FILES, ["--rule", "team-label=info"], "team-label")).toEqual(["compose.yaml web team-label info"]);
  });

  it("and their fixes", () => {
    const cwd = folderWith(FILES);
    composeLint(["--fix", "--fix-only", "team-label"], { cwd });
    expect(readFileSync(join(cwd, "compose.yaml"), "utf8")).toBe("services:\n  web:\n    image: nginx:1.27.3\n    labels:\n      owner: shop\n");
  });

  it("is not run with --no-config", () => {
    const cwd = folderWith({ "compose.yaml": SHOP, "compose-lint.config.mjs": "import { writeFileSync } from 'node:fs';\nwriteFileSync('was-run', '');\nexport default {};\n" });
    composeLint(["--no-config"], { cwd });
    expect(existsSync(join(cwd, "was-run"))).toBe(false);
    composeLint([], { cwd });
    expect(existsSync(join(cwd, "was-run"))).toBe(true);
  });

  it.each<readonly [title: string, program: string, message: string]>([
    ["that fails", "throw new TypeError('no');", "It could not be run: TypeError: no"],
    ["without an export", "export const a = 1;", "It must export the configuration by default, or a function that returns it."],
    ["with a bad name", "export default { ownRules: { 'A b': {} } };", "`A b` cannot be the name of a rule: it takes small letters, digits and `-`."],
    ["with a name of ours", "export default { ownRules: { 'memory-limit': {} } };", "There is a rule `memory-limit` already; give yours another name."],
    ["with something else than a rule", "export default { ownRules: { mine: { check() {} } } };", "`ownRules.mine` is not what `defineRule` returns."],
    ["with an unknown option", RULE.replace('label: "owner"', 'lable: "owner"'), "`team-label` has no option `lable`."],
    ["with an option of another type", RULE.replace('label: "owner"', "label: 1"), "The option `label` of `team-label` does not fit: The label."],
  ])("%s is refused", (_title, program, message) => {
    const cwd = folderWith({ "compose.yaml": SHOP, "compose-lint.config.mjs": program });
    expect(composeLint([], { cwd })).toMatchObject({ status: 2, stdout: "", stderr: `compose-lint: the configuration cannot be used.\n  compose-lint.config.mjs: ${message}\n${SEE_ALSO}` });
  });

  it("whose rule breaks is told, and the others go on", () => {
    const cwd = folderWith({ ...FILES, "compose-lint.config.mjs": RULE.replace("for (const service", "throw new RangeError('oh'); for (const service") });
    const { status, stdout, stderr } = composeLint(["--format", "compact"], { cwd });
    expect(status).toBe(2);
    expect(stderr).toBe("compose-lint: the rule team-label of compose-lint.config.mjs failed on compose.yaml: RangeError: oh\n");
    expect(stdout).toContain("memory-limit");
  });

  it("is run from the working tree only, wherever a link to it may be", () => {
    const cwd = folderWith({ "outside/rules.mjs": "export default {};\n", "tree/.git/HEAD": "", "tree/compose.yaml": SHOP });
    symlinkSync(join(cwd, "outside/rules.mjs"), join(cwd, "tree/compose-lint.config.mjs"));
    const { status, stderr } = composeLint([], { cwd: join(cwd, "tree") });
    expect(status).toBe(2);
    expect(stderr).toContain("compose-lint.config.mjs: It leads out of its repository.");
    expect(composeLint(["--config", "../outside/rules.mjs"], { cwd: join(cwd, "tree") }).stderr).toContain("../outside/rules.mjs: It is a program, and outside ");
    mkdirSync(join(cwd, "tree/inside"));
    writeFileSync(join(cwd, "tree/inside/rules.mjs"), "export default {};\n");
    expect(composeLint(["--config", "inside/rules.mjs", "--fail-on", "never"], { cwd: join(cwd, "tree") }).status).toBe(0);
  });
});

describe("a configuration that makes no sense", () => {
  it("is told with every fault and its place, and nothing is done", () => {
    const cwd = folderWith({ "compose.yaml": SHOP, "ops/compose-lint.config.yaml": "rule: {}\nrules: {x: off}\nextends: y\n", "ops/compose.yaml": SHOP });
    expect(composeLint(["--fix"], { cwd })).toEqual(
      expect.objectContaining({
        status: 2,
        stdout: "",
        stderr:
          "compose-lint: the configuration cannot be used.\n" +
          "  ops/compose-lint.config.yaml:1:1: `rule` is not a key of the configuration. Did you mean `rules`?\n" +
          "  ops/compose-lint.config.yaml:2:9: There is no rule `x`. `compose-lint rules` lists them.\n" +
          "  ops/compose-lint.config.yaml:3:10: There is no preset `y`. The presets are recommended, production, strict, style; a file ends in .yaml, .yml, .json, .mjs.\n" +
          SEE_ALSO,
      }),
    );
    expect(readFileSync(join(cwd, "compose.yaml"), "utf8")).toBe(SHOP);
  });

  it("forges no output", () => {
    const { status, stderr } = composeLint([], { cwd: folderWith({ "compose.yaml": SHOP, "compose-lint.config.yaml": '"\\e[31mrules": {}\n' }) });
    expect(status).toBe(2);
    expect(stderr).toContain("compose-lint.config.yaml:1:1: `\ufffd[31mrules` is not a key of the configuration.");
  });

  it("does not matter with --no-config", () => {
    expect(told({ "compose.yaml": SHOP, "compose-lint.config.yaml": "[" }, ["--no-config"])).toEqual(PLAIN);
  });

  it("is read no further than a configuration can be long", () => {
    const cwd = folderWith({ "compose.yaml": SHOP });
    symlinkSync("/dev/zero", join(cwd, "compose-lint.config.yaml"));
    expect(composeLint([], { cwd })).toMatchObject({ status: 2, stdout: "", stderr: expect.stringContaining("compose-lint.config.yaml: it is no regular file.") as unknown });
  });
});
