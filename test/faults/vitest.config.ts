import { resolve } from "node:path";
import { defineConfig, mergeConfig } from "vitest/config";
import base from "../../vitest.config.js";

/** What takes minutes, and two processor cores to itself: run by `pnpm test:faults`. */
export default mergeConfig(
  { ...base, test: { ...base.test, include: [] } },
  defineConfig({ test: { root: resolve(import.meta.dirname, "../.."), include: ["test/faults/*.suite.ts"], fileParallelism: false, testTimeout: 1_200_000, hookTimeout: 120_000 } }),
);
