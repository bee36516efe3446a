import { defineConfig } from "vitest/config";

export default defineConfig({
  // Packages are imported from their sources, so that tests need no build of ours but the bundle.
  ssr: { resolve: { conditions: ["source", "module", "node", "import", "default"] } },
  resolve: { conditions: ["source", "module", "node", "import", "default"] },
  test: {
    include: ["packages/*/test/**/*.test.ts", "test/**/*.test.ts"],
    exclude: ["test/corpus/**", "**/node_modules/**"],
    // Everything under test is pure, so that files may share the modules that a worker has loaded.
    isolate: false,
    // Many tests wait for a process of their own.
    maxWorkers: "100%",
    testTimeout: 120_000,
  },
});
