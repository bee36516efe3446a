import { describe, expect, it } from "vitest";
import { rename, respell, set, type Operation } from "../../src/compose/operation.js";
import { web } from "../rules/check.js";
import { patch } from "./patch.js";
import { table } from "./table.js";

const at = ["services", "web"];

table("a key is renamed", [rename([...at, "port"], "ports")], [
  ["in place", web("port: # open", "  - '80:80'", "init: true"), web("ports: # open", "  - '80:80'", "init: true")],
  ["in its quotes", web("'port': [80]"), web("'ports': [80]")],
  ["in flow style", "services: {web: {port: [80], init: true}}\n", "services: {web: {ports: [80], init: true}}\n"],
  ["of JSON", '{"services": {"web": {"port": ["80"]}}}', '{"services": {"web": {"ports": ["80"]}}}'],
  ["with an explicit key", web("? port", ": [80]"), web("? ports", ": [80]")],
  ["with an anchor on it", web("&p port: [80]"), web("&p ports: [80]")],
  ["with an anchor behind it", web("port: &p [80]", "x-p: *p"), web("ports: &p [80]", "x-p: *p")],
  ["before a tab", web("port:\t[80]"), web("ports:\t[80]")],
  ["that two documents say", `${web("port: [80]")}---\n${web("port: [81]")}`, `${web("ports: [80]")}---\n${web("ports: [81]")}`],
  ["but not over one that is there", web("port: [80]", "ports: [81]"), "unproven: the edited file would have a new fault"],
  ["that is not there", web("image: a"), "refused: the key is not written where it takes effect"],
]);

table("a variable is renamed", [rename([...at, "environment", "OLD"], "NEW")], [
  ["in a mapping", web("environment:", "  OLD: a"), web("environment:", "  NEW: a")],
  ["in a list", web("environment:", "  - 'OLD=a=$B' # why"), web("environment:", "  - 'NEW=a=$B' # why")],
  ["in a list without a value", web("environment: [OLD]"), web("environment: [NEW]")],
  ["wherever it stands", `${web("environment: [OLD=a]")}---\n${web("environment: {OLD: b}")}`, `${web("environment: [NEW=a]")}---\n${web("environment: {NEW: b}")}`],
]);

table("a key gets a name that needs quotes", [rename([...at, "labels", "a"], "b: c")], [
  ["in block style", web("labels:", "  a: d"), web("labels:", '  "b: c": d')],
  ["in flow style", web("labels: {a: d}"), web('labels: {"b: c": d}')],
  ["in a list, where it needs none", web("labels: [a=d]"), web('labels: ["b: c=d"]')],
]);

table("a service is renamed", [rename(at, "shop")], [
  ["with all that is in it", web("image: a # pinned"), "services:\n  shop:\n    image: a # pinned\n"],
  ["in flow style", "services: {web: {image: a}}\n", "services: {shop: {image: a}}\n"],
]);

table("a name in a list of names is changed", [rename([...at, "depends_on", "old"], "api")], [
  ["in a list", `${web("depends_on:", "  - old # first")}  api: {image: a}\n`, `${web("depends_on:", "  - api # first")}  api: {image: a}\n`],
  ["in a mapping", `${web("depends_on: {old: {condition: service_started}}")}  api: {image: a}\n`, `${web("depends_on: {api: {condition: service_started}}")}  api: {image: a}\n`],
]);

table("a number becomes text", [respell([...at, "labels", "a"], "quoted", "1.10")], [
  ["in block style", web("labels:", "  a: 1.10 # why"), web("labels:", '  a: "1.10" # why')],
  ["in the file's quotes", web("image: 'b'", "labels:", "  a: 1.10"), web("image: 'b'", "labels:", "  a: '1.10'")],
  ["in flow style", web("labels: {a: 1.10}"), web('labels: {a: "1.10"}')],
  ["behind a tab", web("labels:", "  a:\t1.10"), web("labels:", '  a:\t"1.10"')],
  ["from an alias, for one service", `x-l: &l {a: 1.10, b: c}\n${web("labels: *l")}`, `x-l: &l {a: 1.10, b: c}\n${web("labels:", "  <<: *l", '  a: "1.10"')}`],
]);

table("text is put in quotes", [respell([...at, "labels", "a"], "quoted")], [
  ["in block style", web("labels:", "  a: b c"), web("labels:", '  a: "b c"')],
  ["over two lines, as one", web("labels:", "  a: b", "    c"), web("labels:", '  a: "b c"')],
  ["in a list, with its name", web("labels:", "  - a=b"), web("labels:", '  - "a=b"')],
  ["that has them", web("labels:", "  a: 'b'"), web("labels:", "  a: 'b'")],
]);

table("nothing becomes empty text", [respell([...at, "labels", "a"], "quoted", "")], [
  ["behind the colon", web("labels:", "  a: # why", "  b: c"), web("labels:", '  a: "" # why', "  b: c")],
  ["in flow style", web("labels: {a: , b: c}"), web('labels: {a: "", b: c}')],
]);

table("variables become text", [respell([...at, "labels", "a"], "escaped", "$B ${C:-d} $E")], [
  ["in block style", web("labels:", "  a: $B ${C:-d} $$E"), web("labels:", "  a: $$B $${C:-d} $$E")],
  ["in quotes", web('labels: {a: "$B ${C:-d} $$E"}'), web('labels: {a: "$$B $${C:-d} $$E"}')],
  ["in literal text", web("labels:", "  a: |-", "    $B ${C:-d} $$E"), web("labels:", "  a: |-", "    $$B $${C:-d} $$E")],
]);

describe("something is declared", () => {
  it.each<readonly [title: string, operation: Operation, before: string, after: string]>([
    ["a volume beside others", set(["volumes", "data"], {}), `${web("image: a")}volumes:\n  other: # o\n`, `${web("image: a")}volumes:\n  other: # o\n  data: {}\n`],
    ["a volume in an empty section", set(["volumes", "data"], {}), `${web("image: a")}volumes: {}\n`, `${web("image: a")}volumes: {data: {}}\n`],
    ["a volume in a section without a value", set(["volumes", "data"], {}), `${web("image: a")}volumes: # none\n`, `${web("image: a")}volumes: # none\n  data: {}\n`],
    ["a network in a new section", set(["networks", "front"], {}), web("image: a"), `${web("image: a")}\nnetworks:\n  front: {}\n`],
    ["a network at the end of sections", set(["networks", "front"], {}), `${web("image: a")}\nvolumes:\n  data:\n\n# That is all.\n`, `${web("image: a")}\nvolumes:\n  data:\n\nnetworks:\n  front: {}\n\n# That is all.\n`],
    ["a network in flow style", set(["networks", "front"], {}), "services: {web: {image: a}}\nnetworks: {back: {}}\n", "services: {web: {image: a}}\nnetworks: {back: {}, front: {}}\n"],
    ["a secret", set(["secrets", "token"], { file: "./token.txt" }), web("secrets: [token]"), `${web("secrets: [token]")}\nsecrets:\n  token:\n    file: ./token.txt\n`],
    ["a secret of JSON", set(["secrets", "token"], { file: "./token.txt" }), '{\n  "services": {"web": {"image": "a"}}\n}\n', '{\n  "services": {"web": {"image": "a"}},\n  "secrets": {"token": {"file": "./token.txt"}}\n}\n'],
    ["in front of the end of the document", set(["volumes", "data"], {}), `--- # shop\n${web("image: a")}...\n`, `--- # shop\n${web("image: a")}\nvolumes:\n  data: {}\n...\n`],
    ["in the last of several documents that has the section", set(["volumes", "data"], {}), `${web("image: a")}volumes: {a: {}}\n---\nvolumes: {b: {}}\n`, `${web("image: a")}volumes: {a: {}}\n---\nvolumes: {b: {}, data: {}}\n`],
    ["more about what is only named", set(["volumes", "data", "name"], "d"), `${web("image: a")}volumes:\n  data:\n  other:\n`, `${web("image: a")}volumes:\n  data:\n    name: d\n  other:\n`],
    ["more about what is only named, in flow style", set(["volumes", "data", "name"], "d"), `${web("image: a")}volumes: {data: , other: }\n`, `${web("image: a")}volumes: {data: {name: d}, other: }\n`],
  ])("%s", (_title, operation, before, after) => {
    expect(patch(before, [operation])).toBe(after);
  });
});
