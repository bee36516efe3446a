import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** For bundles: yaml's build for browsers, which is ESM, and without hooks that read `process.env` for every token. What it parses is the same. */
export const leanYaml = {
  name: "lean-yaml",
  setup({ onResolve }) {
    const manifest = createRequire(fileURLToPath(new URL("../packages/core/package.json", import.meta.url))).resolve("yaml/package.json");
    onResolve({ filter: /^yaml$/ }, () => ({ path: join(dirname(manifest), "browser/dist/index.js"), sideEffects: false }));
  },
};
