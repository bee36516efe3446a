import { resolve } from "node:path";
import { defineConfig, mergeConfig } from "vitest/config";
import base from "../../../../vitest.config.js";

/** What talks to the built server as editors do: run by `pnpm test:editors`. */
export default mergeConfig(
  { ...base, test: { ...base.test, include: [] } },
  defineConfig({ test: { root: resolve(import.meta.dirname, "../../../.."), include: ["packages/language-server/test/clients/*.suite.ts"], isolate: true, testTimeout: 60_000, hookTimeout: 60_000 } }),
);
