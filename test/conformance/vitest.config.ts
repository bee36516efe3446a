import { resolve } from "node:path";
import { defineConfig, mergeConfig } from "vitest/config";
import base from "../../vitest.config.js";

/** What needs the recorded cases beside the repository: run by `pnpm test:conformance`. */
export default mergeConfig(
  { ...base, test: { ...base.test, include: [] } },
  defineConfig({ test: { root: resolve(import.meta.dirname, "../.."), include: ["test/conformance/*.suite.ts"] } }),
);
