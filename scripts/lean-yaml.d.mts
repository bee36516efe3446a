import type { Plugin } from "esbuild";

export const leanYaml: Plugin;
