import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { inflateRawSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { folderWith } from "../../../test/folder.js";

const ROOT = resolve(import.meta.dirname, "../../..");

/** What is in the package beside the pages of the rules, with the most bytes that each may have unpacked. */
const FILES: Readonly<Record<string, number>> = {
  "[Content_Types].xml": 2_000,
  "extension.vsixmanifest": 5_000,
  "extension/LICENSE.txt": 2_000,
  "extension/client/THIRD-PARTY-LICENSES.txt": 30_000,
  "extension/client/extension.cjs": 500_000,
  "extension/dist/THIRD-PARTY-LICENSES.txt": 80_000,
  "extension/dist/cli.cjs": 3_000_000,
  "extension/dist/import-module.cjs": 5_000,
  "extension/dist/language-server.mjs": 3_000_000,
  "extension/icon.png": 3_000,
  "extension/package.json": 10_000,
  "extension/readme.md": 20_000,
  "extension/schemas/compose-lint.config.schema.json": 100_000,
};
const MOST_PACKED = 2_000_000;

describe("the packed extension", () => {
  let vsix = "";
  let files: ReadonlyMap<string, string> = new Map();

  beforeAll(() => {
    const folder = folderWith({});
    execFileSync(process.execPath, [resolve(import.meta.dirname, "../scripts/package.mjs"), folder], { stdio: ["ignore", "ignore", "pipe"] });
    vsix = join(folder, readdirSync(folder)[0] ?? "");
    files = filesOfZip(readFileSync(vsix));
  }, 60_000);

  test("has what it needs, and nothing else", () => {
    const pages = readdirSync(join(ROOT, "docs/rules")).filter((name) => name.endsWith(".md") && name !== "README.md").map((name) => `extension/docs/rules/${name}`);
    expect([...files.keys()].sort()).toEqual([...Object.keys(FILES), ...pages].sort());
  });

  test("is small", () => {
    expect(statSync(vsix).size).toBeLessThan(MOST_PACKED);
    for (const [name, most] of Object.entries(FILES)) expect(files.get(name)?.length, name).toBeLessThanOrEqual(most);
  });

  test("works where nothing else is", () => {
    const folder = folderWith({ ...Object.fromEntries(files), "shop/compose.yaml": "services:\n  web:\n    image: nginx:1.27\n" });
    const run = (...words: readonly string[]): string => execFileSync(process.execPath, words, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
    expect(run("extension/dist/cli.cjs", "audit", "--format", "html", "--max-red", "9", "shop")).toContain("<h2>shop/compose.yaml</h2>");
    expect(run("extension/dist/language-server.mjs", "--version")).toMatch(/^\d+\.\d+\.\d+/);
    // VS Code alone has what it asks for.
    expect(() => run("extension/client/extension.cjs")).toThrow("Cannot find module 'vscode'");
  });

  test("has the version of the command", () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
    expect(vsix).toContain(`compose-lint-vscode-${version}.vsix`);
  });
});

/** What the directory at the end of a ZIP file lists: by name, a character for each byte. */
function filesOfZip(zip: Buffer): ReadonlyMap<string, string> {
  const end = zip.lastIndexOf("PK\x05\x06", undefined, "latin1");
  const files = new Map<string, string>();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const length = zip.readUInt16LE(at + 28);
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const packed = zip.subarray(start, start + zip.readUInt32LE(at + 20));
    files.set(zip.toString("utf8", at + 46, at + 46 + length), (zip.readUInt16LE(at + 10) === 0 ? packed : inflateRawSync(packed)).toString("latin1"));
    at += 46 + length + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return files;
}
