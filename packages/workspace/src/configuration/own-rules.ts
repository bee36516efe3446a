import { PRESETS, type OptionSchema, type Rule, type Severity } from "@compose-lint/core";
import { LEVELS } from "./data.js";
import type { DataPath, Fault } from "./fault.js";

/** Rules that a configuration brings along, by name. */
export type OwnRules = ReadonlyMap<string, Rule>;

const SEVERITIES: readonly Severity[] = ["error", "warning", "info"];

/** The rules of `ownRules`, which `defineRule` has made; or what is wrong with them. `from` is the file that has them. */
export function readOwnRules(value: unknown, from: string, taken: readonly string[]): { readonly rules: OwnRules; readonly faults: readonly Fault[] } {
  const rules = new Map<string, Rule>();
  const faults: Fault[] = [];
  if (!isRecord(value)) return { rules, faults: [{ path: ["ownRules"], part: "value", message: "`ownRules` must be an object with rules by name." }] };
  for (const [name, body] of Object.entries(value)) {
    const refuse = (message: string): void => void faults.push({ path: ["ownRules", name], part: "key", message });
    if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(name)) refuse(`\`${name}\` cannot be the name of a rule: it takes small letters, digits and \`-\`.`);
    else if (taken.includes(name)) refuse(`There is a rule \`${name}\` already; give yours another name.`);
    else if (!isRuleBody(body)) refuse(`\`ownRules.${name}\` is not what \`defineRule\` returns.`);
    else rules.set(name, { ...body, name, from });
  }
  return { rules, faults };
}

/** What is wrong with the levels and options that a configuration gives to rules of its own. */
export function ownRuleFaults(data: unknown, own: OwnRules): readonly Fault[] {
  if (own.size === 0 || !isRecord(data)) return [];
  const sections: readonly (readonly [DataPath, unknown])[] = [
    [["rules"], data["rules"]],
    ...(["overrides", "projects"] as const).flatMap((key) => (Array.isArray(data[key]) ? data[key].map((item: unknown, index) => [[key, index, "rules"], isRecord(item) ? item["rules"] : undefined] as const) : [])),
  ];
  return sections.flatMap(([path, levels]) => (isRecord(levels) ? Object.entries(levels).flatMap(([name, level]) => levelFaults([...path, name], level, own.get(name))) : []));
}

function levelFaults(path: DataPath, level: unknown, rule: Rule | undefined): readonly Fault[] {
  if (!rule || isLevel(level)) return [];
  const levels = LEVELS.map((word) => `\`${word}\``).join(", ");
  if (!isRecord(level)) return [{ path, part: "value", message: `\`${rule.name}\` must be ${levels}, or a mapping with \`severity\` and options.` }];
  return Object.entries(level).flatMap(([key, value]): readonly Fault[] => {
    const at = [...path, key];
    if (key === "severity") return isLevel(value) ? [] : [{ path: at, part: "value", message: `The severity of \`${rule.name}\` must be one of ${levels}.` }];
    const option = rule.options[key];
    if (!option) return [{ path: at, part: "key", message: `\`${rule.name}\` has no option \`${key}\`.` }];
    return fits(value, option) ? [] : [{ path: at, part: "value", message: `The option \`${key}\` of \`${rule.name}\` does not fit: ${option.description}` }];
  });
}

function fits(value: unknown, { type, enum: words, minimum, pattern }: OptionSchema): boolean {
  switch (type) {
    case "array":
      return Array.isArray(value) && value.every((item) => typeof item === "string");
    case "integer":
      return Number.isInteger(value) && (minimum === undefined || Number(value) >= minimum);
    case "boolean":
      return typeof value === "boolean";
    case "string":
      return typeof value === "string" && (words?.includes(value) ?? true) && (pattern === undefined || new RegExp(pattern.source, "u").test(value));
  }
}

function isLevel(value: unknown): boolean {
  return LEVELS.some((level) => level === value);
}

function isRuleBody(value: unknown): value is Omit<Rule, "name"> {
  if (!isRecord(value)) return false;
  const { check, severity, presets, tags, references, summary, category, options, presetOptions } = value;
  const isMade = typeof check === "function" && isRecord(options) && isRecord(presetOptions);
  const isDescribed = typeof summary === "string" && typeof category === "string" && SEVERITIES.some((each) => each === severity);
  return isMade && isDescribed && [presets, tags, references].every(Array.isArray) && Array.isArray(presets) && presets.every((preset) => PRESETS.some((each) => each === preset));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
