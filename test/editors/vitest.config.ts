import { resolve } from "node:path";
import { defineConfig, mergeConfig } from "vitest/config";
import base from "../../vitest.config.js";

/** Editors that not every machine has, set up as docs/editors.md says: run by `pnpm test:editors:more`. */
export default mergeConfig(
  { ...base, test: { ...base.test, include: [] } },
  defineConfig({ test: { root: resolve(import.meta.dirname, "../.."), include: ["test/editors/*.suite.ts"], testTimeout: 60_000 } }),
);
