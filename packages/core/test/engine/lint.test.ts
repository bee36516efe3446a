import { describe, expect, it } from "vitest";
import { loadProject } from "../../src/compose/load.js";
import { fixFile } from "../fix/fix-file.js";
import { lintProject } from "../../src/engine/lint.js";
import { presetConfiguration, type Configuration } from "../../src/engine/configuration.js";
import { atKey } from "../../src/compose/place.js";
import { defineRule, type Rule } from "../../src/rules/rule.js";
import { rules } from "../../src/rules/registry.generated.js";
import { folder, only, web } from "../rules/check.js";

const facts = { category: "style", summary: "", severity: "warning", presets: [], tags: [], references: [], messages: { said: ({ text }: { text: string }) => text } } as const;

/** A rule that says something of every service. */
function saying(name: string, texts: readonly string[]): Rule {
  const body = defineRule({
    ...facts,
    check(project, report) {
      for (const service of project.services) for (const text of texts) report({ at: atKey(service.origin), service, message: ["said", { text }] });
    },
  });
  return { name, ...body };
}

const broken: Rule = {
  name: "broken",
  ...defineRule({
    ...facts,
    check(project, report) {
      for (const service of project.services) report({ at: atKey(service.origin), message: ["said", { text: "before it broke" }] });
      throw new TypeError("a bug");
    },
  }),
};

const project = loadProject(folder(`${web("image: a")}  api:\n    image: b\n`), "compose.yaml");
const configured = (...list: readonly Rule[]): Configuration => ({ rules: list.map((rule) => ({ rule })) });

describe("findings", () => {
  it("come in the order of the text, then of the rules' names, then as they were reported", () => {
    const { diagnostics } = lintProject(project, configured(saying("b", ["1", "2"]), saying("a", ["3"])));
    expect(diagnostics.map(({ rule, service, message }) => `${String(service)} ${rule} ${message}`)).toEqual(["web a 3", "web b 1", "web b 2", "api a 3", "api b 1", "api b 2"]);
  });

  it("have the severity of the configuration, else of the finding, else of the rule", () => {
    const strict: Configuration = { rules: [{ rule: saying("a", ["1"]), severity: "error" }] };
    expect(lintProject(project, strict).diagnostics.map(({ severity }) => severity)).toEqual(["error", "error"]);
    expect(lintProject(project, configured(saying("a", ["1"]))).diagnostics.map(({ severity }) => severity)).toEqual(["warning", "warning"]);
    const swap = loadProject(folder(web("image: a", "memswap_limit: 1g")), "compose.yaml");
    expect(lintProject(swap, only(["memswap-limit"])).diagnostics.map(({ severity }) => severity)).toEqual(["error"]);
  });

  it("name the service they are about, if they are about one", () => {
    const { diagnostics } = lintProject(loadProject(folder("version: '3'\n" + web("image: nginx:1")), "compose.yaml"), only(["obsolete-version", "pids-limit"]));
    expect(diagnostics.map(({ rule, service }) => [rule, service])).toEqual([["obsolete-version", undefined], ["pids-limit", "web"]]);
  });

  it("follow the options of the configuration", () => {
    const open = loadProject(folder(web("image: node", "ports: ['3000:3000']")), "compose.yaml");
    expect(lintProject(open, only(["unbound-port"])).diagnostics).toEqual([]);
    expect(lintProject(open, only(["unbound-port"], { everyService: true })).diagnostics).toHaveLength(1);
  });
});

describe("a rule that throws", () => {
  it("is told with its file, and the others do their work", () => {
    const { diagnostics, failures } = lintProject(project, configured(broken, saying("a", ["1"])));
    expect(diagnostics.map(({ rule }) => rule)).toEqual(["a", "a"]);
    expect(failures).toEqual([{ rule: "broken", file: "compose.yaml", error: new TypeError("a bug") }]);
  });

  it("does not keep others from being fixed", () => {
    const text = "version: '3'\n" + web("image: nginx:1");
    const configuration: Configuration = { rules: [{ rule: broken }, ...only(["obsolete-version"]).rules] };
    const { after, failures } = fixFile(folder(text), "compose.yaml", configuration, { unsafe: false });
    expect(after).toBe(web("image: nginx:1"));
    expect(failures.map(({ rule }) => rule)).toEqual(["broken"]);
  });
});

describe("a preset", () => {
  it.each(["recommended", "strict", "style"] as const)("%s holds the rules that name it", (preset) => {
    expect(presetConfiguration(preset).rules.map(({ rule }) => rule.name)).toEqual(rules.filter(({ presets }) => presets.includes(preset)).map(({ name }) => name));
  });

  it("strict holds all of recommended", () => {
    const strict = new Set(presetConfiguration("strict").rules.map(({ rule }) => rule.name));
    expect(presetConfiguration("recommended").rules.filter(({ rule }) => !strict.has(rule.name))).toEqual([]);
  });
});

describe("a file that cannot be understood", () => {
  it.each([["nothing", ""], ["a list", "- a\n"], ["no YAML", "a: [\n"], ["bytes that are no text", new Uint8Array([0xc3, 0x28])]])("is reported and not fixed: %s", (_title, content) => {
    const { before, after, fixed, diagnostics, failures } = fixFile(folder(content), "compose.yaml", presetConfiguration("recommended"), { unsafe: true });
    expect(diagnostics.length).toBeGreaterThan(0);
    expect([fixed, failures, after]).toEqual([[], [], before]);
  });
});
