import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { Lexer, Parser, type CST } from "yaml";
import { describe, expect, it } from "vitest";
import { leanYaml } from "../scripts/lean-yaml.mjs";
import { hostile, manyServices } from "./fixtures/generate.js";
import { folderWith } from "./folder.js";

/** What bundles have of `yaml` in place of the library: the same classes, without generators. */
interface Bundled {
  readonly Lexer: new () => { lex(text: string): Iterable<string> };
  readonly Parser: new () => { next(lexeme: string): Iterable<CST.Token>; end(): Iterable<CST.Token> };
}

const bundled = await bundleYaml();
const PAGES = new URL("../docs/rules/", import.meta.url);

describe("yaml in bundles cuts a text into the same lexemes and tokens as the library", () => {
  const texts: readonly (readonly [string, string])[] = [
    ...hostile.flatMap(({ name, text }): readonly (readonly [string, string])[] => (typeof text === "string" && text.length < 200_000 ? [[name, text]] : [])),
    ["many services", manyServices(200)],
    ["anchors, tags, documents and comments", "%YAML 1.2\n--- # one\na: &x !!str b # c\n? [k, {l: *x}]\n: - |2-\n   text\n  - >+\n   folded\n\n...\n---\n'it''s': \"a\\n\\\n  b\"\n"],
    ["carriage returns, and no line break at the end", "a:\r\n  - b: c\r\n    d: [e,\r\n f]\r\n# end"],
    ...readdirSync(PAGES).map((name) => [`the page ${name}, which is no YAML`, readFileSync(new URL(name, PAGES), "utf8")] as const),
  ];
  it.each(texts)("%s", (_, text) => {
    expect([...new bundled.Lexer().lex(text)]).toEqual([...new Lexer().lex(text)]);
    expect(leavesOf(tokensOf(bundled, text))).toEqual(leavesOf(tokensOf({ Lexer, Parser }, text)));
  });

  it("has generators no more", () => {
    expect(Array.isArray(new bundled.Lexer().lex("a: b"))).toBe(true);
    expect(Array.isArray(new bundled.Parser().end())).toBe(true);
  });
});

function tokensOf(yaml: Bundled, text: string): readonly CST.Token[] {
  const parser = new yaml.Parser();
  return [...[...new yaml.Lexer().lex(text)].flatMap((lexeme) => [...parser.next(lexeme)]), ...parser.end()];
}

/** All that tokens hold, in a flat list: some are nested too deep to be compared as they are. */
function leavesOf(tokens: readonly CST.Token[]): readonly string[] {
  const leaves: string[] = [];
  const left: [string, unknown][] = [["", tokens]];
  for (let next = left.pop(); next; next = left.pop()) {
    const [name, value] = next;
    if (typeof value === "object" && value !== null) left.push(...Object.entries(value));
    else leaves.push(`${name}: ${JSON.stringify(value)}`);
  }
  return leaves;
}

async function bundleYaml(): Promise<Bundled> {
  const file = join(folderWith({}), "yaml.mjs");
  await build({ stdin: { contents: 'export { Lexer, Parser } from "yaml";', resolveDir: "." }, bundle: true, format: "esm", plugins: [leanYaml], outfile: file });
  return (await import(pathToFileURL(file).href)) as Bundled;
}
