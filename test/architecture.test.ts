import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";

const CORE = resolve(import.meta.dirname, "../packages/core/src");

/** Each folder of core may import from itself and from those before it. */
const FOLDERS = ["text", "yaml", "compose", "dockerfile", "images", "rules", "fix", "engine", "audit"];

/** Packages that core's sources may name; `validator.generated.js` is self-contained. */
const ALLOWED_PACKAGES: Readonly<Record<string, readonly string[]>> = { yaml: ["yaml"] };

const files = readdirSync(CORE, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.(?:ts|js)$/.test(name))
  .map((name) => join(CORE, name));

function importsOf(file: string): readonly string[] {
  return ts.preProcessFile(readFileSync(file, "utf8")).importedFiles.map(({ fileName }) => fileName);
}

function folderOf(file: string): string {
  const [folder = "", ...rest] = relative(CORE, file).split("/");
  return rest.length === 0 ? "" : folder;
}

/** The source file that a relative import names. */
function target(file: string, name: string): string {
  const path = resolve(dirname(file), name);
  return files.find((other) => other === path) ?? files.find((other) => other === path.replace(/\.js$/, ".ts")) ?? files.find((other) => other === path.replace(/\.js$/, ".d.ts")) ?? "";
}

describe("core", () => {
  test("has the folders that the order names, and no others", () => {
    const found = new Set(files.map(folderOf).filter((folder) => folder !== ""));
    expect([...found].sort()).toEqual([...FOLDERS].sort());
  });

  test.each(files.map((file) => [relative(CORE, file), file]))("%s imports only what it may", (_name, file) => {
    const folder = folderOf(file);
    for (const name of importsOf(file)) {
      if (!name.startsWith(".")) {
        expect(ALLOWED_PACKAGES[folder] ?? [], `${name} is no part of core`).toContain(name);
        continue;
      }
      const imported = target(file, name);
      expect(imported, `${name} does not exist`).not.toBe("");
      if (folder !== "") expect(FOLDERS.slice(0, FOLDERS.indexOf(folder) + 1), `${name} points the wrong way`).toContain(folderOf(imported));
    }
  });

  test("has no import cycle", () => {
    const state = new Map<string, "open" | "done">();
    const cycles: string[] = [];
    const visit = (file: string, trail: readonly string[]): void => {
      if (state.get(file) === "done") return;
      if (state.get(file) === "open") {
        cycles.push([...trail.slice(trail.indexOf(file)), file].map((name) => relative(CORE, name)).join(" → "));
        return;
      }
      state.set(file, "open");
      for (const name of importsOf(file)) if (name.startsWith(".")) visit(target(file, name), [...trail, file]);
      state.set(file, "done");
    };
    for (const file of files) visit(file, []);
    expect(cycles).toEqual([]);
  });

  test("knows no process, no console and no clock", () => {
    const impure = files.filter((file) => !file.includes(".generated.") && /\b(?:process\.|console\.|Date\.now|new Date\(\)|performance\.)/.test(readFileSync(file, "utf8")));
    expect(impure.map((file) => relative(CORE, file))).toEqual([]);
  });
});

/** Each package may import the ones named here, and what it does not name, it may not; of each only the entries that its package.json names. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  core: [],
  workspace: ["@compose-lint/core"],
  cli: ["@compose-lint/core", "@compose-lint/workspace", "@compose-lint/review-bot"],
  "eslint-plugin": ["@compose-lint/core", "@compose-lint/workspace"],
  "review-bot": ["@compose-lint/core", "@compose-lint/workspace"],
  "language-server": ["@compose-lint/core", "@compose-lint/workspace"],
  // These start what is built of the others, and know none of their code.
  vscode: [],
  action: [],
};

const ENTRIES: readonly string[] = Object.keys(PACKAGES).flatMap((name) => {
  const { exports = {} } = JSON.parse(readFileSync(resolve(import.meta.dirname, `../packages/${name}/package.json`), "utf8")) as { readonly exports?: Readonly<Record<string, unknown>> };
  return Object.keys(exports).map((entry) => `@compose-lint/${name}${entry.slice(1)}`);
});

describe("packages", () => {
  const folder = resolve(import.meta.dirname, "../packages");

  test("are those that the order names", () => {
    expect(readdirSync(folder).sort()).toEqual(Object.keys(PACKAGES).sort());
  });

  test.each(Object.entries(PACKAGES))("%s imports only those that it may, by their entries", (name, allowed) => {
    const root = join(folder, name, "src");
    const sources = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((file) => /\.(?:ts|js)$/.test(file));
    for (const file of sources) {
      for (const imported of importsOf(join(root, file))) {
        if (imported.startsWith(".")) expect(relative(root, resolve(root, dirname(file), imported)), `${file} imports ${imported}`).not.toMatch(/^\.\./);
        else if (imported.startsWith("@compose-lint/")) {
          expect(allowed, `${file} imports ${imported}`).toContain(imported.split("/", 2).join("/"));
          expect(ENTRIES, `${file} imports ${imported}`).toContain(imported);
        }
      }
    }
  });
});
