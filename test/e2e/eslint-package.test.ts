import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import ts from "typescript";
import { beforeAll, describe, expect, it } from "vitest";
import { folderWith } from "../folder.js";

const PACKAGE = resolve(import.meta.dirname, "../../packages/eslint-plugin");
const manifest = JSON.parse(readFileSync(join(PACKAGE, "package.json"), "utf8")) as { readonly version: string };

const CONFIGURATION = `import compose from "eslint-plugin-compose-lint";

export default [compose.configs.recommended];
`;
const LAYERED = `import compose from "eslint-plugin-compose-lint";
import yml from "eslint-plugin-yml";

export default [...yml.configs.base, compose.configs["recommended-yml"], { files: ["**/compose.yaml"], rules: { "yml/key-spacing": "error" } }];
`;
const TEXT = "services:\n  db:\n    image:  postgres:16.4\n    mem_limit: 512m\n";

let tarball = "";
beforeAll(() => {
  const folder = folderWith({});
  execFileSync("pnpm", ["pack", "--pack-destination", folder], { cwd: PACKAGE, stdio: "ignore" });
  tarball = join(folder, readdirSync(folder)[0] ?? "");
}, 120_000);

/** A folder in which the package is installed beside ESLint, as npm would do it; what it depends on is taken from here. */
function installed(eslint: "eslint" | "eslint9", files: Readonly<Record<string, string>>): string {
  const cwd = folderWith({ "package.json": '{"private": true, "type": "module"}\n', ...files });
  const own = join(cwd, "node_modules/eslint-plugin-compose-lint");
  mkdirSync(own, { recursive: true });
  execFileSync("tar", ["-xzf", tarball, "-C", own, "--strip-components=1"]);
  for (const [name, from] of [["eslint", eslint], ["@eslint/plugin-kit", "@eslint/plugin-kit"], ["eslint-plugin-yml", "eslint-plugin-yml"]] as const) {
    mkdirSync(dirname(join(cwd, "node_modules", name)), { recursive: true });
    symlinkSync(realpathSync(join(PACKAGE, "node_modules", from)), join(cwd, "node_modules", name));
  }
  return cwd;
}

interface Message {
  readonly ruleId: string;
  readonly line: number;
  readonly column: number;
}

/** Runs ESLint's own command. */
function runEslint(cwd: string, ...args: readonly string[]): { readonly status: number | null; readonly stderr: string; readonly messages: readonly Message[] } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["node_modules/eslint/bin/eslint.js", "--format", "json", ...args], { cwd, encoding: "utf8", env: { PATH: process.env["PATH"] ?? "" } });
  const results = stdout === "" ? [] : (JSON.parse(stdout) as readonly { readonly messages: readonly Message[] }[]);
  return { status, stderr, messages: results.flatMap(({ messages }) => messages) };
}

it("holds one file of code, its types and licences, and needs nothing of ours that is not published", () => {
  const cwd = installed("eslint", {});
  const folder = join(cwd, "node_modules/eslint-plugin-compose-lint");
  expect(readdirSync(folder, { recursive: true, encoding: "utf8" }).sort()).toEqual(["LICENSE", "README.md", "dist", "dist/THIRD-PARTY-LICENSES.txt", "dist/index.d.ts", "dist/index.js", "package.json"]);
  const packed = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { readonly dependencies: object; readonly exports: object };
  expect(Object.keys(packed.dependencies)).toEqual(["@eslint/plugin-kit"]);
  expect(packed.exports).toEqual({ ".": { types: "./dist/index.d.ts", default: "./dist/index.js" }, "./package.json": "./package.json" });
  expect(readFileSync(join(folder, "dist/THIRD-PARTY-LICENSES.txt"), "utf8")).toMatch(/^yaml /m);
});

describe.each(["eslint", "eslint9"] as const)("with %s", (eslint) => {
  it("lints and repairs a file", () => {
    const cwd = installed(eslint, { "eslint.config.js": CONFIGURATION, "compose.yaml": TEXT, "other.yaml": "a:  1\n" });
    const { status, stderr, messages } = runEslint(cwd, ".");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(messages).toEqual(expect.arrayContaining([expect.objectContaining({ ruleId: "compose/memswap-limit", line: 4, column: 5 })]));
    runEslint(cwd, "--fix", ".");
    expect(readFileSync(join(cwd, "compose.yaml"), "utf8")).toContain("    mem_limit: 512m\n    memswap_limit: 512m\n");
  });

  it("works on top of eslint-plugin-yml", () => {
    const cwd = installed(eslint, { "eslint.config.js": LAYERED, "compose.yaml": TEXT });
    const { status, messages } = runEslint(cwd, ".");
    expect(status).toBe(1);
    expect(messages).toEqual(expect.arrayContaining([expect.objectContaining({ ruleId: "compose/memswap-limit", line: 4, column: 5 }), expect.objectContaining({ ruleId: "yml/key-spacing" })]));
  });

  it("has types that a configuration can be written with", () => {
    const cwd = installed(eslint, {
      "eslint.config.ts": `import { defineConfig } from "eslint/config";
import type { ESLint, Linter } from "eslint";
import compose, { type ComposePlugin, type ConfigurationName } from "eslint-plugin-compose-lint";

const name: ConfigurationName = "strict-yml";
export const plugin: ESLint.Plugin = compose;
export const own: ComposePlugin = compose;
export const layered: Linter.Config[] = [compose.configs[name]];
// @ts-expect-error there is no such preset
export const unknown: unknown = compose.configs.strictest;
export default defineConfig([compose.configs.recommended, { plugins: { compose }, extends: ["compose/style"], rules: { "compose/memory-limit": ["error", { default: "512m" }] } }]);
`,
    });
    const program = ts.createProgram([join(cwd, "eslint.config.ts")], { strict: true, noEmit: true, exactOptionalPropertyTypes: true, skipLibCheck: true, target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, types: [] });
    expect(ts.getPreEmitDiagnostics(program).map(({ messageText, file }) => `${file?.fileName ?? ""}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`)).toEqual([]);
  });
});

/** The configurations that are shown to people. */
const shown = [resolve(import.meta.dirname, "../../docs/eslint.md"), join(PACKAGE, "README.md")].flatMap((page) =>
  [...readFileSync(page, "utf8").matchAll(/^```js(?: eslint\.config\.js)?\n([^]*?)^```$/gm)].map(([, text = ""]) => text),
);

describe("the configurations that are shown", () => {
  it.each(shown)("find what they are for: %s", (configuration) => {
    const cwd = installed("eslint", { "eslint.config.js": configuration, "compose.yaml": "services:\n  db:\n    image: postgres\n    ports: ['5432:5432']\n", "deploy/web.yaml": TEXT });
    const { status, stderr, messages } = runEslint(cwd, ".");
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
    expect(messages).toEqual(expect.arrayContaining([expect.objectContaining({ ruleId: "compose/unbound-port", line: 4, column: 13 })]));
    expect(messages.some(({ ruleId }) => ruleId === "compose/memswap-limit")).toBe(configuration.includes("deploy/"));
  });

  it("are of both kinds", () => {
    expect(shown.filter((configuration) => configuration.includes("eslint-plugin-yml")).length).toBeGreaterThan(1);
    expect(shown.length).toBeGreaterThan(6);
  });
});

it("says its version", () => {
  const cwd = installed("eslint", {});
  writeFileSync(join(cwd, "print.js"), 'import compose from "eslint-plugin-compose-lint"; console.log(JSON.stringify(compose.meta));');
  expect(JSON.parse(execFileSync(process.execPath, ["print.js"], { cwd, encoding: "utf8" }))).toEqual({ name: "eslint-plugin-compose-lint", version: manifest.version, namespace: "compose" });
});
