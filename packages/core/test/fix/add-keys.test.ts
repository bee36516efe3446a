import { describe, expect, it } from "vitest";
import { copy, set } from "../../src/compose/operation.js";
import { web } from "../rules/check.js";
import { patch } from "./patch.js";

const at = ["services", "web"];
const init = set([...at, "init"], true);
const options = set([...at, "logging", "options"], { "max-size": "1m", "max-file": "2" });
const driver = set([...at, "logging", "driver"], "local");

/** A title, a text before and after `init: true` is added to the service web. */
type Row = readonly [title: string, before: string, after: string];

const block: readonly Row[] = [
  ["behind the last key", web("image: a"), web("image: a", "init: true")],
  ["without a final line break", web("image: a").trimEnd(), web("image: a", "init: true").trimEnd()],
  ["before what follows", `${web("image: a")}\n  api:\n    image: b\n`, `${web("image: a", "init: true")}\n  api:\n    image: b\n`],
  ["with CRLF", "services:\r\n  web:\r\n    image: a\r\n", "services:\r\n  web:\r\n    image: a\r\n    init: true\r\n"],
  ["with a BOM", `\uFEFF${web("image: a")}`, `\uFEFF${web("image: a", "init: true")}`],
  ["with four blanks", "services:\n    web:\n        image: a\n", "services:\n    web:\n        image: a\n        init: true\n"],
  ["with one blank", "services:\n web:\n  image: a\n", "services:\n web:\n  image: a\n  init: true\n"],
  ["beside trailing blanks", "services: \n  web:  \n    image: a \t\n", "services: \n  web:  \n    image: a \t\n    init: true\n"],
  ["beside a tab behind the colon", "services:\n  web:\n    image:\ta\n", "services:\n  web:\n    image:\ta\n    init: true\n"],
  ["behind a comment on the line", web("image: a # pinned"), web("image: a # pinned", "init: true")],
  ["behind comments that stand deeper", web("image: a", "  # more on it", "  # and more"), web("image: a", "  # more on it", "  # and more", "init: true")],
  ["behind keys that are commented out", web("image: a", "# user: me", "# read_only: true"), web("image: a", "# user: me", "# read_only: true", "init: true")],
  ["before a remark in the same column", web("image: a", "# The next one is new."), web("image: a", "init: true", "# The next one is new.")],
  ["before a comment that stands less deep", `${web("image: a")}  # api:\n`, `${web("image: a", "init: true")}  # api:\n`],
  ["behind a nested mapping", web("build:", "  context: . # here"), web("build:", "  context: . # here", "init: true")],
  ["behind a list without indentation", web("group_add:", "- '80'"), web("group_add:", "- '80'", "init: true")],
  ["behind a plain text of two lines", web("command: echo", "  one"), web("command: echo", "  one", "init: true")],
  ["behind a quoted text of two lines", web('command: "echo', '  one" # long'), web('command: "echo', '  one" # long', "init: true")],
  ["behind literal text", web("command: |", "  one", "  two"), web("command: |", "  one", "  two", "init: true")],
  ["behind literal text with blank lines after it", `${web("command: |", "  one")}\n\n  api: {image: b}\n`, `${web("command: |", "  one", "init: true")}\n\n  api: {image: b}\n`],
  ["behind stripped text", web("command: |-", "  one"), web("command: |-", "  one", "init: true")],
  ["behind text that keeps its blank lines", `${web("command: |+", "  one")}\n\n  api: {image: b}\n`, `${web("command: |+", "  one")}\n\n    init: true\n  api: {image: b}\n`],
  ["behind kept text at the end of the file", `${web("command: |2+", "    one")}\n`, `${web("command: |2+", "    one")}\n    init: true\n`],
  ["behind kept text inside a mapping", `${web("build:", "  context: |+", "    one")}\n`, `${web("build:", "  context: |+", "    one")}\n    init: true\n`],
  ["behind folded text", web("command: >", "  one", "  two"), web("command: >", "  one", "  two", "init: true")],
  ["behind literal text, before a comment", web("command: |", "  one", "# the end"), web("command: |", "  one", "init: true", "# the end")],
  ["before the end of a document", `${web("image: a")}...\n`, `${web("image: a", "init: true")}...\n`],
  ["behind the start of a document", `--- # shop\n${web("image: a")}`, `--- # shop\n${web("image: a", "init: true")}`],
  ["in the document that says last", `${web("image: a")}---\n${web("user: b")}`, `${web("image: a")}---\n${web("user: b", "init: true")}`],
  ["beside quoted keys", web('"image": a'), web('"image": a', "init: true")],
  ["beside explicit keys", web("? image", ": a"), web("? image", ": a", "init: true")],
  ["in a service with an explicit key", "services:\n  ? web\n  : image: a\n", "services:\n  ? web\n  : image: a\n    init: true\n"],
  ["beside a merge key", `x-a: &a {tty: true}\n${web("image: a", "<<: *a")}`, `x-a: &a {tty: true}\n${web("image: a", "<<: *a", "init: true")}`],
  ["into a service with an anchor", "services:\n  web: &web\n    image: a\n", "services:\n  web: &web\n    image: a\n    init: true\n"],
];

const flow: readonly Row[] = [
  ["behind the last key", "services: {web: {image: a}}\n", "services: {web: {image: a, init: true}}\n"],
  ["with blanks at the brackets", "services: { web: { image: a } }\n", "services: { web: { image: a, init: true } }\n"],
  ["before a comma at the end", "services: {web: {image: a,}}\n", "services: {web: {image: a, init: true}}\n"],
  ["into an empty mapping", "services: {web: {}}\n", "services: {web: {init: true}}\n"],
  ["into an empty mapping with a comment", "services: {web: {\n  # later\n}}\n", "services: {web: {init: true\n  # later\n}}\n"],
  ["on a line of its own", "services:\n  web: {\n    image: a # pinned\n  }\n", "services:\n  web: {\n    image: a, # pinned\n    init: true\n  }\n"],
  ["on a line of its own, behind a comma", "services:\n  web: {\n    image: a, # pinned\n  }\n", "services:\n  web: {\n    image: a, # pinned\n    init: true\n  }\n"],
  ["behind a comment with a comma", "services:\n  web: {\n    image: a # one, two\n  }\n", "services:\n  web: {\n    image: a, # one, two\n    init: true\n  }\n"],
  ["before a comment at the end", "services:\n  web: {\n    image: a,\n    user: b\n    # end\n  }\n", "services:\n  web: {\n    image: a,\n    user: b,\n    init: true\n    # end\n  }\n"],
  ["where the first key is on the bracket's line", "services:\n  web: {image: a,\n        user: b}\n", "services:\n  web: {image: a,\n        user: b, init: true}\n"],
  ["in JSON", '{"services": {"web": {"image": "a"}}}', '{"services": {"web": {"image": "a", "init": true}}}'],
  ["in JSON of many lines", '{\n  "services": {\n    "web": {\n      "image": "a"\n    }\n  }\n}\n', '{\n  "services": {\n    "web": {\n      "image": "a",\n      "init": true\n    }\n  }\n}\n'],
  ["in JSON with tabs", '{\n\t"services": {\n\t\t"web": {\n\t\t\t"image": "a"\n\t\t}\n\t}\n}\n', '{\n\t"services": {\n\t\t"web": {\n\t\t\t"image": "a",\n\t\t\t"init": true\n\t\t}\n\t}\n}\n'],
];

describe("a key is added in block style", () => {
  it.each(block)("%s", (_title, before, after) => {
    expect(patch(before, [init])).toBe(after);
  });
});

describe("a key is added in flow style", () => {
  it.each(flow)("%s", (_title, before, after) => {
    expect(patch(before, [init])).toBe(after);
  });
});

describe("several keys are added", () => {
  it.each<Row>([
    ["to one mapping", web("logging: # ours", "  driver: local"), web("init: true", "logging: # ours", "  driver: local", "  options:", '    max-size: "1m"', '    max-file: "2"')],
    ["to an empty mapping", web("logging: {}"), web("init: true", 'logging: {options: {max-size: "1m", max-file: "2"}}')],
  ])("%s", (_title, before, after) => {
    expect(patch(before, [init, options])).toBe(after);
  });

  it("to one mapping of one line", () => {
    expect(patch(web("logging: {}"), [driver, options])).toBe(web('logging: {driver: local, options: {max-size: "1m", max-file: "2"}}'));
    expect(patch("services: {web: {image: a}}\n", [init, set([...at, "tty"], true)])).toBe("services: {web: {image: a, init: true, tty: true}}\n");
  });

  it("to one mapping of several lines", () => {
    const before = '{"services": {"web": {\n  "image": "a"\n}}}\n';
    expect(patch(before, [init, set([...at, "tty"], true)])).toBe('{"services": {"web": {\n  "image": "a",\n  "init": true,\n  "tty": true\n}}}\n');
  });

  it("with the mappings above them", () => {
    expect(patch(web("image: a"), [set([...at, "deploy", "resources", "limits", "pids"], 5)])).toBe(web("image: a", "deploy:", "  resources:", "    limits:", "      pids: 5"));
    expect(patch("services: {web: {image: a}}\n", [set([...at, "deploy", "resources"], {})])).toBe("services: {web: {image: a, deploy: {resources: {}}}}\n");
  });
});

describe("a section is added", () => {
  const volume = set(["volumes", "data"], {});
  it.each<Row>([
    ["with a blank line above it", web("image: a"), `${web("image: a")}\nvolumes:\n  data: {}\n`],
    ["with a blank line where others have one", `name: shop\n\n${web("image: a")}`, `name: shop\n\n${web("image: a")}\nvolumes:\n  data: {}\n`],
    ["without one where others have none", `name: shop\n${web("image: a")}`, `name: shop\n${web("image: a")}volumes:\n  data: {}\n`],
    ["with CRLF", "services:\r\n  web: {image: a}\r\n", "services:\r\n  web: {image: a}\r\n\r\nvolumes:\r\n  data: {}\r\n"],
    ["in flow style", "{services: {web: {image: a}}}\n", "{services: {web: {image: a}}, volumes: {data: {}}}\n"],
  ])("%s", (_title, before, after) => {
    expect(patch(before, [volume])).toBe(after);
  });
});

describe("a key is added behind another one", () => {
  const behindImage = set([...at, "init"], true, { after: "image" });
  it.each<Row>([
    ["in block style", web("image: a # pinned", "# tty:", "tty: true"), web("image: a # pinned", "init: true", "# tty:", "tty: true")],
    ["in flow style", "services: {web: {image: a, tty: true}}\n", "services: {web: {image: a, init: true, tty: true}}\n"],
    ["in flow style of several lines", "services: {web: {\n  image: a, # pinned\n  tty: true\n}}\n", "services: {web: {\n  image: a, # pinned\n  init: true,\n  tty: true\n}}\n"],
    ["with its comma on the next line", "services: {web: {\n  image: a\n  , tty: true\n}}\n", "services: {web: {\n  image: a, init: true\n  , tty: true\n}}\n"],
    ["or at the end if that is not there", web("tty: true", "build: ."), web("tty: true", "build: .", "init: true")],
  ])("%s", (_title, before, after) => {
    expect(patch(before, [behindImage])).toBe(after);
  });
});

describe("a value is copied as it is written", () => {
  const memory = copy([...at, "mem_limit"], [...at, "memswap_limit"]);
  it.each<Row>([
    ["plain", web("mem_limit: 512m # peak"), web("mem_limit: 512m # peak", "memswap_limit: 512m")],
    ["with its quotes", web("mem_limit: '512m'"), web("mem_limit: '512m'", "memswap_limit: '512m'")],
    ["with its variables", web('mem_limit: "${M:-1g}"'), web('mem_limit: "${M:-1g}"', 'memswap_limit: "${M:-1g}"')],
    ["over a value that is there", web("mem_limit: 512m", "memswap_limit: 1g # too much"), web("mem_limit: 512m", "memswap_limit: 512m # too much")],
    ["without its anchor", web("mem_limit: &m 512m"), web("mem_limit: &m 512m", "memswap_limit: 512m")],
    ["not from several lines", web("mem_limit: >-", "  512m"), "refused: the value to copy is not written on one line"],
  ])("%s", (_title, before, after) => {
    expect(patch(before, [memory])).toBe(after);
  });
});

describe("a key is added to what has no value", () => {
  it.each<Row>([
    ["in block style", "services:\n  web:\n", "services:\n  web:\n    init: true\n"],
    ["beside a comment", "services:\n  web: # later\n", "services:\n  web: # later\n    init: true\n"],
    ["beside blanks", "services:\n  web:  \n  api: {image: b}\n", "services:\n  web:\n    init: true\n  api: {image: b}\n"],
    ["with an anchor", "services:\n  web: &web\n", "services:\n  web: &web\n    init: true\n"],
    ["in flow style", "services: {web: , api: {image: b}}\n", "services: {web: {init: true}, api: {image: b}}\n"],
    ["that is spelled out", "services:\n  web: ~ # later\n", "services:\n  web: # later\n    init: true\n"],
  ])("%s", (_title, before, after) => {
    expect(patch(before, [init])).toBe(after);
  });

  it("but not to a text", () => {
    expect(patch("services:\n  web: text\n", [init])).toBe("refused: the value is written in a short form that has no place for it");
  });
});
