// Runs the end-to-end tests of the built command on every version of Node that people may have:
//   node scripts/test-nodes.mjs [version...]
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { installNodes } from "./nodes.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const given = process.argv.slice(2);

for (const { version, program } of installNodes(given.length > 0 ? given : undefined)) {
  console.log(`\nNode ${version}`);
  const { error, status } = spawnSync(program, [join(root, "node_modules/vitest/vitest.mjs"), "run", "test/e2e"], { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}
