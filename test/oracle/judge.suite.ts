import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { append, remove, respell, set, type Operation } from "../../packages/core/src/compose/operation.js";
import type { Plain } from "../../packages/core/src/compose/plain.js";
import type { OracleRequest } from "./ask.js";
import { judge } from "./judge.js";
import { Shadows } from "./shadows.js";

const FILE = `version: "3"
x-logging: &logging
  driver: local
services:
  web:
    image: web:1
    mem_limit: 512m
    ports: ["80:80", "443:443"]
    environment: [TOKEN=a$$b, MODE=fast]
    restart: on-failure
    logging: *logging
  db:
    image: db:1
    restart: always
    logging: *logging
`;

/** An edit, what it is said to do, and what there is to be held against it. */
interface Case {
  readonly name: string;
  /** Texts of the file and what stands there afterwards. */
  readonly edits: readonly (readonly [string, string])[];
  readonly operations: readonly Operation[];
  readonly faults: readonly string[];
}

const limit = set(["services", "web", "memswap_limit"], "512m");
const limited = ["mem_limit: 512m\n", "mem_limit: 512m\n    memswap_limit: 512m\n"] as const;
const driver = (service: string): Operation => set(["services", service, "logging", "driver"], "journald");

const cases: readonly Case[] = [
  { name: "does what it says", edits: [limited], operations: [limit], faults: [] },
  { name: "does what it says of a list with dollar signs", edits: [["[TOKEN=a$$b, MODE=fast]", "[TOKEN=a$$b]"]], operations: [remove(["services", "web", "environment", "MODE"])], faults: [] },
  { name: "does what it says of all who share an anchor", edits: [["driver: local", "driver: journald"]], operations: [driver("web"), driver("db")], faults: [] },
  { name: "says what Compose cannot show", edits: [['version: "3"\n', ""], ["on-failure", '"on-failure"']], operations: [remove(["version"]), respell(["services", "web", "restart"], "quoted")], faults: [] },
  {
    name: "changes another service as well",
    edits: [limited, ["restart: always", 'restart: "no"']],
    operations: [limit],
    faults: ['not planned: services.db.restart: "always" became "no"', 'planned otherwise: services.db.restart: "always" became "no"'],
  },
  {
    name: "changes another service through an anchor",
    edits: [["driver: local", "driver: journald"]],
    operations: [driver("web")],
    faults: ['not planned: services.db.logging.driver: "local" became "journald"', 'planned otherwise: services.db.logging.driver: "local" became "journald"'],
  },
  {
    name: "drops a key",
    edits: [["mem_limit: 512m\n", "memswap_limit: 512m\n"]],
    operations: [limit],
    faults: ['not planned: services.web.mem_limit: "536870912" became nothing', 'planned otherwise: services.web.mem_limit: "536870912" became nothing'],
  },
  {
    name: "writes another value",
    edits: [["mem_limit: 512m\n", "mem_limit: 512m\n    memswap_limit: 512k\n"]],
    operations: [limit],
    faults: ['planned otherwise: services.web.memswap_limit: "536870912" became "524288"'],
  },
  {
    name: "changes another item of the same list",
    edits: [['"80:80", "443:443"', '"127.0.0.1:80:80", "444:443"']],
    operations: [set(["services", "web", "ports", 0, "host_ip"], "127.0.0.1")],
    faults: ['planned otherwise: services.web.ports.1.published: "443" became "444"'],
  },
  {
    name: "loses an item of the list that it adds one to",
    edits: [["[TOKEN=a$$b, MODE=fast]\n", "[TOKEN=a$$b, MODE=fast]\n    cap_drop: [ALL]\n"]],
    operations: [append(["services", "web", "cap_drop"], "NET_RAW"), append(["services", "web", "cap_drop"], "ALL")],
    faults: ['planned otherwise: services.web.cap_drop.0: "NET_RAW" became nothing'],
  },
  {
    name: "changes nothing",
    edits: [["image: web:1\n", "image: web:1 # as it was\n"]],
    operations: [limit],
    faults: [`without effect: ${JSON.stringify(limit)}`, 'planned otherwise: services.web.memswap_limit: "536870912" became nothing'],
  },
  { name: "breaks the file", edits: [["restart: always", "restart: [always]"]], operations: [], faults: ["Compose does not load it any more: validating compose.yaml: services.db.restart must be a string"] },
];

test("edits that are not what they say are noticed", () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "compose-lint-judge-")));
  const path = join(folder, "compose.yaml");
  writeFileSync(path, FILE);
  const shadows = new Shadows(folder);
  try {
    const request: OracleRequest = { id: "", workdir: folder, files: ["compose.yaml"], env: {}, profiles: [], projectName: "p" };
    const [answer] = shadows.ask([{ request, shadow: shadows.original }]);
    const trials = cases.map(({ name, edits, operations }) => {
      const text = edits.reduce((before, [old, now]) => before.replace(old, () => now), FILE);
      return { request: { ...request, id: name }, before: answer?.model as Plain, fixes: [{ pass: 0, operations }], given: {}, after: shadows.with(new Map([[path, text]])) };
    });
    const faults = judge(trials, shadows).map(({ id, faults }) => [id, faults.map((fault) => fault.replaceAll(`${folder}/`, ""))]);
    expect(faults).toEqual(cases.map(({ name, faults: expected }) => [name, expected]));
  } finally {
    shadows.remove();
    rmSync(folder, { recursive: true });
  }
});
