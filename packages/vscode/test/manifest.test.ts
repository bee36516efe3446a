import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { PRESETS } from "../../core/src/index.js";
import { FIX_ALL as SERVER_FIX_ALL } from "../../language-server/src/abilities.js";
import { SHOW_READINESS as SERVER_SHOW_READINESS } from "../../language-server/src/readiness/code-lenses.js";
import { readSettings, SECTION as SERVER_SECTION, USUAL } from "../../language-server/src/settings.js";
import { COMMANDS, FIX_ALL, SECTION, SHOW_READINESS } from "../src/names.js";

interface Manifest {
  readonly engines: { readonly vscode: string };
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly capabilities: { readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] } };
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly category: string; readonly title: string }[];
    readonly menus: { readonly commandPalette: readonly { readonly command: string }[] };
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly default: unknown; readonly enum?: readonly string[]; readonly enumDescriptions?: readonly string[]; readonly scope: string }>> };
  };
}

const manifest = JSON.parse(readFileSync(resolve(import.meta.dirname, "../package.json"), "utf8")) as Manifest;
const properties = Object.entries(manifest.contributes.configuration.properties);
/** The client reads this one. */
const settings = properties.filter(([name]) => name !== `${SECTION}.trace.server`).map(([name, schema]) => ({ name, key: name.slice(SECTION.length + 1), schema }));

describe("the settings", () => {
  test("are in the section that the server reads", () => {
    expect(SECTION).toBe(SERVER_SECTION);
    expect(properties.every(([name]) => name.startsWith(`${SECTION}.`))).toBe(true);
  });

  test("are those that the server reads, and all of them", () => {
    const wrong = Object.fromEntries(settings.map(({ key }) => [key, { no: "setting" }]));
    const { faults } = readSettings(wrong);
    for (const { name } of settings) expect(faults.some((fault) => fault.includes(`${name} `)), name).toBe(true);
    expect(faults).toHaveLength(settings.length);
    // What the server reads beside them would show here.
    expect(Object.keys(USUAL).map((key) => (key === "presets" ? "preset" : key)).concat("config").sort()).toEqual(settings.map(({ key }) => key).sort());
  });

  test("mean by default what the server does without any", () => {
    const given = Object.fromEntries(settings.map(({ key, schema }) => [key, schema.default]));
    expect(readSettings(given)).toEqual({ settings: USUAL, faults: [] });
  });

  test("offer the presets that there are", () => {
    const preset = settings.find(({ key }) => key === "preset")?.schema;
    expect(preset?.enum).toEqual(["", ...PRESETS]);
    expect(preset?.enumDescriptions).toHaveLength(PRESETS.length + 1);
    for (const value of preset?.enum ?? []) expect(readSettings({ preset: value }).faults, value).toEqual([]);
  });

  test("that may name a program do not count in an untrusted workspace", () => {
    expect(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations).toEqual([`${SECTION}.config`]);
  });
});

describe("the commands", () => {
  test("are those that the code registers", () => {
    expect(manifest.contributes.commands.map(({ command }) => command).sort()).toEqual(Object.values(COMMANDS).sort());
    for (const { command } of manifest.contributes.menus.commandPalette) expect(Object.values(COMMANDS)).toContain(command);
  });

  test("know the server's by the names that it has for them", () => {
    expect(FIX_ALL).toBe(SERVER_FIX_ALL);
    expect(SHOW_READINESS).toBe(SERVER_SHOW_READINESS);
  });
});

test("the README names every setting and every command, and no others", () => {
  const readme = readFileSync(resolve(import.meta.dirname, "../README.md"), "utf8");
  const rows = [...readme.matchAll(/^\| (`?)(compose[^|`]*)\1 \|/gm)].map(([, , name]) => name?.trim());
  expect(rows).toEqual([...manifest.contributes.commands.map(({ category, title }) => `${category}: ${title}`), ...properties.map(([name]) => name)]);
});

test("the types are those of the oldest VS Code that is supported", () => {
  const { version } = JSON.parse(readFileSync(join(import.meta.dirname, "../node_modules/@types/vscode/package.json"), "utf8")) as { version: string };
  expect(manifest.engines.vscode).toBe(`^${version}`);
});
