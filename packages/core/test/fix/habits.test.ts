import { describe, expect, it } from "vitest";
import { append, set } from "../../src/compose/operation.js";
import { loadProject } from "../../src/compose/load.js";
import { habitsOf } from "../../src/fix/habits.js";
import type { WritingStyle } from "../../src/yaml/write.js";
import { folder, web } from "../rules/check.js";
import { patch } from "./patch.js";

const usual: WritingStyle = { lineBreak: "\n", indent: 2, sequenceIndent: 2, quote: '"', flowLists: false, quoteAll: false };

function habits(text: string): WritingStyle {
  const { tree } = loadProject(folder(text), "compose.yaml");
  if (!tree) throw new Error("The text of a test must be a Compose file.");
  return habitsOf(tree.origin.file, [tree.origin.node]);
}

describe("the habits of a file", () => {
  it.each<readonly [title: string, text: string, differs: Partial<WritingStyle>]>([
    ["are the usual ones without an example", "services: {web: {image: a}}\n", {}],
    ["are four blanks", "services:\n    web:\n        image: a\n", { indent: 4, sequenceIndent: 4 }],
    ["are one blank", "services:\n web:\n  image: a\n", { indent: 1, sequenceIndent: 1 }],
    ["are those of the majority", "services:\n  web:\n    build:\n       context: .\n    labels:\n      a: b\n", {}],
    ["are lists without indentation", web("ports:", "- 80"), { sequenceIndent: 0 }],
    ["are lists of the majority", web("ports:", "- 80", "cap_drop:", "  - A", "dns:", "  - b"), {}],
    ["are single quotes", web("image: 'a'", "user: 'b'", 'hostname: "c"'), { quote: "'" }],
    ["are the quotes seen first in a tie", web('image: "a"', "user: 'b'"), {}],
    ["are lists in flow style", web("cap_drop: [A]", 'ports: ["80"]', "dns:", "  - b"), { flowLists: true }],
    ["are no lists in flow style because of an empty one", web("cap_drop: []"), {}],
    ["are CRLF", "services:\r\n  web: {image: a}\r\n", { lineBreak: "\r\n" }],
    ["are those of JSON", '{"services": {"web": {"image": "a"}}}', { quoteAll: true }],
    ["are not those of JSON with one plain key", '{"services": {web: {"image": "a"}}}', {}],
  ])("%s", (_title, text, differs) => {
    expect(habits(text)).toEqual({ ...usual, ...differs });
  });
});

describe("new text follows the habits of the file", () => {
  const at = ["services", "web"];
  const logging = set([...at, "logging"], { driver: "a", options: { size: "1" } });
  const drop = append([...at, "cap_drop"], "ALL");
  it.each<readonly [title: string, before: string, after: string]>([
    [
      "of four blanks",
      "services:\n    web:\n        image: a\n",
      'services:\n    web:\n        image: a\n        cap_drop:\n            - ALL\n        logging:\n            driver: a\n            options:\n                size: "1"\n',
    ],
    ["of lists without indentation", web("ports:", "- '80:80'"), web("ports:", "- '80:80'", "cap_drop:", "- ALL", "logging:", "  driver: a", "  options:", "    size: '1'")],
    ["of lists in flow style", web('ports: ["80"]'), web('ports: ["80"]', "cap_drop: [ALL]", "logging:", "  driver: a", "  options:", '    size: "1"')],
    ["of JSON", '{"services": {"web": {"image": "a"}}}', '{"services": {"web": {"image": "a", "cap_drop": ["ALL"], "logging": {"driver": "a", "options": {"size": "1"}}}}}'],
  ])("%s", (_title, before, after) => {
    expect(patch(before, [logging, drop])).toBe(after);
  });

  it.each<readonly [title: string, before: string, after: string]>([
    ["all in double quotes", web('image: "a"', 'user: "b"'), web('image: "a"', 'user: "b"', 'stop_signal: "c"')],
    ["all in single quotes", web("image: 'a'"), web("image: 'a'", "stop_signal: 'c'")],
    ["not all quoted", web("image: 'a'", "user: b"), web("image: 'a'", "user: b", "stop_signal: c")],
    ["quoted beside a list", web("image: 'a'", "dns: [b]"), web("image: 'a'", "dns: [b]", "stop_signal: c")],
  ])("and of its neighbours: %s", (_title, before, after) => {
    expect(patch(before, [set([...at, "stop_signal"], "c")])).toBe(after);
  });
});
