import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { folderWith } from "../../../../test/folder.js";
import { SERVER } from "./client.js";

const ROOT = resolve(import.meta.dirname, "../../../..");
const NVIM = process.env["NVIM"] ?? "nvim";
const [, MAJOR = "0", MINOR = "0"] = /v(\d+)\.(\d+)/.exec(spawnSync(NVIM, ["--version"], { encoding: "utf8" }).stdout) ?? [];
const IS_NEW = Number(MAJOR) > 0 || Number(MINOR) >= 11;

/** A file of other people, where the corpus is beside the repository; else one of ours. Both begin with a version, and have more that is safe to fix. */
const FILES = [join(ROOT, "../shared/corpus/docker__awesome-compose/wireguard/compose.yaml"), join(ROOT, "examples/shop/compose.yaml")];

/** What docs/editors.md tells people to write. */
function configuration(): string {
  const blocks = [...readFileSync(join(ROOT, "docs/editors.md"), "utf8").matchAll(/^```lua\n(.*?)^```$/gms)].map(([, code = ""]) => code);
  const [forNew, forOld, keymap] = blocks;
  expect(blocks).toHaveLength(3);
  return `${(IS_NEW ? forNew : forOld) ?? ""}\n${keymap ?? ""}`;
}

interface Seen {
  readonly rule: string;
  readonly line: number;
  readonly severity: number;
  readonly source: string;
}

interface Result {
  readonly fault?: string;
  readonly log: string;
  readonly messages: readonly string[];
  readonly before: readonly string[];
  readonly fixed: readonly string[];
  readonly all: readonly string[];
  readonly diagnostics: readonly Seen[];
  readonly left: readonly Seen[];
}

function isResult(value: unknown): value is Result {
  return typeof value === "object" && value !== null && "messages" in value && "log" in value;
}

function runNeovim(file: string): Result {
  const folder = folderWith({ "home/": "", "bin/": "" });
  symlinkSync(SERVER, join(folder, "bin/compose-lint-language-server"));
  const result = join(folder, "result.json");
  const home = join(folder, "home");
  spawnSync(NVIM, ["--headless", "--clean", "-c", `luafile ${join(import.meta.dirname, "neovim.lua")}`], {
    cwd: dirname(file),
    timeout: 50_000,
    env: { PATH: `${join(folder, "bin")}:${dirname(process.execPath)}:${process.env["PATH"] ?? ""}`, HOME: home, XDG_CACHE_HOME: home, XDG_STATE_HOME: home, CONFIGURATION: configuration(), FILE: file, RESULT: result },
  });
  const read: unknown = JSON.parse(readFileSync(result, "utf8"));
  if (!isResult(read)) throw new Error("Neovim has written down nothing.");
  return read;
}

describe(`Neovim ${MAJOR}.${MINOR}, set up as docs/editors.md says`, () => {
  test.each(FILES.filter((file) => existsSync(file)).map((file) => [file.slice(ROOT.length - "/main".length), file]))("shows what is found in %s, fixes one thing, then all that is safe", (_name, file) => {
    const text = readFileSync(file, "utf8");
    const { fault, log, before, fixed, all, diagnostics, left, messages } = runNeovim(file);
    expect([fault, log]).toEqual([undefined, expect.not.stringContaining("[ERROR]")]);
    expect(`${before.join("\n")}\n`).toBe(text);
    const version = before.findIndex((line) => line.startsWith("version"));
    expect(diagnostics.find(({ rule }) => rule === "obsolete-version")).toMatchObject({ line: version + 1, source: "compose-lint", severity: 2 });
    expect(messages[0]).toBe("Remove version");
    // The fix may take an empty line below along.
    expect(before.filter((line) => line.trim() !== "" && !line.startsWith("version"))).toEqual(fixed.filter((line) => line.trim() !== ""));
    expect(left.length).toBeLessThan(diagnostics.length - 1);
    expect(all.length).toBeGreaterThan(fixed.length);
    // Nothing was written: the file is somebody else's.
    expect(readFileSync(file, "utf8")).toBe(text);
  });
});
