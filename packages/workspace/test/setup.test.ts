import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { folderWith } from "../../../test/folder.js";
import { configurationPlaces } from "../src/configuration/find.js";
import { Setup, type ConfigurationOptions } from "../src/configuration/setup.js";
import type { Trouble } from "../src/trouble.js";

const OFF = "rules:\n  no-privileged: off\n";

function setupIn(folder: string, options: Partial<ConfigurationOptions> = {}): Setup {
  return new Setup({ presets: [], levels: new Map(), skip: new Set(), ...options }, folder);
}

function isOn(setup: Setup, name: string): boolean {
  return setup.configurationOf({ files: [name] }).rules.some(({ rule }) => rule.name === "no-privileged");
}

describe("what is said of the configurations of files", () => {
  test("may be open in an editor: then its text counts, not what is on the disk", async () => {
    const folder = folderWith({ "compose-lint.config.yaml": "rules: {}\n" });
    const setup = setupIn(folder, { readBytes: () => new TextEncoder().encode(OFF) });
    await setup.load(["compose.yaml"]);
    expect(isOn(setup, "compose.yaml")).toBe(false);
  });

  test("one that cannot be used is refused, or makes way for another", async () => {
    const folder = folderWith({ "a/compose-lint.config.yaml": "rules: [", "b/compose-lint.config.yaml": OFF });
    await expect(setupIn(folder).load(["a/compose.yaml"])).rejects.toThrow("a/compose-lint.config.yaml:1:");

    const troubles: (readonly [string, Trouble])[] = [];
    const setup = setupIn(folder, { instead: (path, trouble) => void troubles.push([path, trouble]) });
    await setup.load(["a/compose.yaml", "b/compose.yaml"]);
    await setup.load(["a/compose.yaml"]);
    expect(troubles.map(([path]) => path)).toEqual([join(folder, "a/compose-lint.config.yaml")]);
    expect([isOn(setup, "a/compose.yaml"), isOn(setup, "b/compose.yaml")]).toEqual([true, false]);

    const good = setup.of("b/compose.yaml");
    const held = setupIn(folder, { instead: () => good });
    await held.load(["a/compose.yaml"]);
    expect(isOn(held, "a/compose.yaml")).toBe(false);
  });

  test.each(["compose-lint.config.mjs", "base.mjs"])("a program is not run where somebody says so: %s", async (name) => {
    const folder = folderWith({ [name]: "throw new Error('it was run');\n", ...(name === "base.mjs" ? { "compose-lint.config.yaml": "extends: ./base.mjs\n" } : {}) });
    await expect(setupIn(folder, { refusesPrograms: "nobody trusts it." }).load(["compose.yaml"])).rejects.toThrow(`${name}: It is a program, and is not run: nobody trusts it.`);
    await expect(setupIn(folder).load(["compose.yaml"])).rejects.toThrow("it was run");
  });
});

test("configurations are looked for up to the top of the repository", () => {
  const folder = folderWith({ ".git/HEAD": "", "a/b/compose.yaml": "" });
  const places = configurationPlaces(join(folder, "a/b"));
  expect(places).toContain(join(folder, "a/b/compose-lint.config.yaml"));
  expect(places).toContain(join(folder, "package.json"));
  expect(places.filter((place) => !place.startsWith(folder))).toEqual([]);
  expect(places).toHaveLength(15);
});
