// Bundles the command without dependencies, because pre-commit and the Action run it straight from a checkout.
// The same sources give the same bytes on every machine: nothing in the output depends on where it was built.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { licencesOf } from "./third-party-licences.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const { version, bugs, repository } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));

// What is bundled is CommonJS, because V8 can be handed the compiled code of that alone (packages/cli/src/start.ts).
const BANNER = `// compose-lint ${version}. Built by \`pnpm build\`; do not edit. Licences of what is bundled: THIRD-PARTY-LICENSES.txt
const bundleUrl = require("node:url").pathToFileURL(__filename).href;`;

/** The build for browsers: ESM, and without hooks that read \`process.env\` for every token. What it parses is the same. */
const leanYaml = {
  name: "lean-yaml",
  setup({ onResolve }) {
    const manifest = createRequire(join(root, "packages/core/package.json")).resolve("yaml/package.json");
    onResolve({ filter: /^yaml$/ }, () => ({ path: join(dirname(manifest), "browser/dist/index.js"), sideEffects: false }));
  },
};

const { outputFiles, metafile } = await build({
  absWorkingDir: root,
  entryPoints: ["packages/cli/src/main.ts"],
  outfile: "dist/cli.cjs",
  bundle: true,
  write: false,
  metafile: true,
  format: "cjs",
  platform: "node",
  target: "node20.19",
  conditions: ["source"],
  plugins: [leanYaml],
  // Names stay, so that a stack trace in a bug report can be read.
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: "none",
  define: {
    "import.meta.url": "bundleUrl",
    COMPOSE_LINT_VERSION: JSON.stringify(version),
    COMPOSE_LINT_HOME: repository ? JSON.stringify(repository.url.replace(/^git\+|\.git$/g, "")) : "undefined",
    COMPOSE_LINT_BUGS: bugs ? JSON.stringify(bugs.url ?? bugs) : "undefined",
  },
  banner: { js: BANNER },
  logLevel: "warning",
});

const hash = createHash("sha256").update(outputFiles[0].contents).digest("hex").slice(0, 16);

/** What the package installs as its command; it loads the bundle. */
const start = await build({
  absWorkingDir: root,
  entryPoints: ["packages/cli/src/start.ts"],
  outfile: "dist/compose-lint.mjs",
  write: false,
  format: "esm",
  platform: "node",
  target: "node20.19",
  define: { COMPOSE_LINT_BUNDLE: JSON.stringify(hash) },
  banner: { js: "#!/usr/bin/env node" },
  logLevel: "warning",
});

await mkdir(join(root, "dist"), { recursive: true });
for (const { path, contents } of [...outputFiles, ...start.outputFiles]) {
  await writeFile(path, contents);
  await chmod(path, 0o755);
}
await writeFile(join(root, "dist/THIRD-PARTY-LICENSES.txt"), await licencesOf(Object.keys(metafile.inputs), root));
