#!/usr/bin/env node
import module from "node:module";
import { join } from "node:path";
const home = process.env["XDG_CACHE_HOME"] ?? (process.env["HOME"] === void 0 ? process.env["LOCALAPPDATA"] : join(process.env["HOME"], ".cache"));
if (home && keepsWhatItCompiles(module)) module.enableCompileCache(join(home, "compose-lint"));
await import(new URL("./compose-lint.mjs", import.meta.url).href);
function keepsWhatItCompiles(candidate) {
  return "enableCompileCache" in candidate;
}
