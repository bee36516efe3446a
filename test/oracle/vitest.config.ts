import { resolve } from "node:path";
import { defineConfig, mergeConfig } from "vitest/config";
import base from "../../vitest.config.js";

/** What needs Go and the corpus beside the repository: run by `pnpm test:oracle`. */
export default mergeConfig(
  { ...base, test: { ...base.test, include: [] } },
  defineConfig({ test: { root: resolve(import.meta.dirname, "../.."), include: ["test/oracle/*.suite.ts"], testTimeout: 1_200_000, fileParallelism: false } }),
);
