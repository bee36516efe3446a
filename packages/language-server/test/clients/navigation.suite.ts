import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { folderWith } from "../../../../test/folder.js";
import { Client } from "./client.js";

const MAIN = `x-logging: &logging
  driver: json-file
  options: { max-size: 10m }
include:
  - path: shared/part.yml
services:
  web:
    extends: { file: base.yml, service: base }
    image: nginx:\${TAG:-1.29.3}
    depends_on: [db]
    logging: *logging
    networks: { front: {} }
    secrets: [{ source: key }]
    configs: [site]
    env_file: web.env
    mem_limit: 256m
  db:
    image: postgres:\${VERSION}
    environment:
      POSTGRES_PASSWORD: \${DB_PASSWORD}
      POSTGRES_DB: shop
    network_mode: service:web
    volumes:
      - data:/var/lib/postgresql/data
      - { type: volume, source: backup, target: /backup }
    depends_on: { cache: { condition: service_started } }
networks:
  front:
volumes:
  data:
  backup:
secrets:
  key: { file: key.pem }
configs:
  site: { file: site.conf }
`;
const OVERRIDE = `services:
  web:
    mem_limit: 512m
`;
const FILES = {
  "compose.yaml": MAIN,
  "compose.override.yaml": OVERRIDE,
  "base.yml": "services:\n  base:\n    restart: always\n    init: true\n",
  "shared/part.yml": "services:\n  cache:\n    image: redis:7.4.1\n",
  ".env": "TAG=1.28\n# VERSION=16\nVERSION=17.2\nDB_PASSWORD=hunter2hunter2\n",
  "web.env": "A=1\n",
  "key.pem": "",
  "site.conf": "",
};

let client: Client;
let main: string;
let override: string;

beforeAll(async () => {
  const folder = folderWith(FILES);
  client = await Client.start({ folder, lasting: "file" });
  main = await client.open(join(folder, "compose.yaml"));
  override = await client.open(join(folder, "compose.override.yaml"));
});

describe("definitions", () => {
  test.each([
    ["the anchor of an alias", "*log¦ging", ["compose.yaml:1"]],
    ["the service of another file", "service: b¦ase", ["base.yml:2"]],
    ["another file", "file: b¦ase.yml", ["base.yml:1"]],
    ["an included file", "shared/p¦art.yml", ["part.yml:1"]],
    ["a service in a list", "[d¦b]", ["compose.yaml:17"]],
    ["a service as a key, from an included file", "c¦ache: { condition", ["part.yml:2"]],
    ["a service of a mode, wherever it is written", "service:w¦eb", ["compose.yaml:7", "compose.override.yaml:2"]],
    ["a network", "f¦ront: {}", ["compose.yaml:28"]],
    ["a volume in short syntax", "d¦ata:/var", ["compose.yaml:30"]],
    ["a volume in long syntax", "source: b¦ackup", ["compose.yaml:31"]],
    ["a secret", "source: k¦ey", ["compose.yaml:33"]],
    ["a config", "[s¦ite]", ["compose.yaml:35"]],
    ["an env file", "w¦eb.env", ["web.env:1"]],
    ["the file of a secret", "k¦ey.pem", ["key.pem:1"]],
    ["a variable", "${V¦ERSION}", [".env:3"]],
    ["a variable with a default that is not needed", "${T¦AG:-", [".env:1"]],
    ["the same key in an override", "mem¦_limit: 256m", ["compose.override.yaml:3"]],
    ["nothing, in a comment or a plain value", "json-¦file", []],
    ["nothing, at a key that stands nowhere else", "network¦_mode", []],
  ])("%s", async (_what, at, expected) => {
    expect(await client.definitions(main, at)).toEqual(expected);
  });

  test("what an override overrides", async () => {
    expect(await client.definitions(override, "mem¦_limit")).toEqual(["compose.yaml:16"]);
    expect(await client.definitions(override, "w¦eb")).toEqual(["compose.yaml:7"]);
  });
});

describe("hovers", () => {
  test("tell what a key is for", async () => {
    expect(await client.hoverText(main, "network¦_mode")).toContain("`network_mode`: ");
    expect(await client.hoverText(main, "POSTGRES¦_DB")).toBe("");
  });

  test("tell what takes effect, and where that was written", async () => {
    expect(await client.hoverText(main, "mem¦_limit")).toContain("In effect at `services.web.mem_limit`, from `compose.override.yaml:3`, as an override:\n\n````````yaml\nmem_limit: 512m  # compose.override.yaml:3, as an override\n");
    const web = await client.hoverText(main, "w¦eb:");
    expect(web).toContain("  restart: always  # base.yml:3, by extending base\n");
    expect(web).toContain("    max-size: 10m  # line 3, through *logging\n");
    expect(web).toContain("  image: nginx:1.28\n");
  });

  test("tell where a variable is set", async () => {
    expect(await client.hoverText(main, "${V¦ERSION}")).toContain("`$VERSION` is set in `.env:3`.");
    expect(await client.hoverText(main, "${V¦ERSION}")).toContain("image: postgres:17.2");
  });

  test("never show secrets", async () => {
    for (const at of ["d¦b:", "${DB¦_PASSWORD}", "POSTGRES_PASS¦WORD", "environ¦ment"]) {
      const text = await client.hoverText(main, at);
      expect(text).not.toContain("hunter2");
      expect(text).toContain("(hidden: it looks like a secret)");
    }
  });

  test("tell of a finding why it is one, what its fix would mean, and where its page is", async () => {
    const text = await client.hoverText(override, "mem¦_limit");
    expect(text).toMatch(/^\[\*\*memswap-limit\*\*\]\(https:\/\/[^)]+\/docs\/rules\/memswap-limit\.md\): A memory limit without/);
    expect(text).toContain("*Why:* You set");
    expect(text).toContain("*Safe fix:* Set memswap_limit to the memory limit, which disables swap. ");
  });
});

describe("code lenses", () => {
  test("tell how ready services are, and why when they are asked", async () => {
    const lenses = await client.lenses(main);
    expect(lenses.map(({ range, command }) => [range.start.line + 1, command?.title])).toEqual([
      [7, expect.stringMatching(/^Readiness: \d red, /)],
      [17, expect.stringMatching(/^Readiness: \d red, /)],
    ]);
    const [lens] = lenses;
    await client.connection.sendRequest("workspace/executeCommand", { command: lens?.command?.command, arguments: lens?.command?.arguments });
    const message = await client.until(() => client.messages.find((each) => each.includes("web: ")), "a message");
    expect(message).toContain("Healthcheck (red): ");
  });
});
