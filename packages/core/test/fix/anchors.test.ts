import { describe, expect, it } from "vitest";
import { append, copy, remove, rename, respell, set, type Operation } from "../../src/compose/operation.js";
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
    ["a key that is there, over the merged one", [set([...at, "logging", "driver"], "none")], `x-l: &l {driver: local, options: {tag: a}}\n${web("logging: *l")}`, `x-l: &l {driver: local, options: {tag: a}}\n${web("logging:", "  <<: *l", "  driver: none")}`],
    ["the only key that is there, without the merge", [set([...at, "logging", "driver"], "none")], `x-l: &l {driver: local}\n${web("logging: *l")}`, `x-l: &l {driver: local}\n${web("logging:", "  driver: none")}`],
    ["a deeper key, in a copy of what holds it", [maxSize], `x-l: &l {driver: local, options: {tag: a}}\n${web("logging: *l")}`, `x-l: &l {driver: local, options: {tag: a}}\n${web("logging:", "  <<: *l", "  options:", "    tag: a", "    max-size: 1m")}`],
    ["a deeper key beside variables", [maxSize], `x-l: &l\n  options:\n    tag: "$TAG" # ours\n${web("logging: *l")}`, `x-l: &l\n  options:\n    tag: "$TAG" # ours\n${web("logging:", "  options:", '    tag: "$TAG"', '    max-size: "1m"')}`],
    ["one key less, written out", [remove([...at, "logging", "driver"])], `x-l: &l {driver: local, options: {tag: a}}\n${web("logging: *l")}`, `x-l: &l {driver: local, options: {tag: a}}\n${web("logging:", "  options:", "    tag: a")}`],
    ["a key of another name, written out", [rename([...at, "logging", "optoins"], "options")], `x-l: &l {driver: local, optoins: {tag: a}}\n${web("logging: *l")}`, `x-l: &l {driver: local, optoins: {tag: a}}\n${web("logging:", "  driver: local", "  options:", "    tag: a")}`],
    ["a longer list", [drop], `x-d: &d ['A', B]\n${web("cap_drop: *d")}`, `x-d: &d ['A', B]\n${web("cap_drop:", "  - 'A'", "  - B", "  - ALL")}`],
    ["a list with two more items", [drop, append([...at, "cap_drop"], "B")], `x-d: &d [A]\n${web("cap_drop: *d")}`, `x-d: &d [A]\n${web("cap_drop:", "  - A", "  - ALL", "  - B")}`],
    ["a longer list with variables", [drop], `x-d: &d\n  - \${A:-A}\n${web("cap_drop: *d")}`, `x-d: &d\n  - \${A:-A}\n${web("cap_drop:", "  - ${A:-A}", "  - ALL")}`],
    ["a merged value beside the merge", [drop], `x-a: &a {cap_drop: [A]}\n${web("<<: *a", "image: b")}`, `x-a: &a {cap_drop: [A]}\n${web("<<: *a", "image: b", "cap_drop:", "  - A", "  - ALL")}`],
    ["a value from a list of merges", [set([...at, "init"], false)], `x-a: &a {init: true}\nx-b: &b {tty: true}\n${web("<<: [*b, *a]")}`, `x-a: &a {init: true}\nx-b: &b {tty: true}\n${web("<<: [*b, *a]", "init: false")}`],
    ["a scalar alias", [set([...at, "stop_signal"], "SIGINT")], `x-s: &s SIGTERM\n${web("stop_signal: *s # why")}`, `x-s: &s SIGTERM\n${web("stop_signal: SIGINT # why")}`],
    ["a key of a service that is an alias", [set([...at, "image"], "b")], `services:\n${api("image: a", "init: true").replace("api:", "api: &api")}  web: *api # same\n`, `services:\n${api("image: a", "init: true").replace("api:", "api: &api")}  web: # same\n    <<: *api\n    image: b\n`],
    ["a section of a service that is an alias", [append([...at, "dns"], "b")], `services:\n${api("image: a", "dns: [a]").replace("api:", "api: &api")}  web: *api\n`, `services:\n${api("image: a", "dns: [a]").replace("api:", "api: &api")}  web:\n    <<: *api\n    dns: [a, b]\n`],
    ["a key behind two aliases", [maxSize], `x-o: &o {tag: a}\nx-l: &l {driver: local, options: *o}\n${web("logging: *l")}`, `x-o: &o {tag: a}\nx-l: &l {driver: local, options: *o}\n${web("logging:", "  <<: *l", "  options:", "    <<: *o", "    max-size: 1m")}`],
    ["a key behind a merge and an alias", [maxSize], `x-l: &l\n  options:\n    tag: a\nx-a: &a\n  logging: *l\n${web("<<: *a", "image: b")}`, `x-l: &l\n  options:\n    tag: a\nx-a: &a\n  logging: *l\n${web("<<: *a", "image: b", "logging:", "  options:", "    tag: a", "    max-size: 1m")}`],
    ["a port that is an alias", [set([...at, "ports", 1, "host_ip"], "127.0.0.1")], `x-p: &p "80:80"\n${web("ports:", "  - 81:81", "  - *p # web")}`, `x-p: &p "80:80"\n${web("ports:", "  - 81:81", '  - "127.0.0.1:80:80" # web')}`],
    ["a port that is an alias, in its long form", [set([...at, "ports", 0, "mode"], "host")], `x-p: &p {target: 80}\n${web("ports:", "  - *p")}`, `x-p: &p {target: 80}\n${web("ports:", "  - <<: *p", "    mode: host")}`],
    ["a port in a list that is an alias", [set([...at, "ports", 0, "host_ip"], "127.0.0.1")], `x-p: &p\n  - 80:80 # web\n  - 81:81\n${web("ports: *p")}`, `x-p: &p\n  - 80:80 # web\n  - 81:81\n${web("ports:", "  - 127.0.0.1:80:80", "  - 81:81")}`],
    ["a variable in a list that is an alias", [set([...at, "environment", "A"], "b")], `x-e: &e\n  - A=a\n  - B=$B\n${web("environment: *e")}`, `x-e: &e\n  - A=a\n  - B=$B\n${web("environment:", "  - A=b", "  - B=$B")}`],
    ["a variable that is an alias in a list", [set([...at, "environment", "A"], "b")], `x-e: &e A=a\n${web("environment:", "  - *e", "  - B=b")}`, `x-e: &e A=a\n${web("environment:", "  - A=b", "  - B=b")}`],
    ["a variable that is merged in", [set([...at, "environment", "A"], "b")], `x-e: &e {A: a, B: $B}\n${web("environment:", "  <<: *e", "  C: c")}`, `x-e: &e {A: a, B: $B}\n${web("environment:", "  <<: *e", "  C: c", "  A: b")}`],
    ["a list without one of its items", [remove([...at, "dns", 0])], `x-d: &d\n  - a # one\n  - b\n${web("dns: *d")}`, `x-d: &d\n  - a # one\n  - b\n${web("dns:", "  - b")}`],
    ["literal text beside what changes", [set([...at, "healthcheck", "retries"], 5)], `x-h: &h\n  test: |\n    a\n    b\n  retries: 3\nx-i: &i\n  healthcheck: *h\n${web("<<: *i", "image: a")}`, `x-h: &h\n  test: |\n    a\n    b\n  retries: 3\nx-i: &i\n  healthcheck: *h\n${web("<<: *i", "image: a", "healthcheck:", '  test: "a\\nb\\n"', "  retries: 5")}`],
    ["a short form that has to become long", [set([...at, "build", "target"], "dev")], `x-b: &b ./app\n${web("build: *b # ours")}`, `x-b: &b ./app\n${web("build: # ours", "  context: ./app", "  target: dev")}`],
    ["what was only to be quoted", [respell([...at, "user"], "quoted", "1000")], `x-u: &u 1000\n${web("user: *u")}`, `x-u: &u 1000\n${web('user: "1000"')}`],
    ["an alias that is the whole service", [set([...at, "init"], true)], "services:\n  api: &api\n    image: a\n  web: *api # same\n", "services:\n  api: &api\n    image: a\n  web: # same\n    <<: *api\n    init: true\n"],
    ["a key that a later document lays over an alias", [set([...at, "labels", "a"], "1")], `${api("labels: &l {b: c}").replace("  api", "services:\n  api")}  web:\n    labels: *l\n---\n${web("init: true")}`, `${api("labels: &l {b: c}").replace("  api", "services:\n  api")}  web:\n    labels: *l\n---\n${web("init: true", "labels:", '  a: "1"')}`],
    ["a key that a later document lays over a service that is an alias", [set([...at, "init"], true)], `services:\n  api: &api {image: a}\n  web: *api\n---\nservices:\n  db: {image: b}\n`, `services:\n  api: &api {image: a}\n  web: *api\n---\nservices:\n  db: {image: b}\n  web:\n    init: true\n`],
    ["no item that a later document could take away from a service that is an alias", [remove([...at, "dns", 0])], "services:\n  api: &api {image: a, dns: [b]}\n  web: *api\n---\nservices:\n  web:\n    init: true\n", "refused: the list is written in another document or file, and can only be added to here"],
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
    ["the whole of what has the anchor, which stays", both((service) => set([...service, "logging"], { driver: "none" })), `${web("logging: &l {driver: local}")}${api("logging: *l")}`, `${web("logging: &l", "  driver: none")}${api("logging: *l")}`],
    ["an item", both((service) => remove([...service, "dns", 0])), `x-d: &d [a, b]\n${web("dns: *d")}${api("dns: *d")}`, `x-d: &d [b]\n${web("dns: *d")}${api("dns: *d")}`],
    ["a short form", both((service) => set([...service, "build", "target"], "dev")), `${web("build: &b .")}${api("build: *b")}`, `${web("build: &b", "  context: .", "  target: dev")}${api("build: *b")}`],
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
    ["if a whole service would be written out", [remove([...at, "init"])], "services:\n  api: &api\n    image: a\n    init: true\n  web: *api\n", "refused: the service is shared with others through an anchor"],
    ["if what is copied has a tag", [append([...at, "dns"], "b")], `x-d: &d [!!str 1]\n${web("dns: *d")}`, "refused: the value is shared with others through an anchor, and it has a tag"],
    ["if what is copied merges several others", [remove([...at, "labels", "c"])], `x-a: &a {a: a}\nx-b: &b {b: b}\nx-l: &l {<<: [*a, *b], c: c}\n${web("labels: *l")}`, "refused: the value is shared with others through an anchor, and merges others"],
    ["if the name is an item that is an alias", [rename([...at, "environment", "A"], "B")], `x-e: &e A=a\n${web("environment: [*e]")}`, "refused: the name is an item of a list, not a key"],
    ["if others take what is written here", [set([...at, "logging", "driver"], "none")], `${web("logging: &l {driver: local}")}${api("logging: *l")}`, "unproven: the edit would change something else as well"],
    ["if a service with an anchor would go", [remove(at)], `services:\n  web: &web {image: a}\n  api: {<<: *web, init: true}\n`, "unproven: the edited file would have a new fault"],
    ["if an anchor that others use would go with its list", [remove([...at, "dns"])], `${web("image: a", "dns: &d [a]")}${api("dns: *d")}`, "unproven: the edited file would have a new fault"],
    ["if an anchor that others use would mean another one", [remove([...at, "dns"])], `x-d: &d [b]\n${web("image: a", "dns: &d [a]")}${api("dns: *d")}`, "unproven: the edit would change something else as well"],
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

describe("a block that already says what is new", () => {
  const logging = [set([...at, "logging"], { driver: "local" })];
  const block = "x-l: &l {driver: local}\n";

  it("is named by its anchor", () => {
    expect(patch(block + web("image: a"), logging)).toBe(block + web("image: a", "logging: *l"));
  });

  it("is not named in another document, whose anchors are others", () => {
    expect(patch(`${block}---\n${web("image: a")}`, logging)).toBe(`${block}---\n${web("image: a", "logging:", "  driver: local")}`);
  });
});
