import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { DidChangeConfigurationNotification, DidChangeWatchedFilesNotification } from "vscode-languageserver/node";
import { folderWith } from "../../../../test/folder.js";
import { ABLE, Client, rulesIn } from "./client.js";

const PRIVILEGED = "services:\n  web:\n    image: nginx:1.29.3\n    mem_limit: 512m\n    privileged: true\n";
const OFF = "rules:\n  no-privileged: off\n";

function isOn(rule: string): (rules: readonly string[]) => boolean {
  return (rules) => rules.includes(rule);
}

function isOff(rule: string): (rules: readonly string[]) => boolean {
  return (rules) => !rules.includes(rule);
}

describe("configurations", () => {
  test.each(["compose-lint.config.yaml", "package.json"])("%s counts, and its changes on the disk", async (name) => {
    const text = (rules: object): string => JSON.stringify(name === "package.json" ? { "compose-lint": { rules } } : { rules });
    const folder = folderWith({ "compose.yaml": PRIVILEGED, [name]: text({ "no-privileged": "off" }) });
    const client = await Client.start({ folder });
    const uri = await client.open(join(folder, "compose.yaml"));
    expect(rulesIn(await client.diagnostics(uri))).not.toContain("no-privileged");
    writeFileSync(join(folder, name), text({ "mem-limit-typo": "off" }).replace("mem-limit-typo", "memory-limit"));
    await client.connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes: [{ uri: uri.replace("compose.yaml", name), type: 2 }] });
    await client.pushedWhere(uri, isOn("no-privileged"));
    rmSync(join(folder, name));
    await client.save(uri);
    expect(client.messages).toEqual([]);
  });

  test("count as they are in the editor, before they are saved; what makes no sense is told where it stands, and what was said before holds on", async () => {
    const folder = folderWith({ "compose.yaml": PRIVILEGED, "compose-lint.config.yaml": "rules: {}\n" });
    const client = await Client.start({ folder });
    const uri = await client.open(join(folder, "compose.yaml"));
    await client.pushedWhere(uri, isOn("no-privileged"));
    const config = await client.open(join(folder, "compose-lint.config.yaml"));
    await client.change(config, [{ text: OFF }]);
    await client.pushedWhere(uri, isOff("no-privileged"));

    await client.change(config, [{ text: `${OFF}  no-privilege: off\n` }]);
    const [fault] = await client.pushedWhere(config, (_rules, diagnostics) => diagnostics.length > 0);
    expect(fault).toMatchObject({ severity: 1, source: "compose-lint", range: { start: { line: 2, character: 2 } } });
    expect(fault?.message).toContain("no-privilege");
    expect(client.messages).toHaveLength(1);
    expect(client.messages[0]).toContain("What it said before counts meanwhile.");
    expect(rulesIn(client.pushed.get(uri)?.diagnostics ?? [])).not.toContain("no-privileged");
    await client.replace(uri, "512m", "256m");
    await client.diagnostics(uri);
    expect(client.messages).toHaveLength(1);

    await client.change(config, [{ text: "rules: {}\n" }]);
    await client.pushedWhere(config, (_rules, diagnostics) => diagnostics.length === 0);
    await client.pushedWhere(uri, isOn("no-privileged"));
  });

  test("one that cannot be used from the start does not keep other files from being looked at", async () => {
    const folder = folderWith({ "a/compose.yaml": PRIVILEGED, "a/compose-lint.config.yaml": "rules: [", "b/compose.yaml": PRIVILEGED, "b/compose-lint.config.yaml": OFF });
    const client = await Client.start({ folder });
    const a = await client.open(join(folder, "a/compose.yaml"));
    const b = await client.open(join(folder, "b/compose.yaml"));
    expect(rulesIn(await client.diagnostics(a))).toContain("no-privileged");
    expect(rulesIn(await client.diagnostics(b))).not.toContain("no-privileged");
    expect(client.messages.join()).toContain("Meanwhile nothing of it counts.");
  });

  test("lists projects, and what it extends counts when it changes", async () => {
    const folder = folderWith({
      "compose.yaml": "services:\n  web:\n    image: nginx:1.29.3\n",
      "compose.prod.yaml": "services:\n  web:\n    privileged: true\n",
      "compose-lint.config.yaml": "extends: base.yaml\nprojects: [{ name: prod, files: [compose.yaml, compose.prod.yaml] }]\n",
      "base.yaml": "rules: {}\n",
    });
    const client = await Client.start({ folder });
    const uri = await client.open(join(folder, "compose.prod.yaml"));
    // A fragment without its project would be told of a missing image.
    expect(rulesIn(await client.diagnostics(uri))).toEqual(["no-privileged"]);
    writeFileSync(join(folder, "base.yaml"), OFF);
    await client.connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes: [{ uri: uri.replace("compose.prod.yaml", "base.yaml"), type: 2 }] });
    await client.pushedWhere(uri, isOff("no-privileged"));
  });
});

describe("a configuration that is a program", () => {
  const files = { "compose.yaml": PRIVILEGED, ".git/HEAD": "", "compose-lint.config.mjs": "import { writeFileSync } from 'node:fs';\nwriteFileSync(new URL('ran', import.meta.url), '');\nconsole.log('noise');\nexport default { rules: { 'no-privileged': 'off' } };\n" };

  test("is not run before somebody trusts the folder, which is told once", async () => {
    const folder = folderWith(files);
    const client = await Client.start({ folder });
    const uri = await client.open(join(folder, "compose.yaml"));
    expect(rulesIn(await client.diagnostics(uri))).toContain("no-privileged");
    await client.replace(uri, "512m", "256m");
    await client.diagnostics(uri);
    expect(client.messages).toEqual([expect.stringMatching(/compose-lint\.config\.mjs: It is a program, and is not run: the editor has not said that it trusts this folder\.\nMeanwhile nothing of it counts\.$/)]);
    expect(existsSync(join(folder, "ran"))).toBe(false);
    await client.connection.sendNotification("composeLint/trust");
    await client.pushedWhere(uri, isOff("no-privileged"));
    expect(existsSync(join(folder, "ran"))).toBe(true);
    expect(await client.stop()).toBe(0);
  });

  test("is run if the client says so at the start; what it prints does no harm", async () => {
    const folder = folderWith(files);
    const client = await Client.start({ folder, initializationOptions: { debounce: 1, trusted: true } });
    const uri = await client.open(join(folder, "compose.yaml"));
    expect(rulesIn(await client.diagnostics(uri))).not.toContain("no-privileged");
    expect(client.messages).toEqual([]);
  });

  test("is not run because another configuration extends it, or a setting names it", async () => {
    const folder = folderWith({ ...files, "sub/compose.yaml": PRIVILEGED, "sub/compose-lint.config.yaml": "extends: ../compose-lint.config.mjs\n" });
    const client = await Client.start({ folder });
    const uri = await client.open(join(folder, "sub/compose.yaml"));
    await client.diagnostics(uri);
    const named = await Client.start({ folder, settings: { config: "compose-lint.config.mjs" } });
    await named.diagnostics(await named.open(join(folder, "compose.yaml")));
    expect(existsSync(join(folder, "ran"))).toBe(false);
  });
});

describe("settings", () => {
  test.each([
    { name: "enable", settings: { enable: false }, expected: [] },
    { name: "preset", settings: { preset: "style" }, expected: ["service-key-order"] },
    { name: "config", settings: { config: "other.yaml" }, expected: ["no-privileged"] },
  ])("$name counts", async ({ settings, expected: rules }: { readonly settings: object; readonly expected: readonly string[] }) => {
    const folder = folderWith({ "compose.yaml": "services:\n  web:\n    privileged: true\n    image: nginx:1.29.3\n", "other.yaml": "extends: style\nrules: { no-privileged: error, service-key-order: off }\n" });
    const client = await Client.start({ folder, settings });
    const uri = await client.open(join(folder, "compose.yaml"));
    const found = rulesIn(await client.diagnostics(uri));
    if (rules.length === 0) expect(found).toEqual([]);
    expect(found).toEqual(expect.arrayContaining([...rules]));
    expect(found.includes("no-privileged")).toBe(rules.includes("no-privileged"));
  });

  test("a change counts at once", async () => {
    const folder = folderWith({ "compose.yaml": PRIVILEGED });
    const client = await Client.start({ folder, settings: { enable: false }, capabilities: { ...ABLE, workspace: { ...ABLE.workspace, didChangeConfiguration: { dynamicRegistration: true } } } });
    const uri = await client.open(join(folder, "compose.yaml"));
    expect(await client.diagnostics(uri)).toEqual([]);
    expect(client.registered).toContain("workspace/didChangeConfiguration");
    client.settings = { enable: true };
    await client.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
    await client.pushedWhere(uri, isOn("no-privileged"));
  });

  test("come with the start, or a change, from clients that cannot be asked", async () => {
    const folder = folderWith({ "compose.yaml": PRIVILEGED });
    const client = await Client.start({ folder, initializationOptions: { debounce: 1, settings: { enable: false } } });
    const uri = await client.open(join(folder, "compose.yaml"));
    expect(await client.diagnostics(uri)).toEqual([]);
    await client.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: { composeLint: { enable: true } } });
    await client.pushedWhere(uri, isOn("no-privileged"));
  });

  test("that make no sense are told, and do not count", async () => {
    const folder = folderWith({ "compose.yaml": PRIVILEGED });
    const client = await Client.start({ folder, settings: { enable: "yes", preset: "lax", config: "away.yaml", codeLens: null, other: 1 } });
    const uri = await client.open(join(folder, "compose.yaml"));
    expect(rulesIn(await client.diagnostics(uri))).toContain("no-privileged");
    await client.until(() => (client.messages.length >= 3 ? true : undefined), "messages");
    expect([...client.messages].sort()).toEqual([
      `compose-lint: The setting composeLint.config does not count: there is no configuration away.yaml in ${folder}.`,
      "compose-lint: The setting composeLint.enable does not count: it must be true or false.",
      "compose-lint: The setting composeLint.preset does not count: it must be one of recommended, production, strict, style.",
    ]);
  });
});
