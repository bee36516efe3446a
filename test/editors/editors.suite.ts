import { spawnSync } from "node:child_process";
import { readFileSync, symlinkSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { folderWith } from "../folder.js";

const ROOT = resolve(import.meta.dirname, "../..");
const COMPOSE = readFileSync(join(ROOT, "examples/shop/compose.yaml"), "utf8");

/** What docs/editors.md tells people to write in a language, one block below the other. */
function configuration(language: string): string {
  const blocks = [...readFileSync(join(ROOT, "docs/editors.md"), "utf8").matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, "gms"))].map(([, code = ""]) => code);
  expect(blocks).not.toEqual([]);
  return blocks.join("\n");
}

/** What an editor has written down, of a file in a folder of its own. */
function run(program: string, words: readonly string[], code: string): { readonly folder: string; readonly result: unknown } {
  const folder = folderWith({ "shop/compose.yaml": COMPOSE, "home/": "", "bin/": "", "configuration": code });
  symlinkSync(join(ROOT, "dist/language-server.mjs"), join(folder, "bin/compose-lint-language-server"));
  const result = join(folder, "result.json");
  const environment = { HOME: join(folder, "home"), LANG: "C.UTF-8", PATH: `${join(folder, "bin")}:${dirname(process.execPath)}:${process.env["PATH"] ?? ""}` };
  const { stderr } = spawnSync(program, words, { cwd: join(folder, "shop"), encoding: "utf8", timeout: 50_000, env: { ...environment, CONFIGURATION: join(folder, "configuration"), FILE: join(folder, "shop/compose.yaml"), RESULT: result } });
  try {
    return { folder, result: JSON.parse(readFileSync(result, "utf8")) };
  } catch {
    throw new Error(`${program} has written down nothing. ${stderr}`);
  }
}

/** What the command finds with the preset that the page has in its examples, and what it makes of the file. */
function command(): { readonly found: readonly { readonly line: number; readonly rule: string }[]; readonly fixed: string } {
  const folder = folderWith({ "compose.yaml": COMPOSE });
  const words = [join(ROOT, "dist/compose-lint.mjs"), "--preset", "production", "--fail-on", "never"];
  const { stdout } = spawnSync(process.execPath, [...words, "--format", "json"], { cwd: folder, encoding: "utf8" });
  const { files } = JSON.parse(stdout) as { files: readonly { diagnostics: readonly { line: number; rule: string }[] }[] };
  spawnSync(process.execPath, [...words, "--fix"], { cwd: folder });
  return { found: files.flatMap(({ diagnostics }) => diagnostics), fixed: readFileSync(join(folder, "compose.yaml"), "utf8") };
}

const inOrder = (lines: readonly string[]): readonly string[] => [...lines].sort();

describe("set up as docs/editors.md says", () => {
  test("Emacs shows what the command finds, and fixes what that fixes", () => {
    const { found, fixed } = command();
    const { result } = run("emacs", ["--batch", "--load", join(import.meta.dirname, "emacs.el")], configuration("elisp"));
    expect(result).toMatchObject({ mode: "compose-mode", fixed });
    const { findings } = result as { findings: readonly string[] };
    expect(inOrder(findings.map((text) => /^compose-lint \[([\w-]+)\]: /.exec(text)?.[1] ?? text))).toEqual(inOrder(found.map(({ rule }) => rule)));
  });

  test("Vim with ALE shows what the command finds", () => {
    const { found } = command();
    const { result } = run("vim", ["-N", "-u", "NONE", "-i", "NONE", "-es", "-S", join(import.meta.dirname, "vim.vim")], configuration("vim"));
    const shown = result as readonly { line: number; rule: string }[];
    expect(inOrder(shown.map(({ line, rule }) => `${line} ${rule}`))).toEqual(inOrder(found.map(({ line, rule }) => `${line} ${rule}`)));
  });
});
