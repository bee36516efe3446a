import { readdirSync } from "node:fs";
import { join } from "node:path";
import { isComposeFileName, PRESETS, presetConfiguration, rules } from "@compose-lint/core";
import { ESLint, type Linter } from "eslint";
import { defineConfig } from "eslint/config";
import yml from "eslint-plugin-yml";
import { describe, expect, it } from "vitest";
import { folderWith } from "../../../test/folder.js";
import compose from "../src/index.js";

const NAMES = readdirSync(new URL("../../../test/fixtures", import.meta.url), { recursive: true, encoding: "utf8" }).map((path) => path.split("/").at(-1) ?? "");

/** What a file is linted with. */
async function configurationOf(file: string, config: Linter.Config[]): Promise<Linter.Config | undefined> {
  return (await new ESLint({ cwd: folderWith({}), overrideConfigFile: true, overrideConfig: config }).calculateConfigForFile(file)) as Linter.Config | undefined;
}

describe.each(PRESETS)("the preset %s", (preset) => {
  const [own, layered] = [compose.configs[preset], compose.configs[`${preset}-yml`]];

  it("has core's rules with their severities and options", () => {
    expect(own.rules).toEqual(
      Object.fromEntries(
        presetConfiguration(preset).rules.map(({ rule, options }) => {
          const level = rule.severity === "error" ? "error" : "warn";
          return [`compose/${rule.name}`, options ? [level, options] : level];
        }),
      ),
    );
    expect(layered.rules).toEqual(own.rules);
  });

  it("sets our language, or leaves it to eslint-plugin-yml", () => {
    expect([own.name, own.language, own.languageOptions]).toEqual([`compose/${preset}`, "compose/compose", { tolerant: true }]);
    expect([layered.name, layered.language, layered.languageOptions]).toEqual([`compose/${preset}-yml`, undefined, undefined]);
    expect([own.plugins?.["compose"], layered.plugins?.["compose"]]).toEqual([compose, compose]);
  });
});

it("has options where a preset does", () => {
  expect(Object.values(compose.configs.strict.rules ?? {}).some((level) => Array.isArray(level))).toBe(true);
});

it.each([
  ...["compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml", "compose.override.yaml", "docker-compose.prod.yml", "docker-compose-dev.yaml", "compose_faqgen.yaml", "compose-lint.config.yaml", "docker-compose-lint.config.yml", "compose.json", "compose", "composer.yaml", "my-compose.yaml", "docker-compose.yml.sample", "compose-lint.yaml", "compose.lint.config.yaml"],
  ...NAMES.filter((name) => /\.(?:ya?ml|json)$/.test(name)),
])("is for %s if the command finds it in a folder", async (name) => {
  for (const path of [name, `ops/${name}`, `.devcontainer/${name}`]) {
    const config = await configurationOf(path, [compose.configs.recommended]);
    expect(config?.language !== undefined, path).toBe(isComposeFileName(name));
  }
});

const TEXT = "services:\n  web:\n    mem_limit: 512m\n    image:   nginx\n";

describe("configurations of a user", () => {
  const rulesIn = async (config: Linter.Config[]): Promise<readonly string[]> => {
    const cwd = folderWith({ "compose.yaml": TEXT, "other.yaml": "a:   1\n", "a.js": "" });
    const results = await new ESLint({ cwd, overrideConfigFile: true, overrideConfig: config }).lintFiles(["."]);
    return results.flatMap(({ filePath, messages }) => [...new Set(messages.map(({ ruleId, message }) => `${filePath.slice(cwd.length + 1)} ${ruleId ?? message}`))]);
  };

  it("may extend ours by name, and turn rules off", async () => {
    const rest = Object.fromEntries(Object.keys(compose.configs.recommended.rules ?? {}).filter((name) => name !== "compose/pin-image-tag").map((name) => [name, "off" as const]));
    expect(await rulesIn(defineConfig([{ plugins: { compose }, extends: ["compose/recommended"], rules: rest }]))).toEqual(["compose.yaml compose/pin-image-tag"]);
  });

  it("may put ours on top of eslint-plugin-yml, whose rules go on to work", async () => {
    const config: Linter.Config[] = [...yml.configs.base, { files: ["**/*.yaml"], rules: { "yml/no-multiple-empty-lines": "off", "yml/key-spacing": "warn" } }, compose.configs["recommended-yml"]];
    const found = await rulesIn(config);
    expect(found).toEqual(expect.arrayContaining(["other.yaml yml/key-spacing", "compose.yaml yml/key-spacing", "compose.yaml compose/pin-image-tag"]));
  });

  it("may have one preset after the other", async () => {
    const found = await rulesIn([compose.configs.strict, compose.configs.style]);
    const named = rules.filter(({ name }) => found.includes(`compose.yaml compose/${name}`));
    expect(named.some(({ presets }) => presets.includes("strict"))).toBe(true);
    expect(named.some(({ category }) => category === "style")).toBe(true);
  });

  it("may have ESLint's own rules for all files: they find nothing, and break nothing", async () => {
    // Those of its preset that ask for comments or scopes.
    const own = ["no-global-assign", "no-irregular-whitespace", "no-misleading-character-class", "no-new-native-nonconstructor", "no-obj-calls", "no-redeclare", "no-undef", "no-unused-vars", "no-useless-backreference", "valid-typeof"];
    expect(await rulesIn([{ rules: Object.fromEntries(own.map((name) => [name, "error"])) }, { ...compose.configs.recommended, rules: { "compose/pin-image-tag": "warn" } }])).toEqual(["compose.yaml compose/pin-image-tag"]);
  });

  it("may call the plugin differently", async () => {
    expect(await rulesIn([{ files: ["**/compose.yaml"], plugins: { docker: compose }, language: "docker/compose", rules: { "docker/pin-image-tag": "warn" } }])).toEqual(["compose.yaml docker/pin-image-tag"]);
  });

  it("may be cached, printed and inspected: nothing in ours is a function", async () => {
    const cwd = folderWith({ "compose.yaml": TEXT });
    const eslint = (): ESLint => new ESLint({ cwd, overrideConfigFile: true, overrideConfig: [compose.configs.recommended], cache: true, cacheLocation: join(cwd, "cache") });
    const first = await eslint().lintFiles(["."]);
    expect(await eslint().lintFiles(["."])).toEqual(first);
    expect(readdirSync(cwd)).toContain("cache");
    expect(JSON.parse(JSON.stringify(await eslint().calculateConfigForFile("compose.yaml")))).toMatchObject({ language: "compose/compose", plugins: ["@", expect.stringMatching(/^compose:eslint-plugin-compose-lint@/)] });
  });

  it.each<readonly [rule: string, options: unknown, fault: string]>([
    ["list-vs-map", { form: "table" }, "should be equal to one of the allowed values"],
    ["memory-limit", { default: "lots" }, "should match pattern"],
    ["overlay-mtu", { underlayMtu: -1 }, "should be >= 0"],
    ["trusted-registry", { registries: "ghcr.io" }, "should be array"],
    ["trusted-registry", { registries: [""] }, "should NOT be shorter than 1 characters"],
    ["healthcheck", { unknownImage: true }, 'Unexpected property "unknownImage"'],
    ["pids-limit", { any: 1 }, "should NOT have more than 0 items"],
  ])("have the options of %s checked: %j", async (rule, options, fault) => {
    await expect(configurationOf("compose.yaml", [{ files: ["**"], plugins: { compose }, language: "compose/compose", rules: { [`compose/${rule}`]: ["warn", options] } }])).rejects.toThrow(fault);
  });
});

describe("every rule", () => {
  it("is there, and no other", () => {
    expect(Object.keys(compose.rules)).toEqual(rules.map(({ name }) => name));
    expect(Object.keys(compose.configs)).toEqual([...PRESETS, ...PRESETS.map((preset) => `${preset}-yml`)]);
  });

  it.each(rules.map((rule) => [rule.name, rule] as const))("%s says what it is", (name, { summary, fixable, options, category }) => {
    const { meta } = compose.rules[name] ?? {};
    expect(meta).toMatchObject({
      type: category === "style" || category === "suppressions" ? "suggestion" : "problem",
      docs: { description: summary, url: `https://github.com/compose-lint/compose-lint/blob/main/docs/rules/${name}.md` },
      languages: ["compose/compose", "yml/yaml"],
    });
    expect([meta?.fixable, meta?.hasSuggestions]).toEqual([fixable === "safe" ? "code" : undefined, fixable ? true : undefined]);
    const properties = Object.entries(options).map(([option, { type, default: value, description }]) => [option, expect.objectContaining({ type, default: value, description })] as const);
    expect(meta?.schema).toEqual(properties.length === 0 ? [] : [{ type: "object", properties: Object.fromEntries(properties), additionalProperties: false }]);
  });
});
