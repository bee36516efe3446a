// What the package installs as `compose-lint`: the bundle beside it, which Node 22.1 and later need not compile anew at every start.
import module from "node:module";
import { join } from "node:path";

/** Only where nobody else can write: what lies in the cache is run. Windows has no such folder in common, and a temporary folder for each user. */
const home = process.env["XDG_CACHE_HOME"] ?? (process.env["HOME"] === undefined ? process.env["LOCALAPPDATA"] : join(process.env["HOME"], ".cache"));

/** Node since 22.1. Where the folder cannot be written, it keeps nothing. */
interface Compiling {
  enableCompileCache(folder: string): unknown;
}

if (home && keepsWhatItCompiles(module)) module.enableCompileCache(join(home, "compose-lint"));

await import(new URL("./compose-lint.mjs", import.meta.url).href);

function keepsWhatItCompiles(candidate: object): candidate is Compiling {
  return "enableCompileCache" in candidate;
}
