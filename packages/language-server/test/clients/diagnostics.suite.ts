import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { DidChangeWatchedFilesNotification, FileChangeType } from "vscode-languageserver/node";
import { folderWith } from "../../../../test/folder.js";
import { ABLE, Client, PULLING, rulesIn } from "./client.js";

const PRIVILEGED = "services:\n  web:\n    image: nginx:1.29.3\n    mem_limit: 512m\n    privileged: true\n";
const WATCHING = { ...ABLE, workspace: { ...ABLE.workspace, didChangeWatchedFiles: { dynamicRegistration: true } } };

function isOn(rule: string): (rules: readonly string[]) => boolean {
  return (rules) => rules.includes(rule);
}

function isOff(rule: string): (rules: readonly string[]) => boolean {
  return (rules) => !rules.includes(rule);
}

describe("a client that is pushed diagnostics", () => {
  test("is told what is found, with rule, place, page and version", async () => {
    const folder = folderWith({ "compose.yaml": PRIVILEGED });
    const client = await Client.start({ folder });
    const uri = await client.open(join(folder, "compose.yaml"));
    const found = (await client.diagnostics(uri)).find(({ code }) => code === "no-privileged");
    expect(found).toMatchObject({ severity: 1, source: "compose-lint", range: { start: { line: 4, character: 4 }, end: { line: 4, character: 14 } } });
    expect(found?.codeDescription?.href).toMatch(/docs\/rules\/no-privileged\.md$/);
    expect(client.result.capabilities.diagnosticProvider).toBeUndefined();
  });

  test("is told anew while somebody types, and counts as the editor does", async () => {
    const folder = folderWith({ "compose.yaml": `# 🐳 caf\u00e9\n${PRIVILEGED}` });
    const client = await Client.start({ folder });
    const uri = await client.open(join(folder, "compose.yaml"));
    await client.diagnostics(uri);
    await client.replace(uri, "    privileged: true\n", "");
    expect(rulesIn(await client.diagnostics(uri))).not.toContain("no-privileged");
    await client.replace(uri, "  web:\n", "  web: { labels: { 🐳: 🐳🐳 }, image: nginx, privileged: true }\n  other:\n");
    const found = (await client.diagnostics(uri)).find(({ code }) => code === "no-privileged");
    expect(found?.range).toEqual(client.rangeOf(uri, "privileged"));
  });

  test("is told of nothing any more when a document is closed", async () => {
    const folder = folderWith({ "compose.yaml": PRIVILEGED });
    const client = await Client.start({ folder });
    const uri = await client.open(join(folder, "compose.yaml"));
    await client.diagnostics(uri);
    await client.close(uri);
    await client.pushedWhere(uri, (rules) => rules.length === 0);
  });

  test.each([
    { step: "extends", main: "services:\n  web:\n    extends: { file: other.yml, service: base }\n    image: nginx:1.29.3\n", line: 2, message: "used here, by extending base" },
    { step: "include", main: "include:\n  - other.yml\n", line: 1, message: "used here, through this include" },
    { step: "override", main: "services:\n  base: { image: nginx:1.29.3 }\n", other: "compose.override.yaml", line: 0, message: "used here, in this override" },
  ])("is told of what stands in another open file, and how it takes effect: $step", async ({ main, other = "other.yml", line, message }) => {
    const folder = folderWith({ "compose.yaml": main, [other]: `services:\n  base:\n    privileged: true\n${other === "other.yml" ? "    image: nginx:1.29.3\n" : ""}` });
    const client = await Client.start({ folder });
    const uri = await client.open(join(folder, other));
    await client.open(join(folder, "compose.yaml"));
    const found = (await client.pushedWhere(uri, isOn("no-privileged"))).find(({ code }) => code === "no-privileged");
    const where = message.includes("override") ? other : "compose.yaml";
    await client.pushedWhere(uri, (_rules, diagnostics) => diagnostics.some(({ relatedInformation }) => relatedInformation?.some((each) => each.message === message && each.location.range.start.line === line && each.location.uri.endsWith(where)) === true));
    expect(found?.range.start.line).toBe(2);
  });

  test("sees the files of a project as they are in the editor, not as they are on the disk", async () => {
    const folder = folderWith({ "compose.yaml": "services:\n  web:\n    image: nginx:1.29.3\n", "compose.override.yaml": "services:\n  web:\n    restart: always\n" });
    const client = await Client.start({ folder });
    const main = await client.open(join(folder, "compose.yaml"));
    const override = await client.open(join(folder, "compose.override.yaml"));
    // Alone, the override would be a service without an image.
    expect(rulesIn(await client.diagnostics(override))).not.toContain("missing-image");
    expect(rulesIn(await client.diagnostics(main))).toContain("healthcheck");
    await client.replace(override, "    restart: always\n", "    restart: always\n    healthcheck: { test: [CMD, curl, -f, localhost] }\n");
    expect(rulesIn(await client.pushedWhere(main, isOff("healthcheck")))).toContain("memory-limit");
  });

  test.each([
    ["an env file", ".env", "TAG=1.29.3\n", "TAG=latest\n"],
    ["an included file", "part.yml", "services:\n  db:\n    image: postgres:17.2\n", "services:\n  db:\n    image: postgres:latest\n"],
  ])("sees a change of %s in an editor", async (_what, name, before, after) => {
    const folder = folderWith({ "compose.yaml": "include: [part.yml]\nservices:\n  web:\n    image: nginx:$TAG\n", "part.yml": "services: {}\n", ".env": "TAG=1.29.3\n", [name]: before });
    const client = await Client.start({ folder });
    const main = await client.open(join(folder, "compose.yaml"));
    expect(rulesIn(await client.diagnostics(main))).not.toContain("pin-image-tag");
    const other = await client.open(join(folder, name), { languageId: name === ".env" ? "dotenv" : "yaml" });
    await client.change(other, [{ text: after }]);
    const inError = name === ".env" ? main : other;
    await client.pushedWhere(inError, isOn("pin-image-tag"));
  });

  test.each([
    ["an env file", ".env", "TAG=latest\n", "pin-image-tag", WATCHING],
    ["an env file", ".env", "TAG=latest\n", "pin-image-tag", ABLE],
    ["a Dockerfile", "Dockerfile", "FROM nginx:1.29.3\n", "healthcheck", WATCHING],
    ["a Dockerfile", "Dockerfile", "FROM nginx:1.29.3\n", "healthcheck", ABLE],
    ["a file that was not there", "compose.override.yaml", "services: { web: { build: {} } }\n", "build-and-image", WATCHING],
    ["a file that was not there", "compose.override.yaml", "services: { web: { build: {} } }\n", "build-and-image", ABLE],
  ])("sees a change of %s on the disk", async (_what, name, content, rule, capabilities) => {
    const dockerfile = "FROM nginx:1.29.3\nHEALTHCHECK CMD curl -f localhost\n";
    const folder = folderWith({ "compose.yaml": "services:\n  web:\n    image: nginx:$TAG\n    healthcheck: { test: curl -f localhost }\n  api:\n    build: .\n    ports: [127.0.0.1:80:80]\n", ".env": "TAG=1.29.3\n", Dockerfile: dockerfile });
    const client = await Client.start({ folder, capabilities });
    const main = await client.open(join(folder, "compose.yaml"));
    expect(rulesIn(await client.diagnostics(main))).not.toContain(rule);
    if (capabilities === WATCHING) await client.until(() => (client.registered.includes("workspace/didChangeWatchedFiles") ? true : undefined), "registration");
    const path = join(folder, name);
    writeFileSync(path, content);
    if (capabilities === WATCHING) await client.connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes: [{ uri: pathToFileURL(path).href, type: FileChangeType.Changed }] });
    await client.pushedWhere(main, isOn(rule));
  });
});

describe("a client that pulls diagnostics", () => {
  test("is answered, and told if nothing has changed", async () => {
    const folder = folderWith({ "compose.yaml": PRIVILEGED });
    const client = await Client.start({ folder, capabilities: PULLING });
    expect(client.result.capabilities.diagnosticProvider).toEqual({ identifier: "compose-lint", interFileDependencies: true, workspaceDiagnostics: false });
    const uri = await client.open(join(folder, "compose.yaml"));
    const first = await client.pull(uri);
    expect(first.kind === "full" ? rulesIn(first.items) : []).toContain("no-privileged");
    expect(await client.pull(uri, first.resultId)).toEqual({ kind: "unchanged", resultId: first.resultId });
    await client.replace(uri, "privileged: true", "privileged: false");
    expect(rulesIn(await client.pulled(uri))).not.toContain("no-privileged");
    expect(client.pushed.size).toBe(0);
    expect(await client.stop()).toBe(0);
  });

  test("is made to ask again when another file changes what is found", async () => {
    const folder = folderWith({ "compose.yaml": "services:\n  web:\n    image: nginx:$TAG\n", ".env": "TAG=1.29.3\n" });
    const client = await Client.start({ folder, capabilities: PULLING });
    const main = await client.open(join(folder, "compose.yaml"));
    await client.pulled(main);
    const other = await client.open(join(folder, ".env"), { languageId: "dotenv" });
    await client.change(other, [{ text: "TAG=latest\n" }]);
    await client.until(() => (client.refreshes > 0 ? true : undefined), "a refresh");
    expect(rulesIn(await client.pulled(main))).toContain("pin-image-tag");
  });
});

describe("what is looked at", () => {
  test.each([
    ["compose.yaml", "yaml", true],
    ["docker-compose.prod.yml", "dockercompose", true],
    ["stack.yml", "dockercompose", true],
    ["stack.yml", "yaml.docker-compose", true],
    ["stack.yml", "yaml", false],
    ["compose-lint.config.yaml", "yaml", false],
    ["compose-lint.config.yaml", "dockercompose", false],
  ])("%s, which the client calls %s: %s", async (name, languageId, isLinted) => {
    const folder = folderWith({});
    const client = await Client.start({ folder });
    const uri = await client.open(join(folder, name), { text: PRIVILEGED, languageId });
    const rules = rulesIn(await client.diagnostics(uri));
    expect(rules.includes("no-privileged")).toBe(isLinted);
  });

  test.each([
    ["untitled:Untitled-1", "dockercompose"],
    ["untitled:compose.yaml", "yaml"],
    ["vscode-remote://ssh-remote%2Bhost/home/me/compose.yaml", "yaml"],
    ["git:/home/me/compose.yaml?%7B%22ref%22%3A%22HEAD%22%7D", "yaml"],
    ["vscode-vfs://github/acme/shop/compose.yaml", "yaml"],
    ["inmemory://model/1", "dockercompose"],
    ["file://server/share/compose.yaml", "yaml"],
    ["file:///no/such/folder/compose.yaml", "yaml"],
    ["file:///a%2Fb/compose.yaml", "yaml"],
    ["no uri at all", "dockercompose"],
    ["compose.yaml", "yaml"],
    ["%zz:compose.yaml", "dockercompose"],
  ])("a document at %s", async (uri, languageId) => {
    const client = await Client.start();
    await client.openUri(uri, PRIVILEGED, languageId);
    expect(rulesIn(await client.diagnostics(uri))).toContain("no-privileged");
    expect(await client.hoverText(uri, "¦privileged")).toContain("no-privileged");
    await client.replace(uri, "privileged: true", "privileged: false");
    expect(rulesIn(await client.diagnostics(uri))).not.toContain("no-privileged");
    expect(client.logged).toEqual([]);
  });

  test("documents that only the editor gets at can name each other, and nothing else is known", async () => {
    const client = await Client.start();
    const main = await client.openUri("vscode-remote://host/home/me/compose.yaml", "services:\n  web:\n    extends: { file: base.yml, service: base }\n  other:\n    extends: { file: away.yml, service: base }\n");
    expect(rulesIn(await client.diagnostics(main))).not.toContain("undefined-reference");
    const base = await client.openUri("vscode-remote://host/home/me/base.yml", "services:\n  base:\n    image: nginx:1.29.3\n    privileged: true\n");
    await client.pushedWhere(base, isOn("no-privileged"));
  });

  test("files that git ignores are looked at when somebody opens them, and those under ignore are not", async () => {
    const folder = folderWith({ "a/compose.yaml": PRIVILEGED, "b/compose.yaml": PRIVILEGED, "compose-lint.config.yaml": "ignore: b/\n" });
    const client = await Client.start({ folder });
    const seen = await client.open(join(folder, "a/compose.yaml"));
    const ignored = await client.open(join(folder, "b/compose.yaml"));
    expect(rulesIn(await client.diagnostics(seen))).toContain("no-privileged");
    expect(await client.diagnostics(ignored)).toEqual([]);
  });
});
