import { resolve } from "node:path";
import { defineConfig, mergeConfig } from "vitest/config";
import base from "../../vitest.config.js";

/** What needs shells that not every machine has: run by `pnpm test:shells`, with zsh, fish and util-linux's script. */
export default mergeConfig(
  { ...base, test: { ...base.test, include: [] } },
  defineConfig({ test: { root: resolve(import.meta.dirname, "../.."), include: ["test/shells/*.suite.ts"], testTimeout: 60_000 } }),
);
