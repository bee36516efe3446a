import { presetConfiguration, type Preset, type RuleSetting } from "@compose-lint/core";
import type { ESLint, Linter } from "eslint";
import { FILES, NO_FILES } from "./file-names.js";

/** A configuration for each preset: in our language, or (`-yml`) for the files that eslint-plugin-yml reads. */
export function configurationsWith(plugin: ESLint.Plugin): Record<Preset | `${Preset}-yml`, Linter.Config> {
  const onYml = (preset: Preset): Linter.Config => ({ name: `compose/${preset}-yml`, files: [...FILES], ignores: [...NO_FILES], plugins: { compose: plugin }, rules: levelsIn(preset) });
  // Every preset has yaml-syntax, which says more than a parsing error does, and lets the other rules say what they can.
  const ours = (preset: Preset): Linter.Config => ({ ...onYml(preset), name: `compose/${preset}`, language: "compose/compose", languageOptions: { tolerant: true } });
  return {
    recommended: ours("recommended"),
    production: ours("production"),
    strict: ours("strict"),
    style: ours("style"),
    "recommended-yml": onYml("recommended"),
    "production-yml": onYml("production"),
    "strict-yml": onYml("strict"),
    "style-yml": onYml("style"),
  };
}

function levelsIn(preset: Preset): Linter.RulesRecord {
  return Object.fromEntries(presetConfiguration(preset).rules.map((setting) => [`compose/${setting.rule.name}`, levelOf(setting)]));
}

/** ESLint has no level below a warning. */
function levelOf({ rule, options }: RuleSetting): Linter.RuleEntry {
  const severity = rule.severity === "error" ? "error" : "warn";
  return options ? [severity, { ...options }] : severity;
}
