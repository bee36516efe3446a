import { describe, expect, it } from "vitest";
import { data, mergedTree } from "./tree-of.js";

/** A service's keys in a first and a second document, and what comes of them. */
type Row = readonly [base: string, override: string, merged: unknown];

const service = (keys: string): string => `services: {a: {${keys}}}\n`;
const serviceOf = (tree: unknown): unknown => (tree as { services: { a: unknown } }).services.a;

const tables: Readonly<Record<string, readonly Row[]>> = {
  "in general": [
    ["user: u", "init: true", { user: "u", init: true }],
    ["user: u", "user: v", { user: "v" }],
    ["security_opt: [a]", "security_opt: [b]", { security_opt: ["a", "b"] }],
    ["storage_opt: {a: 1, b: 2}", "storage_opt: {b: 3}", { storage_opt: { a: 1, b: 3 } }],
    ["user: u", "user: ", { user: "u" }],
    ["x-a: {b: {c: [1]}}", "x-a: {b: {c: [2], d: e}}", { "x-a": { b: { c: [1, 2], d: "e" } } }],
    ["x-a: text", "x-a: {b: 1}", { "x-a": { b: 1 } }],
  ],
  "what replaces, and is cleared by nothing": [
    ["command: [a, b]", "command: [c]", { command: ["c"] }],
    ["command: [a]", "command: b", { command: "b" }],
    ["command: [a]", "command: ", { command: null }],
    ["entrypoint: a", "entrypoint: []", { entrypoint: [] }],
    ["healthcheck: {test: [CMD, a], retries: 1}", "healthcheck: {test: b}", { healthcheck: { test: "b", retries: 1 } }],
    ["ulimits: {nofile: {soft: 1, hard: 2}}", "ulimits: {nofile: 3}", { ulimits: { nofile: 3 } }],
  ],
  "lists of KEY=value meet mappings": [
    ["environment: {B: 2, A: 1}", "environment: [A=3, C]", { environment: ["A=3", "B=2", "C"] }],
    ["environment: [A=1, B=2]", "environment: {A: , D: 1.10}", { environment: ["A", "B=2", "D=1.1"] }],
    ["labels: {a: true}", "labels: {b: 0x10}", { labels: ["a=true", "b=16"] }],
    ["environment: {A: 1}", "environment: ", { environment: ["A=1"] }],
    ["dns: 1.1.1.1", "dns: [2.2.2.2, 1.1.1.1]", { dns: ["1.1.1.1", "2.2.2.2"] }],
    ["tmpfs: /a", "tmpfs: /b", { tmpfs: ["/a", "/b"] }],
    ["env_file: a.env", "env_file: [{path: a.env, required: false}, b.env]", { env_file: [{ path: "a.env", required: false }, "b.env"] }],
    ["extra_hosts: [h=1.1.1.1]", "extra_hosts: [h=1.1.1.1, h=2.2.2.2]", { extra_hosts: ["h=1.1.1.1", "h=2.2.2.2"] }],
    ["build: {args: {A: 1}}", "build: {args: [A=2]}", { build: { args: ["A=2"] } }],
  ],
  "short forms meet long ones": [
    ["build: .", "build: {target: t}", { build: { context: ".", target: "t" } }],
    ["build: {target: t}", "build: ./c", { build: { target: "t", context: "./c" } }],
    ["depends_on: [b]", "depends_on: {b: {required: false}}", { depends_on: { b: { condition: "service_started", required: false } } }],
    ["networks: [n]", "networks: {n: {aliases: [x]}, m: }", { networks: { n: { aliases: ["x"] }, m: null } }],
  ],
  "logging options belong to a driver": [
    ["logging: {driver: a, options: {x: 1}}", "logging: {driver: b, options: {y: 2}}", { logging: { driver: "b", options: { y: 2 } } }],
    ["logging: {driver: a, options: {x: 1}}", "logging: {driver: a, options: {y: 2}}", { logging: { driver: "a", options: { x: 1, y: 2 } } }],
    ["logging: {driver: a, options: {x: 1}}", "logging: {options: {y: 2}}", { logging: { driver: "a", options: { x: 1, y: 2 } } }],
  ],
  "items that mean the same: the later one takes the place of the earlier": [
    ["ports: ['80:80', '81:81']", "ports: ['82:82', '80:80']", { ports: ["80:80", "81:81", "82:82"] }],
    ["ports: [{target: 80, published: 8080}]", "ports: [{target: 80, published: '8080'}]", { ports: [{ target: 80, published: 8080 }, { target: 80, published: "8080" }] }],
    ["ports: [{target: 80, published: 1, mode: host}]", "ports: [{target: 80, published: 1, host_ip: 0.0.0.0, protocol: tcp}]", { ports: [{ target: 80, published: 1, host_ip: "0.0.0.0", protocol: "tcp" }] }],
    ["ports: [{target: 80, protocol: udp}]", "ports: [{target: 80}]", { ports: [{ target: 80, protocol: "udp" }, { target: 80 }] }],
    ["volumes: ['./a:/t:ro', 'b:/u']", "volumes: [{type: tmpfs, target: /t}]", { volumes: [{ type: "tmpfs", target: "/t" }, "b:/u"] }],
    ["devices: ['/dev/a:/dev/x']", "devices: ['/dev/x']", { devices: ["/dev/x"] }],
    ["secrets: [s]", "secrets: [{source: s, target: /run/secrets/s}]", { secrets: [{ source: "s", target: "/run/secrets/s" }] }],
    ["configs: [c]", "configs: [{source: c, uid: '1'}]", { configs: [{ source: "c", uid: "1" }] }],
    ["expose: [80]", "expose: ['80', '81/udp']", { expose: ["80", "81/udp"] }],
    ["cap_add: [A]", "cap_add: [B, A]", { cap_add: ["A", "B"] }],
    ["tmpfs: ['/t:size=1']", "tmpfs: ['/t:size=2']", { tmpfs: ["/t:size=2"] }],
    ["tmpfs: ['/t:size=1']", "tmpfs: ['/t']", { tmpfs: ["/t:size=1", "/t"] }],
  ],
};

describe.each(Object.entries(tables))("%s", (_, rows) => {
  it.each(rows)("%s, then %s", (base, override, merged) => {
    const { tree, messages } = mergedTree(`${service(base)}---\n${service(override)}`);
    expect(messages).toEqual([]);
    expect(serviceOf(data(tree))).toEqual(merged);
  });
});

describe("other sections and tags", () => {
  const rows: readonly (readonly [yaml: string, merged: unknown])[] = [
    ["networks: {n: {ipam: {config: [{subnet: s, gateway: g}]}}}\n---\nnetworks: {n: {ipam: {config: [{subnet: s, ip_range: r}, {subnet: t}]}}}\n", { networks: { n: { ipam: { config: [{ subnet: "s", gateway: "g", ip_range: "r" }, { subnet: "t" }] } } } }],
    ["services: {a: {ports: ['1:1'], user: u}}\n---\nservices: {a: {ports: !reset []}}\n", { services: { a: { user: "u" } } }],
    ["services: {a: {ports: ['1:1']}}\n---\nservices: {a: {ports: !override ['2:2']}}\n", { services: { a: { ports: ["2:2"] } } }],
    ["services: {a: {image: x, user: u}}\n---\nservices: {a: !override {image: y}}\n", { services: { a: { image: "y" } } }],
    ["services: {a: {environment: {A: 1, B: 2}}}\n---\nservices: {a: {environment: {A: !reset null}}}\n", { services: { a: { environment: ["B=2"] } } }],
    // In list form there is no path to the entry.
    ["services: {a: {environment: [A=1, B=2]}}\n---\nservices: {a: {environment: {A: !reset null}}}\n", { services: { a: { environment: ["A=1", "B=2"] } } }],
    ["a: 1\nb: 1\n---\nb: 2\n---\nb: !reset 0\nc: 3\n", { a: 1, c: 3 }],
  ];
  it.each(rows)("%j", (yaml, merged) => {
    const { tree, messages } = mergedTree(yaml);
    expect(messages).toEqual([]);
    expect(data(tree)).toEqual(merged);
  });
});

describe("kinds that do not fit are told", () => {
  const rows: readonly (readonly [base: string, override: string, message: string])[] = [
    ["security_opt: [s]", "security_opt: {s: 1}", "`security_opt` is a mapping here and a list before; Compose cannot merge the two."],
    ["storage_opt: {a: 1}", "storage_opt: text", "`storage_opt` is a single value here and a mapping before; Compose cannot merge the two."],
  ];
  it.each(rows)("%s, then %s", (base, override, message) => {
    expect(mergedTree(`${service(base)}---\n${service(override)}`).messages).toEqual([message]);
  });
});
