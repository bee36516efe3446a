import { openSource } from "@compose-lint/core";
import { expect, it } from "vitest";
import { secretLinesOf } from "../src/multi-line-secrets.js";

/** The lines that begin with `>` are those that belong to a secret. */
const CASES: readonly { readonly what: string; readonly text: string }[] = [
  { what: "a block scalar", text: "  DB_PASSWORD: |\n>    one\n\n>    two\n  other: 1\n" },
  { what: "a folded one with a tag and a comment", text: "  API_TOKEN: !!str >-  # why\n>    one\n  other: 1\n" },
  { what: "a block scalar of an item", text: "  - DB_PASSWORD: |\n>      one\n    other: 1\n" },
  { what: "a plain scalar of several lines", text: "  DB_PASSWORD: one\n>    two\n  other: 1\n" },
  { what: "a plain scalar that begins below its key", text: "  DB_PASSWORD:\n>    one\n>    two\n  other: 1\n" },
  { what: "an assignment of several lines", text: "  - DB_PASSWORD=one\n>    two\n  - OTHER=1\n" },
  { what: "a quoted scalar of several lines", text: "  DB_PASSWORD: \"one\n>    two\" # end\n  other: 1\n" },
  { what: "one in single quotes", text: "  DB_PASSWORD: 'it''s\n>    two'\n  other: 1\n" },
  { what: "a private key, whatever its name", text: "  x: |\n    -----BEGIN RSA PRIVATE KEY-----\n>    MII\n>    -----END RSA PRIVATE KEY-----\n  other: 1\n" },
  { what: "the item after an option", text: "  - --password\n>  - one\n  - two\n" },
  { what: "no section of such a name", text: "  auth:\n    image: a\n    ports:\n      - 1\n" },
  { what: "no list of such a name", text: "  tokens:\n    - a: 1\n" },
  { what: "no complete quoted scalar", text: "  DB_PASSWORD: \"one\"\n  other: 1\n" },
  { what: "no other option after an option", text: "  - --password\n  - --user\n" },
  { what: "no scalar of a harmless name", text: "  COMMENT: |\n    one\n" },
  { what: "not the secrets of a project", text: "secrets:\n  db:\n    file: a\n" },
];

it.each(CASES)("knows $what", ({ text }) => {
  const file = openSource("compose.yaml", text.replace(/^>/gm, ""));
  const expected = text.split("\n").flatMap((line, index) => (line.startsWith(">") ? [index + 1] : []));
  expect([...secretLinesOf(file).keys()]).toEqual(expected);
});

it("marks the text of a line, without its margin", () => {
  const file = openSource("compose.yaml", "K_TOKEN: |\r\n  one\r\n");
  const range = secretLinesOf(file).get(2);
  expect(range && file.text.slice(range.start, range.end)).toBe("one");
});
