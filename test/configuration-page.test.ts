import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { ruleKit, rules } from "../packages/core/src/index.js";
import { ROLES } from "../packages/core/src/images/index.js";
import { composeLint, folderWith } from "./e2e/command.js";

const ROOT = resolve(import.meta.dirname, "..");
const page = readFileSync(join(ROOT, "docs/configuration.md"), "utf8");
const schema = JSON.parse(readFileSync(join(ROOT, "schemas/compose-lint.config.schema.json"), "utf8")) as { readonly properties: Readonly<Record<string, unknown>> };
const accepts = new Ajv({ strict: false, allErrors: true }).compile(schema);

/** The fenced blocks that say which file they are. */
const blocks = [...page.matchAll(/^```\w+ (\S+)\n([^]*?)^```$/gm)].map(([, name = "", text = ""]) => ({ name, text }));
const [, inReadme = ""] = /^### Configure it\n[^]*?^```yaml\n([^]*?)^```$/m.exec(readFileSync(join(ROOT, "README.md"), "utf8")) ?? [];
const configurations = [inReadme, ...blocks.filter(({ name }) => name === "compose-lint.config.yaml").map(({ text }) => text)];

/** A folder with a configuration, and whatever files it names. */
function folderFor(text: string): string {
  const cwd = join(folderWith({}), "repository");
  const named = [...text.matchAll(/(?:\.\.\/)?[\w/-]+(?:\.\w+)*\.yaml/g)].map(([name]) => name);
  for (const [name, content] of [...named.map((each) => [each, each.includes("compose-lint") ? "rules: {}\n" : "services: {}\n"] as const), ["compose.yaml", "services: {}\n"] as const, ["compose-lint.config.yaml", text] as const]) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), content);
  }
  return cwd;
}

describe("docs/configuration.md, and the README", () => {
  it.each(configurations)("shows what compose-lint and editors accept: %s", (text) => {
    const { status, stderr } = composeLint(["--print-config", "compose.yaml"], { cwd: folderFor(text) });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    accepts(parse(text));
    expect(accepts.errors).toBeNull();
  });

  it("shows a rule that works", () => {
    const files = Object.fromEntries(blocks.filter(({ name }) => name === "compose.yaml" || name.endsWith(".mjs")).map(({ name, text }) => [name, text]));
    expect(Object.keys(files)).toEqual(["compose-lint.config.mjs", "compose.yaml"]);
    const [, shown = ""] = /^```text\n([^]*?)^```$/m.exec(page) ?? [];
    const cwd = folderWith(files);
    expect(composeLint(["--only", "team-label"], { cwd }).stdout).toContain(shown);
    composeLint(["--fix", "--unsafe", "--only", "team-label"], { cwd });
    expect(readFileSync(join(cwd, "compose.yaml"), "utf8")).toBe(`${files["compose.yaml"] ?? ""}    labels:\n      com.example.team: ops\n`);
  });

  it("names every key, every role and all that rules are handed", () => {
    for (const name of [...Object.keys(schema.properties).filter((key) => key !== "$schema"), ...ROLES, ...Object.keys(ruleKit)]) expect(page, name).toContain(name);
  });
});

describe("the schema of the configuration", () => {
  it.each<readonly [data: unknown, isValid: boolean]>([
    [{}, true],
    [{ rules: Object.fromEntries(rules.map(({ name }) => [name, "warning"])) }, true],
    [{ rules: Object.fromEntries(rules.map(({ name, options }) => [name, { severity: "on", ...Object.fromEntries(Object.entries(options).map(([option, { default: value }]) => [option, value])) }])) }, true],
    [{ rules: { "memory-limit": "warn" } }, false],
    [{ rules: { "memory-limt": "off" } }, false],
    [{ extends: ["strict", "./a.yaml"] }, true],
    [{ extends: "prodution" }, false],
    [{ overrides: [{ services: ["role:data-store", "web-*"], rules: {} }] }, true],
    [{ overrides: [{ services: ["role:datastore"], rules: {} }] }, false],
    [{ cpuLimit: 1.5 }, true],
    [{ cpuLimit: "none" }, false],
    [{ rule: {} }, false],
  ])("%j", (data, isValid) => {
    expect(accepts(data)).toBe(isValid);
  });
});
