import { resolve } from "node:path";
import { defineConfig, mergeConfig } from "vitest/config";
import base from "../../vitest.config.js";

const isUpdate = process.argv.some((word) => word === "-u" || word === "--update");

/** What needs root, runc and mmdebstrap: run by `pnpm test:images`, for all servers or for those that are named. */
export default mergeConfig(
  { ...base, test: { ...base.test, include: [] } },
  defineConfig({
    test: {
      root: resolve(import.meta.dirname, "../.."),
      include: ["test/images/servers/*.suite.ts"],
      globalSetup: ["test/images/harness/prepare.ts"],
      // Trials mostly wait, and installing is mostly done by one processor.
      maxWorkers: 2,
      // Whoever writes results writes all of them.
      fileParallelism: !isUpdate,
      maxConcurrency: 3,
      testTimeout: 300_000,
      hookTimeout: 900_000,
      env: isUpdate ? { COMPOSE_LINT_UPDATE_RESULTS: "1" } : {},
    },
  }),
);
