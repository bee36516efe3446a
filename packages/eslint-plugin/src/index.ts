import { rules } from "@compose-lint/core";
import type { ESLint, Linter, Rule } from "eslint";
import { configurationsWith } from "./configurations.js";
import { composeLanguage } from "./language/language.js";
import { toEslintRule } from "./rule.js";
import { version } from "./version.js";

/** The presets of compose-lint, in our language, or (`-yml`) on top of eslint-plugin-yml. */
export type ConfigurationName = "recommended" | "production" | "strict" | "style" | "recommended-yml" | "production-yml" | "strict-yml" | "style-yml";

/** What `plugins` of an ESLint configuration takes, and configurations to extend. */
export interface ComposePlugin extends ESLint.Plugin {
  meta: { name: string; version: string; namespace: string };
  languages: NonNullable<ESLint.Plugin["languages"]>;
  /** All rules of compose-lint, by name. */
  rules: Record<string, Rule.RuleModule>;
  readonly configs: Record<ConfigurationName, Linter.Config>;
}

const plugin: ComposePlugin = {
  meta: { name: "eslint-plugin-compose-lint", version, namespace: "compose" },
  languages: { compose: composeLanguage },
  rules: Object.fromEntries(rules.map((rule) => [rule.name, toEslintRule(rule)])),
  // They name the very plugin that they are part of.
  get configs() {
    return configurations;
  },
};

const configurations = configurationsWith(plugin);

export default plugin;
