import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { manyServices } from "../../../../test/fixtures/generate.js";
import { parseYaml, readYaml } from "../../src/yaml/parse.js";
import { reparseYaml, type ReadText } from "../../src/yaml/reparse.js";

const FIXTURES = resolve(import.meta.dirname, "../../../../test/fixtures");

function read(text: string): ReadText {
  return { text, ...readYaml(text) };
}

const SMALL = `# head
x-common: &common
  restart: always # why

services:
  # about web
  web:
    <<: *common
    image: nginx:1.29
    command: |
      one
        two

    ports:
    - "80:80"
    - target: 90

  db: {image: postgres, environment: [A=1]}
  cache:
    image: redis
    labels:
      a: 'it''s
        long'
volumes:
  data: # empty
# end
`;

/** One change to SMALL: what is replaced, and by what. */
const QUICK: readonly (readonly [string, string, string])[] = [
  ["a letter of a value", "nginx:1.29", "nginx:1.30"],
  ["a comment", "# about web", "# about the web"],
  ["a comment behind a value", " # why", ""],
  ["a line of a text", "        two", "        two and more"],
  ["the last line of a text", "        two\n\n", "        two\n\n\n\n"],
  ["an item", "    - target: 90", "    - target: 90\n    - 91"],
  ["a new key", "    image: nginx:1.29\n", "    image: nginx:1.29\n    init: true\n"],
  ["a new service in front", "  web:\n", "  new: {image: x}\n  web:\n"],
  ["a new service behind", "  db: {", "  new:\n    image: x\n  db: {"],
  ["a service less", "  db: {image: postgres, environment: [A=1]}\n", ""],
  ["a name", "  db:", "  store:"],
  ["an empty value", "  cache:\n    image: redis\n", "  cache:\n    image:\n"],
  ["a key of another section", "  data: # empty\n", "  data: # empty\n  more:\n"],
  ["the end", "# end\n", "# the end"],
  ["a key that somebody types", "    image: redis\n", "    image: redis\n    ini\n"],
  ["a service that somebody types", "  db: {", "  new\n  db: {"],
];

/** Changes after which the whole text has to be read. */
const SLOW: readonly (readonly [string, string, string])[] = [
  ["a fault", "    image: redis\n", "    image: {redis\n"],
  ["a quote that is never closed", "image: nginx:1.29", 'image: "nginx:1.29'],
  ["a key twice", "  cache:", "  web:"],
  ["another document", "  db: {", "---\n  db: {"],
  ["less indentation", "    image: redis\n", "   image: redis\n"],
  ["a tab", "    image: redis\n", "\timage: redis\n"],
];

describe("reparseYaml", () => {
  test.each(QUICK)("reads again only what is around %s", (_what, from, to) => {
    const text = SMALL.replace(from, to);
    expect(text).not.toBe(SMALL);
    // So large that no part of it is most of it.
    const around = (some: string): string => some.replace("# head\n", "# head\nx-more:\n".concat("  - 1\n".repeat(200)));
    const again = reparseYaml(read(around(SMALL)), around(text));
    expect(again).toEqual(parseYaml(around(text)));
  });

  test.each(SLOW)("leaves %s to those who read all", (_what, from, to) => {
    const text = SMALL.replace(from, to);
    expect(text).not.toBe(SMALL);
    const again = reparseYaml(read(SMALL), text);
    if (again) expect(again).toEqual(parseYaml(text));
    if (parseYaml(text).problems.length > 0) expect(again).toBeUndefined();
  });

  test("takes what is the same for the same", () => {
    const before = read(SMALL);
    expect(reparseYaml(before, SMALL)).toBe(before.stream);
  });

  test("begins from no text with a fault", () => {
    expect(reparseYaml(read("a: [\n"), "a: []\n")).toBeUndefined();
  });

  test("reads little of a large file", () => {
    const text = manyServices(300);
    const before = read(text);
    for (const name of ["bakery-0000", "quarry-0207", "clinic-0298"]) {
      const changed = text.replace(`  ${name}:\n`, `  ${name}:\n    init: true\n`);
      const again = reparseYaml(before, changed);
      expect(again).toEqual(parseYaml(changed));
      // What is in front is the same, not only equal.
      expect(again?.documents[0]?.root.kind === "mapping" && again.documents[0].root.entries[0]).toBe(before.stream.documents[0]?.root.kind === "mapping" && before.stream.documents[0].root.entries[0]);
    }
  });

  test("makes the same of any change of any text as reading it anew does, over and over", () => {
    const texts = [SMALL, SMALL.replaceAll("\n", "\r\n"), manyServices(12), ...fixtures()];
    const words = ["", " ", "  ", "\n", "\n  ", "\n    ", "\n  a:", "\n    b: 1", "\n- c", "#", " # d", ":", ": ", "- ", "'", '"', "{", "}", "[", "]", ",", "|", ">", "&e ", "*e", "<<: *common", "!reset ", "? ", "---\n", "...\n", "\t", "\r\n", "\r", "%", "\uFEFF", "\u0085", "é🐳", "image: x\n", "  x-f: {g: [1, 2]}\n", "h: |\n  i\n", "h: |+\n\n"];
    const edit = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), length: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(200)), text: fc.array(fc.constantFrom(...words), { maxLength: 3 }).map((some) => some.join("")) });
    let count = 0;
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.array(edit, { minLength: 1, maxLength: 6 }), (start, edits) => {
        let before = read(start);
        for (const { at, length, text } of edits) {
          const from = Math.floor(at * before.text.length);
          const changed = before.text.slice(0, from) + text + before.text.slice(from + length);
          const again = reparseYaml(before, changed);
          const whole = readYaml(changed);
          if (again) {
            count += 1;
            expect({ changed, stream: again, isStrict: true }).toEqual({ changed, ...whole });
          }
          // As an editor has it: the last text without a fault is what the next one is compared with.
          if (whole.stream.problems.length === 0) before = { text: changed, ...whole };
        }
      }),
      { seed: Number(process.env["PROPERTY_SEED"] ?? 1), numRuns: Number(process.env["PROPERTY_CASES"] ?? 1_500) },
    );
    expect(count).toBeGreaterThan(100);
  });
});

function fixtures(): readonly string[] {
  return ["anchors", "block", "comments", "documents", "flow", "merge-keys", "scalars", "templates", "text"].flatMap((folder) =>
    readdirSync(join(FIXTURES, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.ya?ml$/.test(name))
      .map((name) => readFileSync(join(FIXTURES, folder, name), "utf8")),
  );
}
