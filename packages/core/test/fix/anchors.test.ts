import { describe, expect, it } from "vitest";
import { append, copy, remove, rename, set, type Operation } from "../../src/compose/operation.js";
import { web } from "../rules/check.js";
import { patch } from "./patch.js";

const at = ["services", "web"];
/** Another user of an anchor, which has to stay as it is. */
const api = (...lines: readonly string[]): string => `  api:\n${lines.map((line) => `    ${line}\n`).join("")}`;

type Row = readonly [title: string, operations: readonly Operation[], before: string, after: string];

const maxSize = set([...at, "logging", "options", "max-size"], "1m");
const options = set([...at, "logging", "options"], { tag: "a" });
const drop = append([...at, "cap_drop"], "ALL");

describe("a service gets a value of its own in place of a shared one", () => {
  it.each<Row>([
    ["a new key by a merge key", [options], `x-l: &l {driver: local}\n${web("image: a", "logging: *l # ours")}`, `x-l: &l {driver: local}\n${web("image: a", "logging: # ours", "  <<: *l", "  options:", "    tag: a")}`],
    ["two new keys by a merge key", [set([...at, "labels", "a"], "1"), set([...at, "labels", "b"], "2")], `x-l: &l {c: "3"}\n${web("labels: *l")}`, `x-l: &l {c: "3"}\n${web("labels:", "  <<: *l", '  a: "1"', '  b: "2"')}`],
    ["a new key in flow style", [options], "x-l: &l {driver: local}\nservices: {web: {image: a, logging: *l}}\n", "x-l: &l {driver: local}\nservices: {web: {image: a, logging: {<<: *l, options: {tag: a}}}}\n"],
    ["a copied value by a merge key", [copy([...at, "hostname"], [...at, "labels", "a"])], `x-l: &l {c: d}\n${web("hostname: h-1", "labels: *l")}`, `x-l: &l {c: d}\n${web("hostname: h-1", "labels:", "  <<: *l", "  a: h-1")}`],
    ["a key that is there, written out", [set([...at, "logging", "driver"], "none")], `x-l: &l {driver: local, options: {tag: a}}\n${web("logging: *l")}`, `x-l: &l {driver: local, options: {tag: a}}\n${web("logging:", "  driver: none", "  options:", "    tag: a")}`],
    ["a deeper key, written out", [maxSize], `x-l: &l {driver: local, options: {tag: a}}\n${web("logging: *l")}`, `x-l: &l {driver: local, options: {tag: a}}\n${web("logging:", "  driver: local", "  options:", "    tag: a", "    max-size: 1m")}`],
    ["a longer list", [drop], `x-d: &d ['A', B]\n${web("cap_drop: *d")}`, `x-d: &d ['A', B]\n${web("cap_drop:", "  - 'A'", "  - B", "  - ALL")}`],
    ["a list with two more items", [drop, append([...at, "cap_drop"], "B")], `x-d: &d [A]\n${web("cap_drop: *d")}`, `x-d: &d [A]\n${web("cap_drop:", "  - A", "  - ALL", "  - B")}`],
    ["a longer list with variables", [drop], `x-d: &d\n  - \${A:-A}\n${web("cap_drop: *d")}`, `x-d: &d\n  - \${A:-A}\n${web("cap_drop:", "  - ${A:-A}", "  - ALL")}`],
    ["a merged value beside the merge", [drop], `x-a: &a {cap_drop: [A]}\n${web("<<: *a", "image: b")}`, `x-a: &a {cap_drop: [A]}\n${web("<<: *a", "image: b", "cap_drop:", "  - A", "  - ALL")}`],
    ["a value from a list of merges", [set([...at, "init"], false)], `x-a: &a {init: true}\nx-b: &b {tty: true}\n${web("<<: [*b, *a]")}`, `x-a: &a {init: true}\nx-b: &b {tty: true}\n${web("<<: [*b, *a]", "init: false")}`],
    ["a scalar alias", [set([...at, "stop_signal"], "SIGINT")], `x-s: &s SIGTERM\n${web("stop_signal: *s # why")}`, `x-s: &s SIGTERM\n${web("stop_signal: SIGINT # why")}`],
    ["an alias that is the whole service", [set([...at, "init"], true)], "services:\n  api: &api\n    image: a\n  web: *api # same\n", "services:\n  api: &api\n    image: a\n  web: # same\n    <<: *api\n    init: true\n"],
    ["a key that is only an alias, removed", [remove([...at, "logging"])], `x-l: &l {driver: local}\n${web("image: a", "logging: *l")}`, `x-l: &l {driver: local}\n${web("image: a")}`],
    ["the name of a key that is an alias", [rename([...at, "port"], "ports")], `x-p: &p ["80"]\n${web("port: *p")}`, `x-p: &p ["80"]\n${web("ports: *p")}`],
  ])("%s", (_title, operations, before, after) => {
    expect(patch(before, operations)).toBe(after);
  });
});

describe("what is shared is edited where it is written if all want it", () => {
  const both = (operation: (service: readonly string[]) => Operation): readonly Operation[] => [operation(at), operation(["services", "api"])];
  it.each<Row>([
    ["a whole service", both((service) => set([...service, "init"], true)), "services:\n  web: &web\n    image: a\n  api: *web\n", "services:\n  web: &web\n    image: a\n    init: true\n  api: *web\n"],
    ["a list", both((service) => append([...service, "cap_drop"], "ALL")), `x-d: &d [A]\n${web("cap_drop: *d")}${api("cap_drop: *d")}`, `x-d: &d [A, ALL]\n${web("cap_drop: *d")}${api("cap_drop: *d")}`],
    ["a merged mapping", both((service) => set([...service, "labels", "a"], "b")), `x-a: &a\n  labels:\n    c: d\n${web("<<: *a")}${api("<<: *a")}`, `x-a: &a\n  labels:\n    c: d\n    a: b\n${web("<<: *a")}${api("<<: *a")}`],
    ["a scalar", both((service) => set([...service, "stop_signal"], "SIGINT")), `${web("stop_signal: &s SIGTERM")}${api("stop_signal: *s")}`, `${web("stop_signal: &s SIGINT")}${api("stop_signal: *s")}`],
  ])("%s", (_title, operations, before, after) => {
    expect(patch(before, operations, { atAnchor: true })).toBe(after);
  });

  it("and not if one does not want it", () => {
    const before = "services:\n  web: &web\n    image: a\n  api: *web\n";
    expect(patch(before, [set([...at, "init"], true)])).toBe("unproven: the edit would change something else as well");
    expect(patch(before, [set([...at, "init"], true)], { atAnchor: true })).toBe("unproven: the edit would change something else as well");
  });
});

describe("a fix is refused", () => {
  it.each<Row>([
    ["if the key is merged in and has to go", [remove([...at, "init"])], `x-a: &a {init: true}\n${web("<<: *a", "image: b")}`, "refused: the key arrives by `<<` from an anchor, and what is merged cannot be taken out of one mapping alone"],
    ["if a whole service would be written out", [set([...at, "image"], "b")], "services:\n  api: &api\n    image: a\n  web: *api\n", "refused: the service is shared with others through an anchor"],
    ["if variables would be written out", [maxSize], `x-l: &l {options: {tag: $TAG}}\n${web("logging: *l")}`, "refused: the value is shared with others through an anchor, and it contains variables"],
    ["if an anchor that others use would go", [remove([...at, "init"])], `${web("image: a", "init: &on true")}${api("read_only: *on")}`, "unproven: the edited file would have a new fault"],
  ])("%s", (_title, operations, before, after) => {
    expect(patch(before, operations)).toBe(after);
  });
});

describe("an anchor of the file is used", () => {
  const logging = set([...at, "logging"], { driver: "local" });
  it.each<Row>([
    ["if it says the same and stands above", [logging], `x-l: &l {driver: local}\n${web("image: a")}`, `x-l: &l {driver: local}\n${web("image: a", "logging: *l")}`],
    ["in flow style", [logging], "x-l: &l {driver: local}\nservices: {web: {image: a}}\n", "x-l: &l {driver: local}\nservices: {web: {image: a, logging: *l}}\n"],
    ["but not if it says more", [logging], `x-l: &l {driver: local, options: {tag: a}}\n${web("image: a")}`, `x-l: &l {driver: local, options: {tag: a}}\n${web("image: a", "logging:", "  driver: local")}`],
    ["but not if it stands below", [logging], `${web("image: a")}x-l: &l {driver: local}\n`, `${web("image: a", "logging:", "  driver: local")}x-l: &l {driver: local}\n`],
  ])("%s", (_title, operations, before, after) => {
    expect(patch(before, operations)).toBe(after);
  });
});
