// Bundles the command without dependencies, because pre-commit and the Action run it straight from a checkout.
// The same sources give the same bytes on every machine: nothing in the output depends on where it was built.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { leanYaml } from "./lean-yaml.mjs";
import { licencesOf } from "./third-party-licences.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const { version, bugs, repository } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));

// What is bundled is CommonJS, because V8 can be handed the compiled code of that alone (packages/cli/src/start.ts).
const BANNER = `// compose-lint ${version}. Built by \`pnpm build\`; do not edit. Licences of what is bundled: THIRD-PARTY-LICENSES.txt
const bundleUrl = require("node:url").pathToFileURL(__filename).href;`;

const SERVER_BANNER = `#!/usr/bin/env node
// compose-lint ${version}. Built by \`pnpm build\`; do not edit. Licences of what is bundled: THIRD-PARTY-LICENSES.txt
import { createRequire } from "node:module";
const require = createRequire(import.meta.url);`;

/** What few need, in bundles of its own: nothing of it is loaded by any other command. */
const APART = [
  /** What editors start, by itself or as `compose-lint lsp`. */
  { entry: "packages/language-server/src/main.ts", outfile: "dist/language-server.mjs", format: "esm", banner: SERVER_BANNER, define: {} },
  /** What `compose-lint review` imports. */
  { name: "@compose-lint/review-bot", entry: "packages/review-bot/src/index.ts", outfile: "dist/review.cjs", format: "cjs", banner: BANNER, define: { "import.meta.url": "bundleUrl" } },
];

/** Lets the command import a package whose bundle stands beside it: `require` knows where that is, however the command was compiled. */
const apart = {
  name: "apart",
  setup({ onResolve, onLoad }) {
    for (const { name, outfile } of APART) {
      if (!name) continue;
      const path = `./${basename(outfile)}`;
      onResolve({ filter: new RegExp(`^${name}$`) }, () => ({ path, namespace: "apart" }));
      onResolve({ filter: /^\.\/[\w-]+\.cjs$/, namespace: "apart" }, () => ({ path, external: true }));
      onLoad({ filter: /.*/, namespace: "apart" }, () => ({ contents: `module.exports = require(${JSON.stringify(path)});` }));
    }
  },
};

/** What imports files whose names are known only later; why it stands beside the command, it says itself. */
const IMPORTING = { entry: "packages/workspace/src/import-module.ts", outfile: "dist/import-module.cjs" };
const importing = {
  name: "importing",
  setup({ onResolve }) {
    onResolve({ filter: /\/import-module\.js$/ }, () => ({ path: `./${basename(IMPORTING.outfile)}`, external: true }));
  },
};

/** What commander starts other programs with, which ours has none of; loading it takes Node a while at every start. */
const withoutPrograms = {
  name: "without-programs",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:child_process$/ }, ({ importer }) => (/[\\/]commander[\\/]/.test(importer) ? { path: "none", namespace: "programs" } : undefined));
    onLoad({ filter: /.*/, namespace: "programs" }, () => ({ contents: "module.exports = {};" }));
  },
};

/** What the bundles have in common. */
const bundle = {
  absWorkingDir: root,
  bundle: true,
  write: false,
  metafile: true,
  platform: "node",
  target: "node20.19",
  conditions: ["source"],
  plugins: [leanYaml],
  // Names stay, so that a stack trace in a bug report can be read.
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: "none",
  logLevel: "warning",
};

const facts = {
  COMPOSE_LINT_VERSION: JSON.stringify(version),
  COMPOSE_LINT_HOME: repository ? JSON.stringify(repository.url.replace(/^git\+|\.git$/g, "")) : "undefined",
  COMPOSE_LINT_BUGS: bugs ? JSON.stringify(bugs.url ?? bugs) : "undefined",
};

const { outputFiles, metafile } = await build({
  ...bundle,
  entryPoints: ["packages/cli/src/main.ts"],
  outfile: "dist/cli.cjs",
  format: "cjs",
  define: { "import.meta.url": "bundleUrl", ...facts },
  plugins: [leanYaml, apart, importing, withoutPrograms],
  // Code from V8's cache cannot import; what is built into Node can be required as well.
  supported: { "dynamic-import": false },
  banner: { js: BANNER },
});

const others = await Promise.all(
  APART.map(async ({ entry, outfile, format, banner, define }) => await build({ ...bundle, entryPoints: [entry], outfile, format, define: { ...define, ...facts }, banner: { js: banner } })),
);

/** What `action.yml` starts, which starts the command. */
others.push(await build({ ...bundle, entryPoints: ["packages/action/src/main.ts"], outfile: "dist/action.mjs", format: "esm" }));
others.push(await build({ ...bundle, entryPoints: [IMPORTING.entry], outfile: IMPORTING.outfile, format: "cjs" }));

const hash = createHash("sha256").update(outputFiles[0].contents).digest("hex").slice(0, 16);

/** What the package installs as its command; it loads the bundle. */
const start = await build({
  absWorkingDir: root,
  entryPoints: ["packages/cli/src/start.ts"],
  outfile: "dist/compose-lint.mjs",
  bundle: true,
  write: false,
  format: "esm",
  platform: "node",
  target: "node20.19",
  define: { COMPOSE_LINT_BUNDLE: JSON.stringify(hash) },
  banner: { js: "#!/usr/bin/env node" },
  logLevel: "warning",
});

await mkdir(join(root, "dist"), { recursive: true });
for (const { path, contents } of [...outputFiles, ...others.flatMap((other) => other.outputFiles), ...start.outputFiles]) {
  await writeFile(path, contents);
  await chmod(path, 0o755);
}
await writeFile(join(root, "dist/THIRD-PARTY-LICENSES.txt"), await licencesOf([...new Set([metafile, ...others.map((other) => other.metafile)].flatMap(({ inputs }) => Object.keys(inputs)))], root));
