import { resolve } from "node:path";
import { defineConfig, mergeConfig } from "vitest/config";
import base from "../../vitest.config.js";

/** What installs other people's tools: run by `pnpm test:hooks`. */
export default mergeConfig(
  { ...base, test: { ...base.test, include: [] } },
  defineConfig({ test: { root: resolve(import.meta.dirname, "../.."), include: ["test/hooks/*.suite.ts"], testTimeout: 300_000, hookTimeout: 300_000 } }),
);
