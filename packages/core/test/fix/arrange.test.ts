import { describe, expect, it } from "vitest";
import { arrange, append, set } from "../../src/compose/operation.js";
import { web } from "../rules/check.js";
import { patch } from "./patch.js";
import { table } from "./table.js";

const at = ["services", "web"];

table("keys are put in order", [arrange(at, ["image", "user", "tty"])], [
  ["in block style", web("tty: true", "user: b", "image: a"), web("image: a", "user: b", "tty: true")],
  ["and the others follow", web("init: true", "tty: true", "image: a", "user: b"), web("image: a", "user: b", "tty: true", "init: true")],
  ["of those that are there", web("tty: true", "image: a"), web("image: a", "tty: true")],
  ["as they are", web("image: a", "user: b"), web("image: a", "user: b")],
  ["with the comments above and beside them", web("# t", "tty: true # tt", "# i", "# j", "image: a # ii"), web("# i", "# j", "image: a # ii", "# t", "tty: true # tt")],
  ["with the comments below that stand deeper", web("tty: true", "  # tt", "image: a"), web("image: a", "tty: true", "  # tt")],
  ["but not the comment at the end", web("tty: true", "image: a", "# the end"), web("image: a", "tty: true", "# the end")],
  ["with all that is under them", web("tty: true", "user: |", "  a", "  b", "image: a"), web("image: a", "user: |", "  a", "  b", "tty: true")],
  ["and blank lines stay", "services:\n  web:\n    tty: true\n\n    image: a\n    user: b\n\n  api: {image: c}\n", "services:\n  web:\n    image: a\n\n    user: b\n    tty: true\n\n  api: {image: c}\n"],
  ["at the end of a file without line break", web("tty: true", "image: a").trimEnd(), web("image: a", "tty: true").trimEnd()],
  ["with CRLF", "services:\r\n  web:\r\n    tty: true\r\n    image: a\r\n", "services:\r\n  web:\r\n    image: a\r\n    tty: true\r\n"],
  ["in flow style", "services: {web: {tty: true, user: b, image: a}}\n", "services: {web: {image: a, user: b, tty: true}}\n"],
  ["in flow style of several lines", "services:\n  web: {\n    tty: true,\n    image: a\n  }\n", "services:\n  web: {\n    image: a,\n    tty: true\n  }\n"],
  ["but not around comments in flow style", "services:\n  web: {\n    tty: true, # t\n    image: a\n  }\n", "refused: there are comments between its parts"],
  ["of JSON", '{"services": {"web": {\n  "tty": true,\n  "image": "a"\n}}}\n', '{"services": {"web": {\n  "image": "a",\n  "tty": true\n}}}\n'],
  ["with explicit keys", web("? tty", ": true", "image: a"), web("image: a", "? tty", ": true")],
  ["with a merge key where it was", `x-a: &a {init: true}\n${web("tty: true", "<<: *a", "image: a")}`, `x-a: &a {init: true}\n${web("image: a", "tty: true", "<<: *a")}`],
  ["but not an alias in front of its anchor", web("init: &on true", "tty: *on"), "unproven: the edited file would have a new fault"],
  ["but not the keys of an alias", "x-a: &a {tty: true, image: a}\nservices:\n  web: *a\n", "refused: its order is written where others have it from"],
  ["but not a text that a line break would change", web("tty: true", "image: |", "  a").trimEnd(), "unproven: the edit would change something else as well"],
]);

table("sections are put in order", [arrange([], ["name", "services", "volumes"])], [
  ["with the blank lines where they were", `${web("image: a")}\n# data\nvolumes:\n  data:\n\nname: shop\n`, `name: shop\n\n${web("image: a")}\n# data\nvolumes:\n  data:\n`],
  ["behind a BOM", `\uFEFFvolumes: {}\n${web("image: a")}`, `\uFEFF${web("image: a")}volumes: {}\n`],
  ["in JSON", '{"volumes": {}, "services": {"web": {"image": "a"}}}', '{"services": {"web": {"image": "a"}}, "volumes": {}}'],
]);

table("items are put in order", [arrange([...at, "env_file"], [1, 0])], [
  ["in block style", web("env_file:", "  - a # one", "  # two", "  - b"), web("env_file:", "  # two", "  - b", "  - a # one")],
  ["without indentation", web("env_file:", "- a", "- b", "- c"), web("env_file:", "- b", "- a", "- c")],
  ["in flow style", web("env_file: [a, 'b']"), web("env_file: ['b', a]")],
  ["with all that is under them", web("env_file:", "  - path: a", "    required: false", "  - b"), web("env_file:", "  - b", "  - path: a", "    required: false")],
  ["of an alias, for one service", `x-e: &e [a, b]\n${web("env_file: *e")}`, `x-e: &e [a, b]\n${web("env_file:", "  - b", "  - a")}`],
  ["of two documents, not", `${web("env_file: [a]")}---\n${web("env_file: [b]")}`, "refused: the list is written in a form that is not edited"],
]);

table("variables are put in order", [arrange([...at, "environment"], ["A", "B"])], [
  ["in a mapping", web("environment:", "  B: b", "  A: a"), web("environment:", "  A: a", "  B: b")],
  ["in a list", web("environment:", "  - B=b", "  - A=a"), web("environment:", "  - A=a", "  - B=b")],
]);

table("what is new stands", [set([...at, "logging", "driver"], "local")], [
  ["in front of what belongs behind it", web("logging: # ours", "  # one", "  options: {tag: a}"), web("logging: # ours", "  driver: local", "  # one", "  options: {tag: a}")],
  ["in front in flow style", web("logging: {options: {tag: a}}"), web("logging: {driver: local, options: {tag: a}}")],
  ["in front on a line of its own", web("logging: {", "  # one", "  options: {tag: a}", "}"), web("logging: {", "  driver: local,", "  # one", "  options: {tag: a}", "}")],
  ["in front in JSON", '{"services": {"web": {"logging": {\n  "options": {"tag": "a"}\n}}}}\n', '{"services": {"web": {"logging": {\n  "driver": "local",\n  "options": {"tag": "a"}\n}}}}\n'],
  ["behind a merge key", `x-l: &l {x-a: b}\n${web("logging:", "  <<: *l", "  options: {tag: a}")}`, `x-l: &l {x-a: b}\n${web("logging:", "  <<: *l", "  driver: local", "  options: {tag: a}")}`],
  ["in front of a text that a line break would change", web("logging:", "  x-a: |", "    b").trimEnd(), web("logging:", "  driver: local", "  x-a: |", "    b").trimEnd()],
]);

table("a new key of a service stands", [set([...at, "init"], true)], [
  ["where neighbours have it", `${web("image: a", "user: b", "tty: true")}  api:\n    image: c\n    init: false\n    user: d\n`, `${web("image: a", "init: true", "user: b", "tty: true")}  api:\n    image: c\n    init: false\n    user: d\n`],
  ["where most neighbours have it", `${web("image: a", "user: b")}  api: {image: c, init: false}\n  db: {user: c, init: false}\n  job: {user: c, init: false}\n`, `${web("image: a", "user: b", "init: true")}  api: {image: c, init: false}\n  db: {user: c, init: false}\n  job: {user: c, init: false}\n`],
  ["where it usually does", web("image: a", "volumes: []", "ports: [80]"), web("image: a", "init: true", "volumes: []", "ports: [80]")],
  ["in front if it usually does", web("volumes: []", "ports: [80]"), web("init: true", "volumes: []", "ports: [80]")],
  ["but not if the file has another order", web("volumes: []", "ports: [80]", "environment: []"), web("volumes: []", "ports: [80]", "environment: []", "init: true")],
  ["in front of a text that a line break would change", web("image: a", "command: |", "  b").trimEnd(), web("image: a", "init: true", "command: |", "  b").trimEnd()],
  ["in front of it if that is all there is", web("command: |", "  b").trimEnd(), web("init: true", "command: |", "  b").trimEnd()],
]);

describe("an item is not added", () => {
  it("behind a text that a line break would change", () => {
    expect(patch(web("command:", "  - |", "    b").trimEnd(), [append([...at, "command"], "c")])).toBe("refused: the file ends in a text that a line break would change");
  });
});
