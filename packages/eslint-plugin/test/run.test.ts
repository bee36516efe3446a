import { join } from "node:path";
import { rules } from "@compose-lint/core";
import { observeReads } from "@compose-lint/workspace";
import { ESLint, Linter } from "eslint";
import { describe, expect, it, vi } from "vitest";
import { folderWith } from "../../../test/folder.js";
import compose from "../src/index.js";
import { forAllFiles, LANGUAGES } from "./languages.js";

const allRules: Linter.RulesRecord = Object.fromEntries(rules.map(({ name }) => [`compose/${name}`, "warn"]));

/** A file with so many services, each of which has something to be found and mended. */
function services(count: number): string {
  return `services:\n${Array.from({ length: count }, (_, index) => `  web${index}:\n    image: ${index % 2 === 0 ? "nginx:1.27" : "postgres:16.4"}\n    ports: ["${8000 + index}:80"]\n    mem_limit: 512m\n    environment:\n      A: b${index}\n`).join("")}`;
}

describe.each(LANGUAGES)("under %s", (_language, config) => {
  it("reads what stands beside a file once, however many rules are on", () => {
    const cwd = folderWith({ ".env": "A=b\n", "compose.override.yaml": "services:\n  web0:\n    init: true\n" });
    const readWith = (some: Linter.RulesRecord): readonly string[] => {
      const read: string[] = [];
      const end = observeReads((path) => read.push(path));
      new Linter({ cwd }).verify(services(3), forAllFiles({ ...config, rules: some }), "compose.yaml");
      end();
      return read.filter((path) => path === join(cwd, ".env") || path === join(cwd, "compose.override.yaml"));
    };
    const once = readWith({ "compose/memswap-limit": "warn" });
    expect(new Set(once).size).toBe(2);
    expect(readWith(allRules)).toEqual(once);
  });

  it("looks at each of many files once", async () => {
    const readsWith = async (files: number, some: Linter.RulesRecord): Promise<number> => {
      const cwd = folderWith(Object.fromEntries(Array.from({ length: files }, (_, index) => [[`${index}/compose.yaml`, services(1 + (index % 3))], [`${index}/.env`, "A=b\n"]] as const).flat()));
      let reads = 0;
      const end = observeReads((path) => { if (path.endsWith(".env")) reads += 1; });
      const results = await new ESLint({ cwd, overrideConfigFile: true, overrideConfig: [{ ...config, files: ["**/compose.yaml"], rules: some }] }).lintFiles(["."]);
      end();
      expect(results.filter(({ messages }) => messages.some(({ fix }) => fix)).length).toBe(files);
      return reads;
    };
    const once = await readsWith(1, { "compose/memswap-limit": "warn" });
    expect(once).toBeGreaterThan(0);
    expect(await readsWith(20, allRules)).toBe(20 * once);
  });

  it("looks again at the same source code with other rules", () => {
    const linter = new Linter({ cwd: folderWith({}) });
    const foundBy = (text: Parameters<Linter["verify"]>[0], some: Linter.RulesRecord): readonly (string | null)[] => linter.verify(text, forAllFiles({ ...config, rules: some }), "compose.yaml").map(({ ruleId }) => ruleId);
    expect(foundBy(services(1), { "compose/memswap-limit": "warn" })).toEqual(["compose/memswap-limit"]);
    const same = linter.getSourceCode();
    expect(foundBy(same, { "compose/memswap-limit": "warn", "compose/log-rotation": "warn" })).toEqual(["compose/log-rotation", "compose/memswap-limit"]);
    expect(foundBy(same, { "compose/log-rotation": "warn" })).toEqual(["compose/log-rotation"]);
  });

  it("keeps the plugin apart from itself under another name, with other options", () => {
    const linter = new Linter({ cwd: folderWith({}) });
    const found = linter.verify("services:\n  web:\n    image: ghcr.io/acme/web:1\n", forAllFiles({ ...config, plugins: { ...config.plugins, again: compose }, rules: { "compose/trusted-registry": ["warn", { registries: ["ghcr.io"] }], "again/trusted-registry": ["warn", { registries: ["docker.io"] }] } }), "compose.yaml");
    expect(found.map(({ ruleId }) => ruleId)).toEqual(["again/trusted-registry"]);
  });

  it("hands options on, and takes core's where there are none", () => {
    const linter = new Linter({ cwd: folderWith({}) });
    const text = "services:\n  web:\n    image: nginx:1.27\n";
    const mend = (level: Linter.RuleEntry): string => linter.verifyAndFix(text, forAllFiles({ ...config, rules: { "compose/memory-limit": level } }), "compose.yaml").output;
    expect(mend("warn")).toBe(text);
    const suggested = linter.verify(text, forAllFiles({ ...config, rules: { "compose/memory-limit": ["warn", { default: "256m" }] } }), "compose.yaml");
    expect([mend(["warn", { default: "256m" }]), ...suggested.flatMap(({ suggestions = [] }) => suggestions.map(({ fix }) => fix.text))].join()).toContain("mem_limit: 256m");
  });
});

it("takes no longer for a service if there are more of them", () => {
  const linter = new Linter({ cwd: folderWith({}) });
  const time = (count: number): number => {
    const before = process.cpuUsage();
    const found = linter.verify(services(count), forAllFiles({ plugins: { compose }, language: "compose/compose", rules: allRules }), "compose.yaml");
    expect(found.length).toBeGreaterThan(count);
    const { user, system } = process.cpuUsage(before);
    return user + system;
  };
  time(10);
  const few = time(40);
  // Four times as long if each takes as long as before, sixteen times if every one is compared with every other.
  expect(time(160) / few).toBeLessThan(9);
});

it("goes on if a rule of ours breaks, and says so", () => {
  const rule = rules.find(({ name }) => name === "memswap-limit");
  if (!rule) throw new Error("no such rule");
  const spy = vi.spyOn(rule, "check").mockImplementation(() => {
    throw new Error("{{oops}}");
  });
  try {
    const linter = new Linter({ cwd: folderWith({}) });
    const found = linter.verify(services(1), forAllFiles({ plugins: { compose }, language: "compose/compose", rules: { "compose/memswap-limit": "warn", "compose/log-rotation": "warn" } }), "compose.yaml");
    expect(found.map(({ ruleId, line, column, message }) => `${String(line)}:${String(column)} ${String(ruleId)} ${message.slice(0, 85)}`)).toEqual([
      "1:1 compose/memswap-limit The rule memswap-limit failed, which is a bug of compose-lint: {{oops}}. Please repor",
      expect.stringMatching(/^2:3 compose\/log-rotation /),
    ]);
  } finally {
    spy.mockRestore();
  }
});
