// What people run as `compose-lint`: it loads the bundle beside it, and keeps what V8 has compiled of it for the next start. Compiling
// takes longer than all else that linting a small file needs, and Node's own cache (from 22.1 on) saves a quarter of what this one does.
import { COMMAND_NAMES } from "./command-names.js";

// Importing them takes longer, because Node lays out all names that a module of its own exports.
const { closeSync, fstatSync, mkdirSync, openSync, readFileSync, renameSync, unlinkSync, writeFileSync } = process.getBuiltinModule("node:fs");
const { createRequire } = process.getBuiltinModule("node:module");
const paths = process.getBuiltinModule("node:path");
const { fileURLToPath } = process.getBuiltinModule("node:url");
const { Script } = process.getBuiltinModule("node:vm");

/** Put in by the build: which bundle this is. */
declare const COMPOSE_LINT_BUNDLE: string;

/** So many options bring code of their own; a file that grows without end would be a fault. */
const MOST_WORDS = 64;
const NEWLINE = 10;

/** What is kept between starts. */
interface Kept {
  /** The options of the runs that it comes from. */
  readonly words: readonly string[];
  readonly code: Buffer;
}

const file = fileURLToPath(new URL("./cli.cjs", import.meta.url));
const args = process.argv.slice(2);
const words = wordsOf(args);
const place = placeOfCache(jobOf(args, words));
const kept = place === undefined ? undefined : readKept(place);
// The bundle is plain ASCII, which `latin1` reads the quickest.
const source = `(function (exports, require, module, __filename, __dirname) { ${readFileSync(file, "latin1")}\n})`;
const script = new Script(source, { filename: file, ...(kept ? { cachedData: kept.code } : {}) });

const known = script.cachedDataRejected === true ? [] : (kept?.words ?? []);
const all = [...new Set(["start", ...known, ...words])];
// What a run has compiled is known when it ends.
if (place !== undefined && all.length > known.length && all.length <= MOST_WORDS) process.on("exit", () => { keep(place, { words: all, code: script.createCachedData() }); });

run(script.runInThisContext());

/** The options of a command line, without their values. */
function wordsOf(some: readonly string[]): readonly string[] {
  return some.map((word) => word.split("=", 1)[0] ?? "").filter((word) => /^--?[a-z-]+$/.test(word));
}

/** What there is to do, of all that needs much code of its own: reading what another job has compiled would take longer than it saves. */
function jobOf([first]: readonly string[], options: readonly string[]): string {
  const has = (...some: readonly string[]): boolean => some.some((option) => options.includes(option));
  return COMMAND_NAMES.find((name) => name === first) ?? (has("--fix", "--diff") ? "fix" : has("--format") ? "report" : "lint");
}

function run(bundle: unknown): void {
  if (typeof bundle !== "function") throw new TypeError("the bundle is no module");
  const bundled = { exports: {} };
  bundle.call(bundled.exports, bundled.exports, createRequire(file), bundled, file, paths.dirname(file));
}

/**
 * Only where nobody else can write: what lies in it is run. One file for each version of Node and each job; another bundle takes its place.
 * Windows has no such folder in common, and a temporary folder for each user.
 */
function placeOfCache(job: string): string | undefined {
  if (process.env["NODE_DISABLE_COMPILE_CACHE"] !== undefined) return undefined;
  const home = process.env["XDG_CACHE_HOME"] ?? (process.env["HOME"] === undefined ? process.env["LOCALAPPDATA"] : paths.join(process.env["HOME"], ".cache"));
  return home ? paths.join(home, "compose-lint", [process.version, process.arch, ...(job === "lint" ? [] : [job])].join("-")) : undefined;
}

/** The first line says of which bundle and which runs; the rest is V8's, which looks whether it fits this V8. */
function readKept(path: string): Kept | undefined {
  try {
    const opened = openSync(path, "r");
    try {
      // Of another user's making, it might do anything.
      const { uid, mode } = fstatSync(opened);
      if (process.getuid && (uid !== process.getuid() || (mode & 0o022) !== 0)) return undefined;
      const content = readFileSync(opened);
      const end = content.indexOf(NEWLINE);
      const [bundle, size, ...some] = content.toString("latin1", 0, end).split(" ");
      const code = content.subarray(end + 1);
      return bundle === COMPOSE_LINT_BUNDLE && size === String(code.length) ? { words: some, code } : undefined;
    } finally {
      closeSync(opened);
    }
  } catch {
    return undefined;
  }
}

/** Where it cannot be kept, the next start takes as long as this one. */
function keep(path: string, { words: some, code }: Kept): void {
  const temporary = `${path}.${String(process.pid)}`;
  const attempt = (work: () => void): boolean => {
    try {
      work();
      return true;
    } catch {
      return false;
    }
  };
  const isKept = attempt(() => {
    mkdirSync(paths.dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(temporary, Buffer.concat([Buffer.from(`${[COMPOSE_LINT_BUNDLE, String(code.length), ...some].join(" ")}\n`, "latin1"), code]), { mode: 0o600, flag: "wx" });
    renameSync(temporary, path);
  });
  if (!isKept) attempt(() => { unlinkSync(temporary); });
}
