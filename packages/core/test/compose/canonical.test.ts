import { describe, expect, it } from "vitest";
import { canonicalize } from "../../src/compose/canonical.js";
import { interpolateTree } from "../../src/compose/interpolate-tree.js";
import { nodeAt, type Tree } from "../../src/compose/tree.js";
import { data, treeOf } from "./tree-of.js";

const canonical = (keys: string): Tree => canonicalize(treeOf(`services: {a: {${keys}}}\n`));
const port = (target: number, published?: string, more: object = {}): object => ({ mode: "ingress", target, ...(published === undefined ? {} : { published }), protocol: "tcp", ...more });

const tables: Readonly<Record<string, readonly (readonly [keys: string, canonical: unknown])[]>> = {
  "lists of KEY=value": [
    ["environment: [A=1, B, 'C=', D=a=b]", { environment: { A: "1", B: null, C: "", D: "a=b" } }],
    ["environment: [A=1, A=2]", { environment: { A: "2" } }],
    ["environment: {A: 1, B: true, C: 1.10, D: 0440, E: , F: 2020-01-01}", { environment: { A: "1", B: "true", C: "1.1", D: "288", E: null, F: "2020-01-01 00:00:00 +0000 UTC" } }],
    ["environment: {BIG: 9223372036854775807, FLOAT: 20000000.0}", { environment: { BIG: "9223372036854775807", FLOAT: "2e+07" } }],
    ["labels: [a.b=c]", { labels: { "a.b": "c" } }],
    ["build: {args: [A=1], labels: {b: 2}}", { build: { args: { A: "1" }, labels: { b: "2" } } }],
    ["sysctls: {net.core.somaxconn: 1024}", { sysctls: { "net.core.somaxconn": "1024" } }],
  ],
  "one instead of a list": [
    ["dns: 1.1.1.1", { dns: ["1.1.1.1"] }],
    ["dns_search: [a]", { dns_search: ["a"] }],
    ["tmpfs: /tmp", { tmpfs: ["/tmp"] }],
    ["env_file: a.env", { env_file: [{ path: "a.env" }] }],
    ["env_file: [a.env, {path: b.env, required: false}]", { env_file: [{ path: "a.env" }, { path: "b.env", required: false }] }],
  ],
  "short forms": [
    ["build: ./c", { build: { context: "./c" } }],
    ["depends_on: [b, c]", { depends_on: { b: { condition: "service_started", required: true }, c: { condition: "service_started", required: true } } }],
    ["networks: [n]", { networks: { n: null } }],
    ["secrets: [s, {source: t, uid: '1'}]", { secrets: [{ source: "s" }, { source: "t", uid: "1" }] }],
    ["configs: [c]", { configs: [{ source: "c" }] }],
    ["healthcheck: {test: curl -f x}", { healthcheck: { test: ["CMD-SHELL", "curl -f x"] } }],
    ["healthcheck: {test: [CMD, a]}", { healthcheck: { test: ["CMD", "a"] } }],
  ],
  "ports": [
    ["ports: [8080]", { ports: [port(8080)] }],
    ["ports: ['80:80', '127.0.0.1:81:81/udp']", { ports: [port(80, "80"), port(81, "81", { host_ip: "127.0.0.1", protocol: "udp" })] }],
    ["ports: ['80-81:90-91']", { ports: [port(90, "80"), port(91, "81")] }],
    ["ports: ['8000-8010:80']", { ports: [port(80, "8000-8010")] }],
    ["ports: [{target: 80, published: 8080}]", { ports: [{ target: 80, published: 8080 }] }],
    ["ports: ['localhost:80:80']", { ports: ["localhost:80:80"] }],
  ],
  "volumes": [
    ["volumes: ['./a:/b/:ro']", { volumes: [{ type: "bind", source: "./a", target: "/b", read_only: true, bind: { create_host_path: true } }] }],
    ["volumes: ['/a:/b:z,rshared']", { volumes: [{ type: "bind", source: "/a", target: "/b", bind: { create_host_path: true, propagation: "rshared", selinux: "z" } }] }],
    ["volumes: ['v1:/b:nocopy']", { volumes: [{ type: "volume", source: "v1", target: "/b", volume: { nocopy: true } }] }],
    ["volumes: ['v1:/b:Z']", { volumes: [{ type: "volume", source: "v1", target: "/b", volume: {}, bind: { selinux: "Z" } }] }],
    ["volumes: [/data]", { volumes: [{ type: "volume", target: "/data", volume: {} }] }],
    ["volumes: ['aa::b']", { volumes: ["aa::b"] }],
  ],
  "what has no other form stays": [
    ["command: a && b, entrypoint: [c], restart: always, x-ports: ['80:80']", { command: "a && b", entrypoint: ["c"], restart: "always", "x-ports": ["80:80"] }],
  ],
};

describe.each(Object.entries(tables))("%s", (_, rows) => {
  it.each(rows)("%s", (keys, expected) => {
    expect((data(canonical(keys)) as { services: { a: unknown } }).services.a).toEqual(expected);
  });
});

it("names such as __proto__ are names", () => {
  const environment = nodeAt(canonical("environment: [__proto__=1, constructor=2]"), ["services", "a", "environment"]);
  expect(environment?.kind === "mapping" && [...environment.entries.keys()]).toEqual(["__proto__", "constructor"]);
});

describe("origins and variables", () => {
  const text = "services: {a: {ports: ['80-81:90-91'], environment: [A=1], volumes: ['./${X:-x}:/b']}}\n";
  const tree = canonicalize(interpolateTree(treeOf(text), () => undefined).tree);
  const written = (path: readonly (string | number)[]): string | undefined => {
    const range = nodeAt(tree, ["services", "a", ...path])?.origin.range;
    return range && text.slice(range.start, range.end);
  };
  it("every part of a short form is written where the short form is", () => {
    expect(written(["ports", 0])).toBe("'80-81:90-91'");
    expect(written(["ports", 1, "published"])).toBe("'80-81:90-91'");
    expect(written(["environment", "A"])).toBe("A=1");
  });
  it("what is read from a text with a variable depends on it", () => {
    for (const key of ["type", "source", "target"]) expect(nodeAt(tree, ["services", "a", "volumes", 0, key])).toMatchObject({ known: true, variables: [{ name: "X", from: "default" }] });
  });
  it("a short form that is not known stays as it is", () => {
    const unknown = canonicalize(interpolateTree(treeOf("services: {a: {ports: ['$P:80'], volumes: ['$V:/b']}}\n"), () => undefined).tree);
    expect(nodeAt(unknown, ["services", "a", "ports", 0])).toMatchObject({ kind: "scalar", known: false });
    expect(nodeAt(unknown, ["services", "a", "volumes", 0])).toMatchObject({ kind: "scalar", known: false });
  });
});

it("port ranges expand as far as the limit of a project; further ones stay single entries", () => {
  const services = ["a", "b"].map((name) => `${name}: {ports: ['1-15000:1-15000']}`).join(", ");
  const { services: made } = data(canonicalize(treeOf(`services: {${services}}\n`))) as { services: Record<string, { ports: unknown[] }> };
  expect(made["a"]?.ports).toHaveLength(15_000);
  expect(made["b"]?.ports).toEqual([port(1, "1-15000")]);
});
