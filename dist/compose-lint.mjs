#!/usr/bin/env node

// packages/cli/src/command-names.ts
var COMMAND_NAMES = ["audit", "rules", "explain", "image", "init", "migrate", "review", "lsp", "completion"];

// packages/cli/src/start.ts
var { closeSync, fstatSync, mkdirSync, openSync, readFileSync, renameSync, unlinkSync, writeFileSync } = process.getBuiltinModule("node:fs");
var { createRequire } = process.getBuiltinModule("node:module");
var paths = process.getBuiltinModule("node:path");
var { fileURLToPath } = process.getBuiltinModule("node:url");
var { Script } = process.getBuiltinModule("node:vm");
var MOST_WORDS = 64;
var NEWLINE = 10;
var file = fileURLToPath(new URL("./cli.cjs", import.meta.url));
var args = process.argv.slice(2);
var words = wordsOf(args);
var place = placeOfCache(jobOf(args, words));
var kept = place === void 0 ? void 0 : readKept(place);
var source = `(function (exports, require, module, __filename, __dirname) { ${readFileSync(file, "latin1")}
})`;
var script = new Script(source, { filename: file, ...kept ? { cachedData: kept.code } : {} });
var known = script.cachedDataRejected === true ? [] : kept?.words ?? [];
var all = [.../* @__PURE__ */ new Set(["start", ...known, ...words])];
if (place !== void 0 && all.length > known.length && all.length <= MOST_WORDS) process.on("exit", () => {
  keep(place, { words: all, code: script.createCachedData() });
});
run(script.runInThisContext());
function wordsOf(some) {
  return some.map((word) => word.split("=", 1)[0] ?? "").filter((word) => /^--?[a-z-]+$/.test(word));
}
function jobOf([first], options) {
  const has = (...some) => some.some((option) => options.includes(option));
  return COMMAND_NAMES.find((name) => name === first) ?? (has("--fix", "--diff") ? "fix" : has("--format") ? "report" : "lint");
}
function run(bundle) {
  if (typeof bundle !== "function") throw new TypeError("the bundle is no module");
  const bundled = { exports: {} };
  bundle.call(bundled.exports, bundled.exports, createRequire(file), bundled, file, paths.dirname(file));
}
function placeOfCache(job) {
  if (process.env["NODE_DISABLE_COMPILE_CACHE"] !== void 0) return void 0;
  const home = process.env["XDG_CACHE_HOME"] ?? (process.env["HOME"] === void 0 ? process.env["LOCALAPPDATA"] : paths.join(process.env["HOME"], ".cache"));
  return home ? paths.join(home, "compose-lint", [process.version, process.arch, ...job === "lint" ? [] : [job]].join("-")) : void 0;
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
      return bundle === "307982b930525938" && size === String(code.length) ? { words: some, code } : void 0;
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
    mkdirSync(paths.dirname(path), { recursive: true, mode: 448 });
    writeFileSync(temporary, Buffer.concat([Buffer.from(`${["307982b930525938", String(code.length), ...some].join(" ")}
`, "latin1"), code]), { mode: 384, flag: "wx" });
    renameSync(temporary, path);
  });
  if (!isKept) attempt(() => {
    unlinkSync(temporary);
  });
}
