// Bundles the service for its image: what waits for events, and the worker that reviews. Nothing of this is committed.
import { build } from "esbuild";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { licencesOf } from "../../../scripts/third-party-licences.mjs";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const outdir = process.argv[2] ?? join(root, "packages/review-bot/build/service-bundle");
const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));

/** Probot can have npx install what it misses while it runs. Nothing that we use needs that, and a service must not. */
const withoutInstalling = {
  name: "without-installing",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^npx-import-light$/ }, ({ path }) => ({ path, namespace: "without-installing" }));
    onLoad({ filter: /.*/, namespace: "without-installing" }, () => ({ contents: 'export const npxImport = () => { throw new Error("nothing is installed here"); };' }));
  },
};

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: { main: "packages/review-bot/src/service/main.ts", worker: "packages/review-bot/src/service/worker.ts", health: "packages/review-bot/src/service/health.ts" },
  outdir,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  metafile: true,
  platform: "node",
  target: "node20.19",
  format: "esm",
  conditions: ["source"],
  plugins: [withoutInstalling],
  define: { COMPOSE_LINT_VERSION: JSON.stringify(version) },
  // Names stay, so that a stack trace in a bug report can be read.
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: "none",
  logLevel: "warning",
  // What is bundled of CommonJS requires what is built into Node.
  banner: { js: 'import { createRequire as createRequireHere } from "node:module"; const require = createRequireHere(import.meta.url);' },
});

await mkdir(outdir, { recursive: true });
await writeFile(join(outdir, "THIRD-PARTY-LICENSES.txt"), await licencesOf(Object.keys(metafile.inputs), root));
