import { expect, it } from "vitest";
import { keysAt } from "../../src/yaml/keys-at.js";
import { parseYaml } from "../../src/yaml/parse.js";

it.each([
  ["at a key", "services:\n  |db:\n    image: a\n", "services.db"],
  ["in a key", "services:\n  d|b:\n    image: a\n", "services.db"],
  ["at a value", "services:\n  db:\n    image: |a\n", "services.db.image"],
  ["in an item", "services:\n  db:\n    ports:\n      - a\n      - |b\n", "services.db.ports"],
  ["in a mapping in an item", "services:\n  db:\n    ports:\n      - target: |80\n", "services.db.ports.target"],
  ["in flow style", "services: {db: {ports: [a, |b], x: 1}}\n", "services.db.ports"],
  ["in another document", "name: a\n---\nservices:\n  |db: {}\n", "services.db"],
  ["in a comment above a key", "services:\n  db:\n    image: a\n  # |x\n  web: {}\n", "services.db.image"],
  ["above everything", "|# x\nservices: {}\n", ""],
  ["where a value is missing", "services:\n  db:|\n", "services.db"],
  ["in an anchor", "x-a: &a\n  image: |a\nservices:\n  db: *a\n", "x-a.image"],
  ["in a broken file", "services: [|\n", "services"],
  ["in no YAML", "|FROM a\nRUN b\n", ""],
])("%s", (_title, marked, expected) => {
  expect(keysAt(parseYaml(marked.replace("|", "")), marked.indexOf("|")).join(".")).toBe(expected);
});
