import { describe, expect, it } from "vitest";
import { append, copy, remove, set, type Operation } from "../../src/compose/operation.js";
import type { Plain } from "../../src/compose/plain.js";
import { web } from "../rules/check.js";
import { patch } from "./patch.js";

const at = ["services", "web"];
const field = (path: readonly (string | number)[], value: Plain): Operation => set([...at, ...path], value);

type Row = readonly [title: string, operation: Operation | readonly Operation[], before: string, after: string];

function table(name: string, rows: readonly Row[]): void {
  describe(name, () => {
    it.each(rows)("%s", (_title, asked, before, after) => {
      expect(patch(before, "kind" in asked ? [asked] : asked)).toBe(after);
    });
  });
}

const mode = field(["ports", 0, "mode"], "host");
const address = field(["ports", 0, "host_ip"], "127.0.0.1");

table("a port", [
  ["gets an address in its short form", address, web("ports:", "  - '8080:80' # web", "  - 81"), web("ports:", "  - '127.0.0.1:8080:80' # web", "  - 81")],
  ["gets an address without a host port", address, web("ports: [80]"), web("ports: [127.0.0.1::80]")],
  ["gets an address as a range", [0, 1].map((index) => field(["ports", index, "host_ip"], "127.0.0.1")), web("ports: [8000-8001:80-81]"), web("ports: [127.0.0.1:8000-8001:80-81]")],
  ["gets another address", address, web("ports: [0.0.0.0:8080:80/udp]"), web("ports: [127.0.0.1:8080:80/udp]")],
  ["gets another address in brackets", address, web('ports: ["[::]:8080:80"]'), web('ports: ["127.0.0.1:8080:80"]')],
  ["gets an address of version 6, in quotes", field(["ports", 0, "host_ip"], "::1"), web("ports:", "  - 8080:80"), web("ports:", '  - "[::1]:8080:80"')],
  ["gets an address in JSON, in quotes", address, '{"services": {"web": {"ports": [6379]}}}', '{"services": {"web": {"ports": ["127.0.0.1::6379"]}}}'],
  ["gets an address in front of a variable", address, web('ports: ["${PORT:-8080}:80"]'), web('ports: ["127.0.0.1:${PORT:-8080}:80"]')],
  ["gets another default address", address, web('ports: ["${HOST:-0.0.0.0}:8080:80"]'), web('ports: ["${HOST:-127.0.0.1}:8080:80"]')],
  ["gets an address in its long form", address, web("ports:", "  - target: 80", '    published: "8080"', "    mode: host"), web("ports:", "  - target: 80", '    published: "8080"', "    host_ip: 127.0.0.1", "    mode: host")],
  ["gets an address in its long form in flow style", address, web("ports: [{target: 80}]"), web("ports: [{target: 80, host_ip: 127.0.0.1}]")],
  ["becomes long for a mode", mode, web("ports:", "  - 8080:80/udp # web", "  - 81"), web("ports:", "  - target: 80 # web", '    published: "8080"', "    protocol: udp", "    mode: host", "  - 81")],
  ["becomes long in flow style", mode, web("ports: ['127.0.0.1:8080:80', 81]"), web("ports: [{target: 80, published: '8080', host_ip: '127.0.0.1', mode: 'host'}, 81]")],
  ["becomes long without a host port", mode, web("ports:", "  - 80"), web("ports:", "  - target: 80", "    mode: host")],
  ["becomes long for two things", [mode, address], web("ports:", "- 8080:80"), web("ports:", "- target: 80", '  published: "8080"', "  mode: host", "  host_ip: 127.0.0.1")],
  ["becomes long in JSON", mode, '{"services": {"web": {"ports": ["80"]}}}', '{"services": {"web": {"ports": [{"target": 80, "mode": "host"}]}}}'],
  ["does not become long as a range", mode, web("ports: [8000-8001:80-81]"), "refused: the value is written in a short form that has no place for it"],
  ["does not become long with a variable", mode, web('ports: ["${PORT:-80}:80"]'), "refused: the value is written in a short form that has no place for it"],
  ["does not become long if others have it as well", mode, web("ports:", "  - &p 80", "  - *p"), "refused: the item has an anchor"],
  ["gets no address for a part of a range", address, web("ports: [8000-8001:80-81]"), "unproven: the edit would change something else as well"],
]);

const readOnly = field(["volumes", 0, "read_only"], true);
const tail = "volumes:\n  data:\n";

table("a mount", [
  ["becomes read-only in its short form", readOnly, web("volumes:", "  - ./a:/a # conf"), web("volumes:", "  - ./a:/a:ro # conf")],
  ["becomes read-only in place of writable", readOnly, web("volumes: ['./a:/a:rw,z']"), web("volumes: ['./a:/a:ro,z']")],
  ["becomes read-only with a variable", readOnly, web('volumes: ["${DIR:-./a}:/a"]'), web('volumes: ["${DIR:-./a}:/a:ro"]')],
  ["becomes read-only in its long form", readOnly, web("volumes:", "  - type: tmpfs", "    target: /a"), web("volumes:", "  - type: tmpfs", "    target: /a", "    read_only: true")],
  ["becomes read-only as a volume", readOnly, `${web("volumes: [data:/a]")}${tail}`, `${web("volumes: [data:/a:ro]")}${tail}`],
  ["becomes long to be read-only if it has no source", readOnly, web("volumes: [/a]"), web("volumes: [{type: volume, target: /a, read_only: true}]")],
  ["becomes long for more", field(["volumes", 0, "bind", "create_host_path"], false), web("volumes:", "  - ./a:/a:ro"), web("volumes:", "  - type: bind", "    source: ./a", "    target: /a", "    read_only: true", "    bind:", "      create_host_path: false")],
  ["becomes long with all its options", field(["volumes", 0, "consistency"], "cached"), web("volumes:", "  - ./a:/a:z,rshared"), web("volumes:", "  - type: bind", "    source: ./a", "    target: /a", "    bind:", "      create_host_path: true", "      propagation: rshared", "      selinux: z", "    consistency: cached")],
  ["becomes long as a volume", field(["volumes", 0, "volume", "subpath"], "x"), `${web("volumes:", "  - data:/a:nocopy")}${tail}`, `${web("volumes:", "  - type: volume", "    source: data", "    target: /a", "    volume:", "      nocopy: true", "      subpath: x")}${tail}`],
  ["becomes writable in its long form", field(["volumes", 0, "read_only"], false), web("volumes:", "  - ./a:/a:ro"), web("volumes:", "  - type: bind", "    source: ./a", "    target: /a", "    read_only: false", "    bind:", "      create_host_path: true")],
  ["does not become long with a variable for a source", field(["volumes", 0, "consistency"], "cached"), web('volumes: ["${DIR:-./a}:/a"]'), "refused: the value is written in a short form that has no place for it"],
]);

table("a build", [
  ["becomes long for a target", field(["build", "target"], "dev"), web("build: ./app # ours", "init: true"), web("build: # ours", "  context: ./app", "  target: dev", "init: true")],
  ["becomes long with a variable", field(["build", "target"], "dev"), web('build: "${DIR:-.}"'), web("build:", '  context: "${DIR:-.}"', "  target: dev")],
  ["becomes long for deeper things", field(["build", "args", "A"], "b"), web("build: ."), web("build:", "  context: .", "  args:", "    A: b")],
  ["becomes long in flow style", field(["build", "target"], "dev"), "services: {web: {build: .}}\n", "services: {web: {build: {context: ., target: dev}}}\n"],
  ["stays short for another context", field(["build", "context"], "./b"), web("build: './a' # ours"), web("build: './b' # ours")],
  ["stays short for another default context", field(["build", "context"], "./b"), web("build: ${DIR:-./a}"), web("build: ${DIR:-./b}")],
  ["stays long for another context", field(["build", "context"], "./b"), web("build:", "  target: a", "  context: ./a"), web("build:", "  target: a", "  context: ./b")],
  ["gets a context in front of the rest", field(["build", "context"], "./b"), web("build:", "  # why", "  target: a"), web("build:", "  context: ./b", "  # why", "  target: a")],
  ["is new", field(["build", "target"], "dev"), web("image: a"), web("image: a", "build:", "  target: dev")],
]);

const others = "  api: {image: a}\n  db: {image: b}\n";
const condition = field(["depends_on", "db", "condition"], "service_healthy");

table("a list of names", [
  ["becomes a mapping", condition, `${web("depends_on:", "  - api # one", "  # two", "  - db")}${others}`, `${web("depends_on:", "  api: # one", "    condition: service_started", "  # two", "  db:", "    condition: service_healthy")}${others}`],
  ["becomes a mapping that is indented", condition, `${web("depends_on:", "- api", "- 'db'", "init: true")}${others}`, `${web("depends_on:", "  api:", "    condition: service_started", "  db:", "    condition: service_healthy", "init: true")}${others}`],
  ["becomes a mapping in place of brackets", condition, `${web("depends_on: [db] # one")}${others}`, `${web("depends_on: # one", "  db:", "    condition: service_healthy")}${others}`],
  ["becomes a mapping in brackets", condition, "services: {web: {depends_on: [db]}, db: {image: a}}\n", "services: {web: {depends_on: {db: {condition: service_healthy}}}, db: {image: a}}\n"],
  ["becomes a mapping of what has no keys", field(["networks", "front", "aliases"], ["a"]), web("networks:", "  - front", "  - back"), web("networks:", "  front:", "    aliases:", "      - a", "  back: {}")],
  ["becomes a mapping for a new name", field(["networks", "back", "priority"], 5), web("networks:", "  - front # f", "init: true"), web("networks:", "  front: {} # f", "  back:", "    priority: 5", "init: true")],
  ["becomes a mapping for all that is said at once", [field(["depends_on", "db"], { condition: "service_healthy", restart: true })], `${web("depends_on: [db]")}${others}`, `${web("depends_on:", "  db:", "    condition: service_healthy", "    restart: true")}${others}`],
  ["becomes a mapping without what a later document says", field(["networks", "front", "priority"], 5), `${web("networks:", "  - front", "  - back")}---\n${web("networks: {back: {aliases: [a]}}")}`, `${web("networks:", "  front:", "    priority: 5", "  back: {}")}---\n${web("networks: {back: {aliases: [a]}}")}`],
  ["gets one more name", field(["networks", "back"], null), web("networks:", "  - front"), web("networks:", "  - front", "  - back")],
  ["is new, as a mapping", condition, `${web("image: a")}${others}`, `${web("image: a", "depends_on:", "  db:", "    condition: service_healthy")}${others}`],
]);

table("other short forms", [
  ["a secret", field(["secrets", 0, "mode"], 288), web("secrets:", "  - token # t", "  - key"), web("secrets:", "  - source: token # t", "    mode: 288", "  - key")],
  ["the source of a secret", field(["secrets", 0, "source"], "key"), web("secrets: [token]"), web("secrets: [key]")],
  ["a config", field(["configs", 0, "target"], "/a"), web("configs: [c]"), web("configs: [{source: c, target: /a}]")],
  ["an env file", field(["env_file", 0, "required"], false), web("env_file:", "  - a.env", "  - b.env"), web("env_file:", "  - path: a.env", "    required: false", "  - b.env")],
  ["a single env file", field(["env_file", 0, "required"], false), web("env_file: a.env # dev"), web("env_file: # dev", "  - path: a.env", "    required: false")],
  ["a single env file in flow style", field(["env_file", 0, "required"], false), "services: {web: {env_file: a.env}}\n", "services: {web: {env_file: [{path: a.env, required: false}]}}\n"],
  ["the path of an env file", field(["env_file", 0, "path"], "b.env"), web("env_file: ['a.env']"), web("env_file: ['b.env']")],
  ["a limit", [field(["ulimits", "nofile", "soft"], 1), field(["ulimits", "nofile", "hard"], 2)], web("ulimits:", "  nofile: 1024 # n"), web("ulimits:", "  nofile: # n", "    soft: 1", "    hard: 2")],
  ["a health check", field(["healthcheck", "retries"], 3), web("healthcheck: {test: a}"), web("healthcheck: {test: a, retries: 3}")],
]);

table("a mapping that is written as a list", [
  ["gets an item", field(["environment", "A"], "b c"), web("environment:", "  - B=c"), web("environment:", "  - B=c", "  - A=b c")],
  ["gets an item in quotes", field(["environment", "A"], "b"), web('environment: ["B=c"]'), web('environment: ["B=c", "A=b"]')],
  ["gets another value", field(["environment", "A"], "b"), web("environment:", "  - 'A=c' # why", "  - B=c"), web("environment:", "  - 'A=b' # why", "  - B=c")],
  ["gets a value where there was none", field(["environment", "A"], "b"), web("environment: [A]"), web("environment: [A=b]")],
  ["gets another default", field(["environment", "A"], "b"), web('environment: ["A=${X:-c}"]'), web('environment: ["A=${X:-b}"]')],
  ["gets no other value for a variable", field(["environment", "A"], "b"), web("environment: [A=x$X]"), "refused: the present value comes from a variable"],
  ["has a value copied that stands in a mapping", copy([...at, "labels", "a"], [...at, "hostname"]), `${web("labels: {a: b=c}")}---\n${web("labels: [d=e]")}`, `${web("labels: {a: b=c}")}---\n${web("hostname: b=c", "labels: [d=e]")}`],
  ["leaves a value in its mapping", field(["labels", "a"], "c"), `${web("labels: {a: b}")}---\n${web("labels: [d=e]")}`, `${web("labels: {a: c}")}---\n${web("labels: [d=e]")}`],
  ["gets another text", field(["labels", "a.b"], "c=d"), web("labels: [a.b=]"), web("labels: [a.b=c=d]")],
]);

it("a single value that is shared does not go and become a list at once", () => {
  const shared = `x-d: &d 1.1.1.1\n${web("dns: *d")}`;
  expect(patch(shared, [remove([...at, "dns", 0]), append([...at, "dns"], "4.4.4.4")])).toBe("refused: its parts would touch the same text");
});
