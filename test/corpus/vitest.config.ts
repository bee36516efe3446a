import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import base from "../../vitest.config.js";

/** What needs the corpus of other people's files beside the repository: run by `pnpm test:corpus`. */
export default defineConfig({
  ...base,
  test: { root: fileURLToPath(new URL("../..", import.meta.url)), include: ["test/corpus/**/*.test.ts"], testTimeout: 1_200_000 },
});
