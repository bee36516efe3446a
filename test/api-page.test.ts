import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test, vi } from "vitest";

const EXAMPLES = new URL("../packages/core/examples/", import.meta.url);
const page = readFileSync(new URL("../docs/api.md", import.meta.url), "utf8");

/** Each example of the page with what it is said to print. */
const shown = [...page.matchAll(/```ts\n(?<code>.*?)```\n\n```text\n(?<output>.*?)```\n/gs)].map(({ groups }) => ({ code: groups?.["code"] ?? "", output: groups?.["output"] ?? "" }));
const files = new Map(readdirSync(EXAMPLES).map((name) => [readFileSync(new URL(name, EXAMPLES), "utf8"), name] as const));

describe("docs/api.md", () => {
  afterEach(() => { vi.restoreAllMocks(); });

  test("shows every example, and nothing else", () => {
    expect(shown.map(({ code }) => files.get(code)).sort()).toEqual([...files.values()].sort());
    expect(page.match(/```ts\n/g)).toHaveLength(shown.length);
  });

  test.each(shown.map(({ code, output }) => [files.get(code) ?? "", output] as const))("%s prints what the page says", async (name, output) => {
    const lines: string[] = [];
    vi.spyOn(console, "log").mockImplementation((...words: readonly unknown[]) => void lines.push(words.map(String).join(" ")));
    await import(fileURLToPath(new URL(name, EXAMPLES)));
    expect(`${lines.join("\n")}\n`).toBe(output);
  });

  test("names every entry of the package", () => {
    const { exports } = JSON.parse(readFileSync(new URL("../packages/core/package.json", import.meta.url), "utf8")) as { readonly exports: Readonly<Record<string, unknown>> };
    const entries = Object.keys(exports).map((entry) => `@compose-lint/core${entry.slice(1)}`);
    expect([...page.matchAll(/^\| `(@compose-lint\/core[^`]*)` \|/gm)].map(([, entry]) => entry)).toEqual(entries);
  });

  test("is about entries that share no name", async () => {
    const entries = await Promise.all([import("../packages/core/src/index.js"), import("../packages/core/src/audit/index.js"), import("../packages/core/src/images/index.js"), import("../packages/core/src/secrets.js")]);
    const names = entries.flatMap((entry) => Object.keys(entry));
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
});
