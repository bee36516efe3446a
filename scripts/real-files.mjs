// What scripts need to look at real files: the core of the project, from its sources, and the corpus beside the repository.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

/** The corpus that all numbers of the documentation are about. */
export const CORPUS = fileURLToPath(new URL("../../shared/corpus", import.meta.url));

const BANNER = 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);';

/** What `packages/core` exports. `alias` replaces packages, as esbuild understands it. */
export async function importCore(alias = {}) {
  const folder = mkdtempSync(join(tmpdir(), "compose-lint-core-"));
  try {
    const outfile = join(folder, "core.mjs");
    const entry = fileURLToPath(new URL("../packages/core/src/index.ts", import.meta.url));
    await build({ entryPoints: [entry], bundle: true, format: "esm", platform: "node", conditions: ["source"], alias, banner: { js: BANNER }, outfile, logLevel: "error" });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** All Compose files below a folder, by their paths from there, in order. */
export function composeFilesIn(folder) {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => /\.ya?ml$/i.test(file)).sort();
}

/** The files of each repository of the corpus. */
export function byRepository(files) {
  const groups = new Map();
  for (const file of files) {
    const [repository] = file.split("/", 1);
    groups.set(repository, [...(groups.get(repository) ?? []), file]);
  }
  return [...groups.values()];
}

/** Lets the core read files below a folder, each of them once. */
export function filesBelow(folder) {
  const read = new Map();
  return {
    read(path) {
      if (!read.has(path)) read.set(path, readOrNothing(join(folder, path)));
      return read.get(path);
    },
  };
}

function readOrNothing(path) {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
