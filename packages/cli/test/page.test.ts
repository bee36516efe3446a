import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readMarkdown } from "../src/report/markdown.js";
import { renderPage } from "../src/report/page.js";

const PAGE = `# some-rule

It is **not** so.

## Why it hurts

A paragraph that is broken
over two lines, with \`code in it\` and [a
link][1590], [another \`one\`](https://example.org/a), and [other-rule](other-rule.md), as [told there](other-rule.md).

- An item that goes on
  in the next line:
  - an inner one;
- and a third.

Then:

1. One.

| key | meaning |
|---|---|
| \`a\` | one \\| two |
| | nothing |

\`\`\`yaml bad
services:
  web: {}

\`\`\`

\`\`\`yaml fixed
services: {}
\`\`\`

\`\`\`console
$ docker ps
\`\`\`

[1590]: https://example.org/1590
[other]: https://example.org/other
`;

const PLAIN = `some-rule

It is not so.

facts

Why it hurts

A paragraph that is broken over two lines, with \`code in it\` and a link
(https://example.org/1590), another \`one\` (https://example.org/a), and
other-rule, as told there (other-rule).

- An item that goes on in the next line:
  - an inner one;
- and a third.

Then:

1. One.

key  meaning
\`a\`  one | two
     nothing

  bad:
    services:
      web: {}


  fixed:
    services: {}

    $ docker ps
`;

describe("a page on a terminal", () => {
  it("has everything in its place", () => {
    expect(renderPage(PAGE, "facts", { color: false })).toBe(PLAIN);
  });

  it("has colours instead of backticks, and is the same besides", () => {
    const shown = renderPage(PAGE, "facts", { color: true });
    expect(shown).toContain("\u001b[1mWhy it hurts\u001b[22m");
    expect(shown).toContain("\u001b[31mbad:\u001b[39m");
    expect(words(shown.replace(/\u001b\[\d+m/g, ""))).toBe(words(PLAIN.replaceAll("`", "")));
  });

  it.each([40, 60, 80, 200])("keeps to %i columns, as far as words let it", (width) => {
    const lines = renderPage(PAGE, "facts", { color: false, width }).split("\n");
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(Math.min(width, 100));
  });

  it("lets cells of a table take several lines", () => {
    const page = "# a\n\nb\n\n| key | meaning |\n|---|---|\n| `one` | first, second, third, fourth, fifth |\n";
    expect(renderPage(page, "facts", { color: false, width: 20 }).split("\n").slice(6)).toEqual(["key    meaning", "`one`  first, second, third, fourth,", "       fifth", ""]);
  });
});

const folder = new URL("../../../docs/rules/", import.meta.url);

describe.each(readdirSync(folder).filter((name) => name !== "README.md"))("%s", (name) => {
  const markdown = readFileSync(new URL(name, folder), "utf8");

  it("is written in what we can show", () => {
    const texts = readMarkdown(markdown).blocks.flatMap((block) => (block.kind === "code" ? [] : block.kind === "table" ? block.rows.flat() : [block.text]));
    // Quotes, pictures, HTML, definitions in two lines, emphasis, deep headings, code that is open.
    for (const text of texts.map((each) => each.replace(/`[^`]+`/g, "code"))) expect(text).not.toMatch(/^[>+*#]|!\[|<[a-z/!]|^\[[^\]]*\]:|`|(?<![*\w])[*_](?![*])\w/i);
    const shown = renderPage(markdown, "facts", { color: false }).replace(/^ {4}.*$/gm, "").replace(/`[^`]+`/g, "code");
    expect(shown).not.toMatch(/\]\(|\]\[|\*\*/);
  });

  it("loses no word on a terminal", () => {
    const shown = words(renderPage(markdown, "facts", { color: false, width: 40 }));
    const written = words(markdown.replace(/^```.*$|^\[.*\]: .*$|^\|[-|]+$/gm, "").replace(/\]\([^)]*\)|\]\[[^\]]*\]/g, ""));
    expect(written.match(/[A-Za-z0-9]{3,}/g)?.filter((word) => !shown.includes(word))).toEqual([]);
  });
});

function words(text: string): string {
  return text.trim().replace(/\s+/g, " ");
}
