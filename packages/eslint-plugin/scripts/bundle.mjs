// Makes what the package on npm holds, when it is packed: one file without our unpublished packages, and its types.
import { build } from "esbuild";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { leanYaml } from "../../../scripts/lean-yaml.mjs";
import { licencesOf } from "../../../scripts/third-party-licences.mjs";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const here = fileURLToPath(new URL("../", import.meta.url));
const { version, dependencies } = JSON.parse(await readFile(join(here, "package.json"), "utf8"));

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: ["packages/eslint-plugin/src/index.ts"],
  outfile: "packages/eslint-plugin/dist/index.js",
  bundle: true,
  metafile: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  conditions: ["source"],
  plugins: [leanYaml],
  external: Object.keys(dependencies),
  // Names stay, so that a stack trace in a bug report can be read.
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: "none",
  define: { COMPOSE_LINT_VERSION: JSON.stringify(version) },
  banner: { js: `// eslint-plugin-compose-lint ${version}. Licences of what is bundled: THIRD-PARTY-LICENSES.txt` },
  logLevel: "warning",
});

await mkdir(join(here, "dist"), { recursive: true });
await writeFile(join(here, "dist/index.d.ts"), await declarations(join(here, "src/index.ts")));
await writeFile(join(here, "dist/THIRD-PARTY-LICENSES.txt"), await licencesOf(Object.keys(metafile.inputs), root));

/** The types of the index, which names nothing but ESLint's: nobody has those of our packages. */
async function declarations(path) {
  const { outputText, diagnostics } = ts.transpileDeclaration(await readFile(path, "utf8"), { fileName: path, compilerOptions: { isolatedDeclarations: true, declaration: true } });
  if (diagnostics?.length) throw new Error(ts.formatDiagnostics(diagnostics, { getCanonicalFileName: (name) => name, getCurrentDirectory: () => root, getNewLine: () => "\n" }));
  return outputText;
}
