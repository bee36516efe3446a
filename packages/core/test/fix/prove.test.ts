import { describe, expect, it } from "vitest";
import { append, remove, rename, set, type Operation } from "../../src/compose/operation.js";
import { loadProject } from "../../src/compose/load.js";
import { prove } from "../../src/fix/prove.js";
import { folder, web } from "../rules/check.js";

const at = ["services", "web"];
const init = set([...at, "init"], true);

/** What the proof says of a text that is claimed to be `before` with `operations` carried out. */
function verdict(before: string, operations: readonly Operation[], after: string): string {
  const proof = prove(loadProject(folder(before), "compose.yaml"), operations, folder(after), "compose.yaml");
  return "failure" in proof ? proof.failure : "holds";
}

describe("a proof holds", () => {
  it.each<readonly [title: string, before: string, operations: readonly Operation[], after: string]>([
    ["for the edit that was asked for", web("image: a"), [init], web("image: a", "init: true")],
    ["for another order of keys", web("image: a", "tty: true"), [init], web("init: true", "tty: true", "image: a")],
    ["for another spelling of the same", web("image: a", "ports: ['80:80']"), [init], web("image: 'a'", "ports: [80:80/tcp]", "init: true")],
    ["for a comment that moves", web("image: a # why"), [init], web("# why", "image: a", "init: true")],
    ["for a template that changes where nobody uses it", `x-a: 1\n${web("image: a")}`, [init], `x-a: 2\n${web("image: a", "init: true")}`],
    ["beside a fault that was there before", web("image: a", "foo: 1"), [init], web("image: a", "foo: 1", "init: true")],
    ["for a rename that gives a short form its meaning", web("depend_on: [api]"), [rename([...at, "depend_on"], "depends_on")], web("depends_on: [api]")],
    ["for a port whose short form has become long", web("ports: ['80:80']"), [set([...at, "ports", 0, "name"], "a")], web("ports: [{target: 80, published: '80', name: a}]")],
    ["for a dependency whose short form has become long", web("depends_on: [api]"), [set([...at, "depends_on", "api", "restart"], true)], web("depends_on: {api: {condition: service_started, restart: true}}")],
    ["for a volume whose short form has become long", web("volumes: [data:/b]"), [set([...at, "volumes", 0, "read_only"], true)], web("volumes: [{type: volume, source: data, target: /b, read_only: true}]")],
    ["for a network that has no value in the other form", web("networks: [a, b]"), [set([...at, "networks", "a", "priority"], 1)], web("networks: {a: {priority: 1}, b: {}}")],
    ["for a value that was asked for in a short form", web("image: a"), [append([...at, "ports"], "80:80")], web("image: a", "ports: [{target: 80, published: '80'}]")],
    ["for a path that was asked for as it is written", web("image: a"), [set([...at, "build"], "./b")], web("image: a", "build: {context: ./b}")],
    ["for a build that is nowhere but here", web("image: a"), [set([...at, "build", "target"], "b")], web("image: a", "build: {target: b}")],
    ["for a variable that gets another name in a list", web("environment: [A=$B]"), [rename([...at, "environment", "A"], "C")], web("environment: [C=$B]")],
    ["for a variable that nobody set", web("image: $A"), [init], web("image: $A", "init: true")],
  ])("%s", (_title, before, operations, after) => {
    expect(verdict(before, operations, after)).toBe("holds");
  });
});

describe("a proof fails", () => {
  const understood = "the edited file could not be understood";
  const fault = "the edited file would have a new fault";
  const else_ = "the edit would change something else as well";
  const comment = "the edit would lose a comment";
  it.each<readonly [title: string, failure: string, before: string, operations: readonly Operation[], after: string]>([
    ["if nothing of the file is left", understood, web("image: a"), [init], ""],
    ["if nothing was there", understood, "- a\n", [init], web("init: true")],
    ["for broken YAML", fault, web("image: a"), [init], `${web("image: a")}    init: [true\n`],
    ["for a key that stands twice", fault, web("init: false"), [init], web("init: false", "init: true")],
    ["for a broken schema", fault, web("image: a"), [set([...at, "init"], "maybe")], web("image: a", "init: maybe")],
    ["for a second fault of a kind", fault, web("foo: 1"), [set(["services", "api", "foo"], 1)], `${web("foo: 1")}  api: {foo: 1}\n`],
    ["for an alias that has lost its anchor", fault, `x-a: &a {tty: true}\n${web("<<: *a")}`, [init], `x-a: {tty: true}\n${web("<<: *a", "init: true")}`],
    ["for a mount whose source is no longer made", else_, web("volumes: [./a:/b]"), [set([...at, "volumes", 0, "read_only"], true)], web("volumes: [{type: bind, source: ./a, target: /b, read_only: true}]")],
    ["for a mode that a port has lost", else_, web("ports: [{target: 80, mode: host}]"), [init], web("ports: [{target: 80}]", "init: true")],
    ["for an anchor that others used and that another one replaces", else_, `x-a: &a b\n${web("image: &a c", "user: *a")}`, [remove([...at, "image"])], `x-a: &a b\n${web("user: *a")}`],
    ["if nothing was done", else_, web("image: a"), [init], web("image: a")],
    ["for another value", else_, web("image: a"), [init], web("image: a", "init: false")],
    ["for another service", else_, `${web("image: a")}  api: {image: b}\n`, [init], `${web("image: a", "init: true")}  api: {image: c}\n`],
    ["for another order of items", else_, web("command: [a, b]"), [init], web("command: [b, a]", "init: true")],
    ["for another user of an anchor", else_, "services:\n  web: &web\n    image: a\n  api: *web\n", [init], "services:\n  web: &web\n    image: a\n    init: true\n  api: *web\n"],
    ["for text that gets a line break", else_, web("image: a", "command: |+", "  a"), [append([...at, "dns"], "b")], web("image: a", "command: |+", "  a", "", "dns: [b]")],
    ["for another variable", else_, web("image: $A"), [init], web("image: $B", "init: true")],
    ["for a variable that was replaced by its value", else_, web("hostname: $A"), [init], web("hostname: ''", "init: true")],
    ["if a comment is gone", comment, web("image: a # why"), [init], web("image: a", "init: true")],
    ["if a comment says something else", comment, web("image: a # why"), [init], web("image: a # who", "init: true")],
    ["if one of two equal comments is gone", comment, web("image: a # why", "tty: true # why"), [init], web("image: a # why", "tty: true", "init: true")],
    ["if a comment is added", comment, web("image: a"), [init], web("image: a", "init: true # new")],
  ])("%s", (_title, failure, before, operations, after) => {
    expect(verdict(before, operations, after)).toBe(failure);
  });
});
