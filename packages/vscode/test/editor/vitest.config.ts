import { resolve } from "node:path";
import { defineConfig, mergeConfig } from "vitest/config";
import base from "../../../../vitest.config.js";

/** The packed extension in a VS Code, which is installed first if need be: run by `pnpm test:vscode`; needs Chromium. */
export default mergeConfig(
  { ...base, test: { ...base.test, include: [] } },
  defineConfig({ test: { root: resolve(import.meta.dirname, "../../../.."), include: ["packages/vscode/test/editor/*.suite.ts"], testTimeout: 120_000, hookTimeout: 600_000, maxWorkers: 1 } }),
);
