import type { Preset, Rule, Severity } from "../rules/rule.js";
import { rules } from "../rules/registry.generated.js";

/** A rule that is on, with what differs from its own settings. */
export interface RuleSetting {
  readonly rule: Rule;
  readonly severity?: Severity;
  readonly options?: Readonly<Record<string, unknown>>;
}

/** Which rules look at a project, and how. */
export interface Configuration {
  readonly rules: readonly RuleSetting[];
}

/** The rules of a preset with their own severities, and the options that they have there. */
export function presetConfiguration(preset: Preset): Configuration {
  const chosen = rules.filter((rule) => rule.presets.includes(preset));
  return { rules: chosen.map((rule) => ({ rule, ...(rule.presetOptions[preset] ? { options: rule.presetOptions[preset] } : {}) })) };
}
