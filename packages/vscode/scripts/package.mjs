// Packs the extension: node scripts/package.mjs [folder that the .vsix goes to, build/ if none is named]
// What goes in is laid out in a temporary folder first, so that nothing else can. `pnpm build` has to have made dist/ before.
import vsce from "@vscode/vsce/out/package.js";
import { build } from "esbuild";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { licencesOf } from "../../../scripts/third-party-licences.mjs";
import { icon } from "./icon.mjs";

const home = fileURLToPath(new URL("..", import.meta.url));
const root = resolve(home, "../..");

/** What the server and the audit need, where they look for it. */
const COPIED = ["LICENSE", "dist/language-server.mjs", "dist/cli.cjs", "dist/import-module.cjs", "dist/THIRD-PARTY-LICENSES.txt", "docs/rules", "schemas/compose-lint.config.schema.json"];

const target = resolve(process.argv[2] ?? join(home, "build"));
await mkdir(target, { recursive: true });
const stage = await mkdtemp(join(tmpdir(), "compose-lint-vscode-"));
try {
  await layOut(stage);
  await vsce.packageCommand({ cwd: stage, packagePath: target, dependencies: false, ...addresses() });
} finally {
  await rm(stage, { recursive: true });
}

/** Puts all that is packed into a folder. */
async function layOut(folder) {
  for (const path of COPIED) await cp(join(root, path), join(folder, path), { recursive: true });
  // The server looks up pages of rules by their names, and never the list of them.
  await rm(join(folder, "docs/rules/README.md"));
  await cp(join(home, "README.md"), join(folder, "README.md"));
  await writeFile(join(folder, "icon.png"), icon());
  await writeFile(join(folder, "package.json"), `${JSON.stringify(await manifest(), undefined, 2)}\n`);
  await mkdir(join(folder, "client"));
  const { inputs, contents } = await bundle();
  await writeFile(join(folder, "client/extension.cjs"), contents);
  await writeFile(join(folder, "client/THIRD-PARTY-LICENSES.txt"), await licencesOf(inputs, root));
}

/** The manifest without what is for building only; the version is that of the command. */
async function manifest() {
  const kept = Object.entries(await json(join(home, "package.json"))).filter(([key]) => !["devDependencies", "private", "scripts"].includes(key));
  const { version } = await json(join(root, "package.json"));
  return { ...Object.fromEntries(kept), version, files: ["client", "dist", "docs", "schemas", "icon.png", "README.md", "LICENSE"] };
}

/** The extension's own code, and the client half of the protocol. */
async function bundle() {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: [join(home, "src/extension.ts")],
    outfile: "extension.cjs",
    write: false,
    metafile: true,
    bundle: true,
    platform: "node",
    format: "cjs",
    // VS Code 1.101, the oldest that package.json allows, has Node 22.15.
    target: "node22.15",
    external: ["vscode"],
    minify: true,
    legalComments: "none",
    logLevel: "warning",
  });
  return { inputs: Object.keys(metafile.inputs), contents: outputFiles[0].contents };
}

/** Where the README's links and pictures are to be found from outside. */
function addresses() {
  const repository = "https://github.com/compose-lint/compose-lint";
  return { baseContentUrl: `${repository}/blob/HEAD/packages/vscode`, baseImagesUrl: `${repository}/raw/HEAD/packages/vscode` };
}

async function json(path) {
  return JSON.parse(await readFile(path, "utf8"));
}
