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

/** The rules of some presets with their own severities, and the options that they have there; where presets differ, the last one counts. */
export function presetConfiguration(...presets: readonly Preset[]): Configuration {
  return {
    rules: rules.flatMap((rule) => {
      const having = presets.filter((preset) => rule.presets.includes(preset));
      if (having.length === 0) return [];
      const options = having.flatMap((preset) => rule.presetOptions[preset] ?? []);
      return [{ rule, ...(options.length === 0 ? {} : { options: Object.assign({}, ...options) as Readonly<Record<string, unknown>> }) }];
    }),
  };
}
