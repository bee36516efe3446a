import { describe, expect, it } from "vitest";
import { atKey } from "../../src/compose/place.js";
import { loadProject, type ProjectRequest } from "../../src/compose/load.js";
import { layeredConfiguration, presetConfiguration, type Layer, type RuleLevel } from "../../src/engine/configuration.js";
import { fixProjects } from "../../src/engine/fix.js";
import { lintProject } from "../../src/engine/lint.js";
import { lintProjects } from "../../src/engine/workspace.js";
import { defineRule, type Rule } from "../../src/rules/rule.js";

const TEXTS: Readonly<Record<string, string>> = {
  "a.yaml": "services:\n  web: {image: web}\n  db: {image: db}\n",
  "b.yaml": "services:\n  job: {image: job}\n",
};
const files = { read: (path: string) => TEXTS[path] };
const project = loadProject(files, { files: ["a.yaml", "b.yaml"] });

/** A rule that says its option of every service, and of none at the end. */
let looks = 0;
const rule: Rule = {
  name: "test",
  ...defineRule({
    category: "style", summary: "", severity: "warning", presets: ["recommended", "strict"], tags: [], references: [],
    options: { word: { type: "string", default: "plain", description: "" } },
    presetOptions: { strict: { word: "strict" } },
    messages: { said: ({ word }: { word: string }) => word },
    check(given, report, { word }: { word: string }) {
      looks += 1;
      for (const service of given.services) report({ at: atKey(service.origin), service, message: ["said", { word }], ...(service.name === "job" ? { severity: "info" } : {}) });
    },
  }),
};

function level(given: RuleLevel): ReadonlyMap<string, RuleLevel> {
  return new Map([["test", given]]);
}

/** What is found under some layers, as `service severity message`; in front, how often the rule looked. */
function told(...layers: readonly Layer[]): readonly string[] {
  looks = 0;
  const { diagnostics } = lintProject(project, layeredConfiguration(layers, [rule]));
  return [String(looks), ...diagnostics.map(({ service, severity, message }) => `${service ?? ""} ${severity} ${message}`)];
}

const recommended: Layer = { presets: ["recommended"] };
const inB = (path: string): boolean => path === "b.yaml";
const ofDb = ({ name }: { readonly name: string }): boolean => name === "db";

describe("layers", () => {
  it.each<readonly [title: string, layers: readonly Layer[], expected: readonly string[]]>([
    ["without any, nothing is on", [], ["0"]],
    ["a preset turns on, and a rule grades its own findings", [recommended], ["1", "web warning plain", "db warning plain", "job info plain"]],
    ["a preset brings its options", [{ presets: ["strict"] }], ["1", "web warning strict", "db warning strict", "job info strict"]],
    ["a severity holds for all findings", [recommended, { rules: level({ severity: "error" }) }], ["1", "web error plain", "db error plain", "job error plain"]],
    ["`on` gives a rule its own severity back", [recommended, { rules: level({ severity: "error" }) }, { rules: level({ severity: "on" }) }], ["1", "web warning plain", "db warning plain", "job info plain"]],
    ["a later preset counts more than a level before it", [{ rules: level({ severity: "error" }) }, recommended], ["1", "web warning plain", "db warning plain", "job info plain"]],
    ["options stay when a level changes", [recommended, { rules: level({ options: { word: "own" } }) }, { rules: level({ severity: "info" }) }], ["1", "web info own", "db info own", "job info own"]],
    ["to name a rule turns it on", [{ rules: level({ options: { word: "own" } }) }], ["1", "web warning own", "db warning own", "job info own"]],
    ["to give it options does not", [{ options: new Map([["test", { word: "own" }]]) }], ["0"]],
    ["options that were given before it is on count then", [{ options: new Map([["test", { word: "own" }]]) }, { rules: level({ severity: "on" }) }], ["1", "web warning own", "db warning own", "job info own"]],
    ["off is off", [recommended, { rules: level({ severity: "off" }) }], ["0"]],
  ])("%s", (_title, layers, expected) => {
    expect(told(...layers)).toEqual(expected);
  });
});

describe("exceptions", () => {
  it.each<readonly [title: string, layers: readonly Layer[], expected: readonly string[]]>([
    ["a file", [recommended, { rules: level({ severity: "off" }), inFile: inB }], ["1", "web warning plain", "db warning plain"]],
    ["a service", [recommended, { rules: level({ severity: "error" }), forService: ofDb }], ["1", "web warning plain", "db error plain", "job info plain"]],
    ["a service in another file", [recommended, { rules: level({ severity: "error" }), forService: ofDb, inFile: inB }], ["1", "web warning plain", "db warning plain", "job info plain"]],
    ["on only there", [{ rules: level({ severity: "error" }), forService: ofDb }], ["1", "db error plain"]],
    ["named only there", [{ rules: level({ options: { word: "own" } }), forService: ofDb }], ["2", "db warning own"]],
    ["options: the rule looks once for each set that holds somewhere", [recommended, { rules: level({ options: { word: "own" } }), forService: ofDb }], ["2", "web warning plain", "db warning own", "job info plain"]],
    ["options of a file", [recommended, { rules: level({ options: { word: "own" } }), inFile: inB }], ["2", "web warning plain", "db warning plain", "job info own"]],
    ["options that hold nowhere cost nothing", [recommended, { rules: level({ options: { word: "own" } }), inFile: () => false }], ["1", "web warning plain", "db warning plain", "job info plain"]],
    [
      "the last one counts",
      [recommended, { rules: level({ severity: "error", options: { word: "first" } }), inFile: (path) => !inB(path) }, { rules: level({ severity: "info", options: { word: "last" } }), forService: ofDb }],
      ["4", "web error first", "db info last", "job info plain"],
    ],
    ["what holds everywhere counts more if it comes later", [recommended, { rules: level({ severity: "off" }), forService: ofDb }, { rules: level({ severity: "error" }) }], ["1", "web error plain", "db error plain", "job error plain"]],
  ])("%s", (_title, layers, expected) => {
    expect(told(...layers)).toEqual(expected);
  });

  it("can be about all files of a kind, and nothing is reported there", () => {
    const { diagnostics } = lintProject(project, { ...layeredConfiguration([recommended], [rule]), ignores: inB });
    expect(diagnostics.map(({ service }) => service)).toEqual(["web", "db"]);
  });
});

describe("a preset", () => {
  it("is one layer", () => {
    expect(presetConfiguration("recommended")).toEqual(layeredConfiguration([recommended]));
  });
});

describe("projects that are configured in different ways", () => {
  const texts: Readonly<Record<string, string>> = { "a.yaml": "services:\n  web: {image: nginx:1.27.3, mem_limit: 512m}\n", "b.yaml": "services:\n  web: {environment: [A=b]}\n" };
  const host = { read: (path: string) => texts[path] };
  const requests: readonly ProjectRequest[] = [{ files: ["a.yaml"] }, { files: ["a.yaml", "b.yaml"] }];
  const graded = (severity: "info" | "error" | "off") => layeredConfiguration([{ rules: new Map([["memswap-limit", { severity }]]) }]);

  it("tell what they share once, as severely as in any", () => {
    const { diagnostics } = lintProjects(host, requests, ({ files: of }) => graded(of.length === 1 ? "info" : "error"));
    expect(diagnostics.map(({ rule: name, severity }) => [name, severity])).toEqual([["memswap-limit", "error"]]);
  });

  it.each([
    ["all of them ask for it, however severely", "info", ["services:\n  web: {image: nginx:1.27.3, mem_limit: 512m, memswap_limit: 512m}\n"]],
    ["not where one of them asks for nothing", "off", []],
  ] as const)("are repaired together: %s", (_title, severity, expected) => {
    const { files: changed, unfixed } = fixProjects(host, requests, ({ files: of }) => graded(of.length === 1 ? severity : "error"), { unsafe: false });
    expect(changed.map(({ after }) => after)).toEqual(expected);
    expect(unfixed).toHaveLength(expected.length === 0 ? 1 : 0);
  });
});
