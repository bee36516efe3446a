import type { Linter } from "eslint";
import yml from "eslint-plugin-yml";
import compose from "../src/index.js";

/** The languages that the rules know Compose files in, each as a configuration needs it. */
export const LANGUAGES: readonly (readonly [name: string, config: Linter.Config])[] = [
  ["compose/compose", { plugins: { compose }, language: "compose/compose", languageOptions: { tolerant: true } }],
  ["yml/yaml", { plugins: { compose, yml }, language: "yml/yaml" }],
];

/** The same for all files, whatever their names. */
export function forAllFiles(config: Linter.Config): Linter.Config {
  return { ...config, files: ["**"] };
}
