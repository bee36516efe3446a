import type { ProjectRequest } from "../compose/load.js";
import type { Service } from "../compose/model/service.js";
import { rules } from "../rules/registry.generated.js";
import type { Preset, Rule, Severity } from "../rules/rule.js";

/** What some options of a rule are, by their names. */
export type RuleOptions = Readonly<Record<string, unknown>>;

/** How a rule looks at things. What is absent stays as it was. */
export interface RuleLevel {
  /** `on` is the rule's own severity, which may differ between its findings; any other one holds for all of them. */
  readonly severity?: Severity | "on" | "off";
  /** What differs from its options so far. */
  readonly options?: RuleOptions;
}

/** Which findings are meant: those in some files, about some services. */
export interface Scope {
  /** By the file that a finding stands in; absent for any. */
  readonly inFile?: (path: string) => boolean;
  /** By the service that it is about; absent for any, and for what is about none. */
  readonly forService?: (service: Service) => boolean;
}

/** What differs within a scope. */
export interface RuleException extends RuleLevel, Scope {}

/** A rule that is on somewhere. */
export interface RuleSetting extends RuleLevel {
  readonly rule: Rule;
  /** In order: where several hold, the last one counts. */
  readonly exceptions?: readonly RuleException[];
}

/** Which rules look at a project, and how. */
export interface Configuration {
  readonly rules: readonly RuleSetting[];
  /** Files in which nothing is reported; absent if there are none. */
  readonly ignores?: (path: string) => boolean;
  /** The rules that comments may name beside our own; those that are on where it is absent. */
  readonly known?: readonly Rule[];
  /** The day on which the linter runs, as `2026-01-31`: what counts until some day may be over. Absent, nothing ever is. */
  readonly today?: string;
}

/** Projects of one run may be configured in different ways. */
export type ConfigurationFor = (request: ProjectRequest) => Configuration;

/** One configuration for all projects, or each with its own, as a function. */
export function configurationFor(configuration: Configuration | ConfigurationFor): ConfigurationFor {
  return typeof configuration === "function" ? configuration : () => configuration;
}

/** One step towards a configuration. */
export interface Layer extends Scope {
  /** Turns the rules of these on, with their own severities, and the options that they have there. */
  readonly presets?: readonly Preset[];
  /** Options by rule, be it on or off. */
  readonly options?: ReadonlyMap<string, RuleOptions>;
  /** Levels by rule. A rule that is off is turned on by being named, unless that is to turn it off. */
  readonly rules?: ReadonlyMap<string, RuleLevel>;
}

/** The rules of some presets with their own severities, and the options that they have there; where presets differ, the last one counts. */
export function presetConfiguration(...presets: readonly Preset[]): Configuration {
  return layeredConfiguration([{ presets }]);
}

/** What layers amount to, of which the later ones count more; without any, no rule is on. */
export function layeredConfiguration(layers: readonly Layer[], known: readonly Rule[] = rules): Configuration {
  return { rules: known.flatMap((rule) => settingOf(rule, layers) ?? []) };
}

function settingOf(rule: Rule, layers: readonly Layer[]): RuleSetting | undefined {
  let base: RuleLevel = { severity: "off" };
  const exceptions: RuleException[] = [];
  for (const layer of layers) {
    for (const level of levelsIn(layer, rule, base.severity === "off")) {
      const { inFile, forService } = layer;
      // What holds everywhere has to wait for its turn as well, if something stands before it that does not.
      if (inFile || forService || exceptions.length > 0) exceptions.push({ ...level, ...(inFile ? { inFile } : {}), ...(forService ? { forService } : {}) });
      else base = { ...base, ...level, options: { ...base.options, ...level.options } };
    }
  }
  const { severity, options = {} } = base;
  if (severity === "off" && exceptions.every((exception) => (exception.severity ?? "off") === "off")) return undefined;
  return {
    rule,
    ...(severity === undefined || severity === "on" ? {} : { severity }),
    ...(Object.keys(options).length === 0 ? {} : { options }),
    ...(exceptions.length === 0 ? {} : { exceptions }),
  };
}

function levelsIn({ presets = [], options, rules: named }: Layer, rule: Rule, isOff: boolean): readonly RuleLevel[] {
  const having = presets.filter((preset) => rule.presets.includes(preset));
  const inPresets = having.length === 0 ? [] : [{ severity: "on" as const, options: merged(having.map((preset) => rule.presetOptions[preset] ?? {})) }];
  const given = options?.get(rule.name);
  const level = named?.get(rule.name);
  const isWoken = isOff && inPresets.length === 0;
  return [...inPresets, ...(given ? [{ options: given }] : []), ...(level ? [{ ...(isWoken ? { severity: "on" as const } : {}), ...level }] : [])];
}

function merged(options: readonly RuleOptions[]): RuleOptions {
  return Object.fromEntries(options.flatMap((some) => Object.entries(some)));
}
