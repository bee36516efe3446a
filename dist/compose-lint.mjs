#!/usr/bin/env node
import { closeSync, existsSync, fstatSync, mkdirSync, openSync, readFileSync, renameSync, unlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Script } from "node:vm";
const MOST_WORDS = 64;
const NEWLINE = 10;
const file = fileURLToPath(new URL("./cli.cjs", import.meta.url));
const place = placeOfCache();
const kept = place === void 0 ? void 0 : readKept(place);
const source = `(function (exports, require, module, __filename, __dirname) { ${readFileSync(file, "latin1")}
})`;
const script = new Script(source, { filename: file, ...kept ? { cachedData: kept.code } : {} });
const known = script.cachedDataRejected === true ? [] : kept?.words ?? [];
const all = [.../* @__PURE__ */ new Set(["start", ...known, ...wordsOf(process.argv.slice(2))])];
if (place !== void 0 && all.length > known.length && all.length <= MOST_WORDS) process.on("exit", () => {
  keep(place, { words: all, code: script.createCachedData() });
});
run(script.runInThisContext());
function wordsOf(args) {
  return args.flatMap((arg, index) => {
    const [name = ""] = arg.split("=");
    return /^--?[a-z-]+$/.test(name) || index === 0 && /^[a-z-]+$/.test(name) && !existsSync(name) ? [name] : [];
  });
}
function run(bundle) {
  if (typeof bundle !== "function") throw new TypeError("the bundle is no module");
  const bundled = { exports: {} };
  bundle.call(bundled.exports, bundled.exports, createRequire(file), bundled, file, dirname(file));
}
function placeOfCache() {
  if (process.env["NODE_DISABLE_COMPILE_CACHE"] !== void 0) return void 0;
  const home = process.env["XDG_CACHE_HOME"] ?? (process.env["HOME"] === void 0 ? process.env["LOCALAPPDATA"] : join(process.env["HOME"], ".cache"));
  return home ? join(home, "compose-lint", `${process.version}-${process.arch}`) : void 0;
}
function readKept(path) {
  try {
    const opened = openSync(path, "r");
    try {
      const { uid, mode } = fstatSync(opened);
      if (process.getuid && (uid !== process.getuid() || (mode & 18) !== 0)) return void 0;
      const content = readFileSync(opened);
      const end = content.indexOf(NEWLINE);
      const [bundle, size, ...some] = content.toString("latin1", 0, end).split(" ");
      const code = content.subarray(end + 1);
      return bundle === "b03896e28ce2693b" && size === String(code.length) ? { words: some, code } : void 0;
    } finally {
      closeSync(opened);
    }
  } catch {
    return void 0;
  }
}
function keep(path, { words: some, code }) {
  const temporary = `${path}.${String(process.pid)}`;
  const attempt = (work) => {
    try {
      work();
      return true;
    } catch {
      return false;
    }
  };
  const isKept = attempt(() => {
    mkdirSync(dirname(path), { recursive: true, mode: 448 });
    writeFileSync(temporary, Buffer.concat([Buffer.from(`${["b03896e28ce2693b", String(code.length), ...some].join(" ")}
`, "latin1"), code]), { mode: 384, flag: "wx" });
    renameSync(temporary, path);
  });
  if (!isKept) attempt(() => {
    unlinkSync(temporary);
  });
}
