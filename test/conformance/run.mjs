// Runs the conformance suites on a folder of recorded cases: node test/conformance/run.mjs [folder]
// Without a folder it is the one of COMPOSE_LINT_CONFORMANCE, or ../shared/conformance beside the repository.

import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const [folder] = process.argv.slice(2);
const vitest = join(dirname(createRequire(import.meta.url).resolve("vitest/package.json")), "vitest.mjs");
const { status } = spawnSync(process.execPath, [vitest, "run", "--config", join(here, "vitest.config.ts")], {
  stdio: "inherit",
  env: { ...process.env, ...(folder === undefined ? {} : { COMPOSE_LINT_CONFORMANCE: resolve(folder) }) },
});
process.exitCode = status ?? 1;
