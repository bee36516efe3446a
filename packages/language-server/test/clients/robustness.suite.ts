import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { folderWith } from "../../../../test/folder.js";
import { Client, PULLING, rulesIn, SERVER } from "./client.js";

const CLEAN = "services:\n  web:\n    image: nginx:1.29.3\n";
const COMMAND = join(SERVER, "../compose-lint.mjs");

describe("coming and going", () => {
  test("ends well after a goodbye", async () => {
    const client = await Client.start();
    expect(await client.stop()).toBe(0);
  });

  test("ends with 1 without one", async () => {
    const client = await Client.start();
    expect(await client.exit()).toBe(1);
  });

  test("ends when the client is gone", async () => {
    const client = await Client.start();
    client.child.stdin?.end();
    expect(await client.end()).toBe(1);
  });

  test("is a command of compose-lint as well", async () => {
    const folder = folderWith({ "compose.yaml": CLEAN });
    const client = await Client.start({ folder, command: [process.execPath, COMMAND, "lsp"] });
    expect(rulesIn(await client.diagnostics(await client.open(join(folder, "compose.yaml"))))).toContain("memory-limit");
    expect(await client.stop()).toBe(0);
  });

  test.each([
    [[SERVER, "--help"], 0, /^Usage: compose-lint-language-server/],
    [[SERVER, "--version"], 0, /^\d+\.\d+\.\d+\n$/],
    [[COMMAND, "lsp", "--help"], 0, /^Usage: compose-lint lsp/],
    [[SERVER, "--studio"], 2, /^$/],
    [[COMMAND, "lsp", "--studio"], 2, /^$/],
  ])("says what it is for: %j", (args, status, output) => {
    const run = spawnSync(process.execPath, args, { encoding: "utf8", input: "" });
    expect(run.stdout).toMatch(output);
    expect(run.status).toBe(status);
    if (status === 2) expect(run.stderr).toContain("--studio");
  });
});

describe("what no client should send", () => {
  test("messages that make no sense are answered or passed over, and the rest goes on", async () => {
    const folder = folderWith({ "compose.yaml": CLEAN });
    const client = await Client.start({ folder });
    await expect(client.connection.sendRequest("textDocument/noSuchThing", {})).rejects.toThrow(/Unhandled method/);
    await client.connection.sendNotification("no/such/thing", { some: "thing" });
    for (const method of ["textDocument/hover", "textDocument/definition", "textDocument/codeAction", "textDocument/codeLens", "workspace/executeCommand"]) {
      for (const params of [{}, { textDocument: {} }, { textDocument: { uri: "file:///away.yaml" }, position: { line: 5, character: 5 }, range: { start: { line: 1, character: 0 }, end: { line: 0, character: 0 } }, context: { diagnostics: [] } }, { command: "away", arguments: [1] }]) {
        await client.connection.sendRequest(method, params).catch(() => undefined);
      }
    }
    await client.connection.sendNotification("textDocument/didChange", { textDocument: { uri: "file:///away.yaml", version: 2 }, contentChanges: [{ text: "x" }] });
    await client.connection.sendNotification("textDocument/didClose", { textDocument: { uri: "file:///away.yaml" } });
    await client.connection.sendNotification("textDocument/didOpen", {});
    await client.connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: "%", type: 9 }] });
    await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: 7 });
    const uri = await client.open(join(folder, "compose.yaml"));
    expect(rulesIn(await client.diagnostics(uri))).toContain("memory-limit");
    expect(await client.stop()).toBe(0);
  });

  test("places outside of the text are none", async () => {
    const folder = folderWith({ "compose.yaml": CLEAN });
    const client = await Client.start({ folder });
    const uri = await client.open(join(folder, "compose.yaml"));
    await client.diagnostics(uri);
    for (const position of [{ line: 900, character: 0 }, { line: 0, character: 900 }, { line: 3, character: 3 }]) expect(await client.hoverText(uri, position)).toBe("");
    await client.change(uri, [{ range: { start: { line: 90, character: 9 }, end: { line: 91, character: 0 } }, text: "x-end: 1\n" }]);
    await client.diagnostics(uri);
    expect(client.logged).toEqual([]);
  });

  test("a body that is no JSON is passed over", async () => {
    const folder = folderWith({ "compose.yaml": CLEAN });
    const client = await Client.start({ folder });
    client.child.stdin?.write("Content-Length: 9\r\n\r\n{\"jsonrpc");
    const uri = await client.open(join(folder, "compose.yaml"));
    expect(rulesIn(await client.diagnostics(uri))).toContain("memory-limit");
    expect(await client.stop()).toBe(0);
  });
});

describe("texts that are no Compose files", () => {
  test.each([
    ["nothing", ""],
    ["blanks", " \n\t\n"],
    ["no YAML", "services: [\n  {"],
    ["a list", "- a\n- b\n"],
    ["a byte order mark", `\uFEFF${CLEAN}`],
    ["carriage returns", CLEAN.replaceAll("\n", "\r")],
    ["half a character", `${CLEAN}# \uD83D\n`],
    ["zeros", "\0\0\0"],
    ["deep brackets", "[".repeat(5_000)],
    ["an alias within its anchor", "services: &a\n  web: *a\n"],
    ["itself", "include: [compose.yaml]\n"],
  ])("%s", async (_what, text) => {
    const folder = folderWith({});
    const client = await Client.start({ folder, capabilities: PULLING });
    const uri = await client.open(join(folder, "compose.yaml"), { text });
    await client.pulled(uri);
    const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
    await client.actions(uri, range);
    await client.actions(uri, range, ["source.fixAll"]);
    await client.hover(uri, { line: 1, character: 2 });
    await client.lenses(uri);
    expect(client.logged).toEqual([]);
    expect(await client.stop()).toBe(0);
  });
});
