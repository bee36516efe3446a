import { rules as all } from "@compose-lint/core";
import type { ESLint, Linter } from "eslint";
import { composeLanguage } from "./language.js";
import { toEslintRule } from "./rule.js";

/** File names that Compose and people give to Compose files. */
const FILES = ["**/compose.{yml,yaml}", "**/compose[._-]*.{yml,yaml}", "**/docker-compose.{yml,yaml}", "**/docker-compose[._-]*.{yml,yaml}"];

/** Without those about comments that suppress others: ESLint asks each rule by itself, so that nobody knows which comments are of use. */
const rules = all.filter(({ category }) => category !== "suppressions");

const plugin = {
  meta: { name: "eslint-plugin-compose-lint", version: "0.1.0", namespace: "compose" },
  languages: { compose: composeLanguage },
  rules: Object.fromEntries(rules.map((rule) => [rule.name, toEslintRule(rule)])),
} satisfies ESLint.Plugin;

const recommended: Linter.Config = {
  name: "compose/recommended",
  files: FILES,
  language: "compose/compose",
  plugins: { compose: plugin },
  rules: Object.fromEntries(
    // What is not YAML never gets as far as the rules: ESLint reports it as a parsing error.
    rules.filter((rule) => rule.presets.includes("recommended") && rule.name !== "yaml-syntax").map((rule) => [`compose/${rule.name}`, rule.severity === "error" ? "error" : "warn"] as const),
  ),
};

export default { ...plugin, configs: { recommended } };
