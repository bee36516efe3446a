import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { ClientCapabilities } from "vscode-languageserver/node";
import { folderWith } from "../../../../test/folder.js";
import { ABLE, Client, rulesIn } from "./client.js";

const SHOP = `# the shop 🐳
version: "3.8"
services:
  db:
    image: postgres:17.2
    mem_limit: 512m # measured
    volumes: [data:/var/lib/postgresql/data]
volumes:
  data:
`;
const WITHOUT_VERSIONS: ClientCapabilities = { ...ABLE, workspace: { ...ABLE.workspace, workspaceEdit: {} } };
const WITH_SNIPPETS: ClientCapabilities = { ...ABLE, workspace: { ...ABLE.workspace, workspaceEdit: { documentChanges: true, snippetEditSupport: true } } };

async function opened(files: Readonly<Record<string, string>>, name = "compose.yaml", capabilities = ABLE): Promise<{ readonly client: Client; readonly uri: string; readonly folder: string }> {
  const folder = folderWith(files);
  const client = await Client.start({ folder, capabilities });
  return { client, uri: await client.open(join(folder, name)), folder };
}

describe("quick fixes", () => {
  test("a safe one is preferred, and does what --fix does", async () => {
    const { client, uri } = await opened({ "compose.yaml": SHOP });
    const [fix] = await client.actions(uri, "version");
    expect(fix).toMatchObject({ title: "Remove version", kind: "quickfix", isPreferred: true });
    expect(fix?.diagnostics?.map(({ code }) => code)).toEqual(["obsolete-version"]);
    await client.apply(fix ?? {});
    expect(client.textOf(uri)).toBe(SHOP.replace('version: "3.8"\n', ""));
    expect(rulesIn(await client.diagnostics(uri))).not.toContain("obsolete-version");
  });

  test("an unsafe one is called so, comes later, and says what may behave differently", async () => {
    const { client, uri } = await opened({ "compose.yaml": SHOP });
    const actions = await client.actions(uri, "db¦:");
    const fixes = actions.filter(({ title }) => !title.startsWith("Suppress"));
    const firstUnsafe = fixes.findIndex(({ title }) => title.startsWith("Unsafe: "));
    expect(firstUnsafe).toBeGreaterThan(0);
    expect(fixes.slice(0, firstUnsafe).every(({ isPreferred }) => isPreferred)).toBe(true);
    for (const { title, isPreferred } of fixes.slice(firstUnsafe)) expect([title, isPreferred]).toEqual([expect.stringMatching(/^Unsafe: [^.]+\. .+\.$/), undefined]);
  });

  test("nothing where nothing is found, and nothing that is not asked for", async () => {
    const { client, uri } = await opened({ "compose.yaml": SHOP });
    expect(await client.actions(uri, "# the shop")).toEqual([]);
    expect(await client.actions(uri, "version", ["refactor"])).toEqual([]);
    expect(await client.actions(uri, "version", ["source.organizeImports"])).toEqual([]);
    expect((await client.actions(uri, "version", ["quickfix"])).length).toBeGreaterThan(0);
  });

  test("edits are about the version that they were made for, or without one where clients know none", async () => {
    const { client, uri } = await opened({ "compose.yaml": SHOP });
    await client.replace(uri, "# the shop", "# our shop");
    const [fix] = await client.actions(uri, "version");
    expect(fix?.edit?.documentChanges).toMatchObject([{ textDocument: { uri, version: 2 } }]);
    const other = await opened({ "compose.yaml": SHOP }, "compose.yaml", WITHOUT_VERSIONS);
    const [plain] = await other.client.actions(other.uri, "version");
    expect(Object.keys(plain?.edit?.changes ?? {})).toEqual([other.uri]);
    expect(plain?.edit?.documentChanges).toBeUndefined();
  });

  test("edit the file that something is written in, if it is open", async () => {
    const part = "services:\n  cache:\n    image: redis:7.4.1\n    mem_limit: 64m\n";
    const { client, folder } = await opened({ "compose.yaml": "include: [part.yml]\nservices:\n  web:\n    image: nginx:1.29.3\n", "part.yml": part });
    const uri = await client.open(join(folder, "part.yml"));
    await client.pushedWhere(uri, (rules) => rules.includes("memswap-limit"));
    const [fix] = await client.actions(uri, "mem_limit");
    expect(fix?.title).toBe("Set memswap_limit to the memory limit, which disables swap");
    await client.apply(fix ?? {});
    expect(client.textOf(uri)).toBe(`${part}    memswap_limit: 64m\n`);
  });

  test("what services share is mended once, where it is written", async () => {
    const shared = "x-all: &all\n  mem_limit: 64m\nservices:\n  a: { <<: *all, image: redis:7.4.1 }\n  b: { <<: *all, image: redis:7.4.1 }\n";
    const { client, uri } = await opened({ "compose.yaml": shared });
    const [fix] = (await client.actions(uri, "mem_limit")).filter(({ title }) => title.startsWith("Set memswap_limit"));
    await client.apply(fix ?? {});
    expect(client.textOf(uri)).toBe(shared.replace("mem_limit: 64m\n", "mem_limit: 64m\n  memswap_limit: 64m\n"));
  });
});

describe("fix all", () => {
  test("only what is safe, only if it is asked for, and the same as --fix", async () => {
    const { client, uri } = await opened({ "compose.yaml": SHOP });
    expect((await client.actions(uri, "version")).map(({ kind }) => kind)).not.toContain("source.fixAll.compose-lint");
    for (const only of ["source", "source.fixAll", "source.fixAll.compose-lint"]) {
      const actions = await client.actions(uri, "version", [only]);
      expect(actions.map(({ kind }) => kind)).toEqual(["source.fixAll.compose-lint"]);
    }
    const [all] = await client.actions(uri, "version", ["source.fixAll"]);
    await client.apply(all ?? {});
    const text = client.textOf(uri);
    expect(text).not.toContain("version:");
    expect(text).toContain("    mem_limit: 512m # measured\n    memswap_limit: 512m\n");
    expect(text).toContain("# the shop 🐳");
    await client.diagnostics(uri);
    expect(await client.actions(uri, "services", ["source.fixAll"])).toEqual([]);
  });

  test("edits no other file", async () => {
    const { client, uri, folder } = await opened({ "compose.yaml": SHOP, "compose.override.yaml": 'version: "3"\nservices: { db: { restart: always } }\n' });
    await client.open(join(folder, "compose.override.yaml"));
    const [all] = await client.actions(uri, "version", ["source.fixAll"]);
    expect((all?.edit?.documentChanges ?? []).map((change) => ("textDocument" in change ? change.textDocument.uri : ""))).toEqual([uri]);
  });
});

describe("comments that suppress", () => {
  test("stand above the line, indented like it, and hide the finding", async () => {
    const { client, uri } = await opened({ "compose.yaml": SHOP });
    const action = (await client.actions(uri, "mem_limit")).find(({ title }) => title === "Suppress memswap-limit for this line, with a reason");
    await client.apply(action ?? {});
    expect(client.textOf(uri)).toContain("    # compose-lint-disable-next-line memswap-limit -- say why\n    mem_limit: 512m # measured\n");
    expect(rulesIn(await client.diagnostics(uri))).not.toContain("memswap-limit");
  });

  test("leave the reason to whoever has a client that can ask for it", async () => {
    const { client, uri } = await opened({ "compose.yaml": SHOP }, "compose.yaml", WITH_SNIPPETS);
    const action = (await client.actions(uri, "mem_limit")).find(({ title }) => title.startsWith("Suppress memswap-limit"));
    expect(action?.edit?.documentChanges).toEqual([
      {
        textDocument: { uri, version: 1 },
        edits: [{ range: { start: { line: 5, character: 0 }, end: { line: 5, character: 0 } }, snippet: { kind: "snippet", value: "    # compose-lint-disable-next-line memswap-limit -- ${1:say why}\n" } }],
      },
    ]);
  });

  test.each([
    ["CRLF", SHOP.replaceAll("\n", "\r\n"), "mem_limit", "    # compose-lint-disable-next-line memswap-limit -- say why\r\n    mem_limit"],
    ["an item of a list", 'services:\n  cache:\n    image: redis:7.4.1\n    ports:\n      - "6379:6379"\n', '"6379:6379"', "      # compose-lint-disable-next-line unbound-port -- say why\n      - "],
    ["a service in flow style", "services: {\n  web: { image: nginx:1.29.3, privileged: true },\n}\n", "privileged", "  # compose-lint-disable-next-line no-privileged -- say why\n  web: {"],
    ["the first line", "services: { web: { image: nginx:1.29.3, privileged: true } }\n", "privileged", "# compose-lint-disable-next-line no-privileged -- say why\nservices"],
  ])("in %s", async (_what, text, at, expected) => {
    const { client, uri } = await opened({ "compose.yaml": text });
    const rule = /next-line (\S+)/.exec(expected)?.[1] ?? "";
    const action = (await client.actions(uri, at)).find(({ title }) => title.startsWith(`Suppress ${rule} `));
    await client.apply(action ?? {});
    expect(client.textOf(uri)).toContain(expected);
    expect(rulesIn(await client.diagnostics(uri))).not.toContain(rule);
  });

  test("are not offered within a text, where they would be a part of it", async () => {
    const text = "services:\n  web:\n    image: redis:7.4.1\n    command: |\n      redis-server\n      --requirepass hunter2hunter2\n";
    const { client, uri } = await opened({ "compose.yaml": text });
    const diagnostics = await client.diagnostics(uri);
    for (const { range } of diagnostics.filter((each) => each.range.start.line === 5)) {
      for (const action of await client.actions(uri, range)) expect(action.title).not.toMatch(/^Suppress/);
    }
  });
});
