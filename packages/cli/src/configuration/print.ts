import { type Configuration, type Rule } from "@compose-lint/core";
import type { LoadedConfiguration } from "@compose-lint/workspace";

/**
 * What holds for a file, as JSON. `rules` has the form of a configuration file: what holds in this file for whatever it is about;
 * `overrides` what differs for some services.
 */
export function printConfiguration(name: string, { rules }: Configuration, known: readonly Rule[], loaded: LoadedConfiguration | undefined): string {
  const settings = new Map(rules.map((setting) => [setting.rule.name, setting]));
  const listed = loaded?.projects.filter(({ files }) => files.includes(name)) ?? [];
  const levels = known.map((rule) => {
    const setting = settings.get(rule.name);
    const holding = (setting?.exceptions ?? []).filter(({ inFile, forService }) => !forService && (inFile?.(name) ?? true));
    const severity = holding.findLast((exception) => exception.severity !== undefined)?.severity ?? (setting ? (setting.severity ?? "on") : "off");
    if (severity === "off") return [rule.name, "off"] as const;
    const options = [Object.fromEntries(Object.entries(rule.options).map(([option, schema]) => [option, schema.default])), setting?.options, ...holding.map((exception) => exception.options)];
    return [rule.name, Object.assign({ severity: severity === "on" ? rule.severity : severity }, ...options) as Readonly<Record<string, unknown>>] as const;
  });
  const shown = {
    version: 1,
    file: name,
    configuration: loaded?.names ?? [],
    ignored: loaded?.ignores(name) ?? false,
    target: loaded?.target ?? null,
    projects: listed.map(({ name: project, files }) => ({ name: project, files })),
    rules: Object.fromEntries(levels.map(([rule, level]) => [rule, typeof level === "object" && Object.keys(level).length === 1 ? level["severity"] : level])),
    overrides: (loaded?.overrides ?? []).filter(({ data, layer }) => data.services !== undefined && (layer.inFile?.(name) ?? true)).map(({ data: { services, rules: differing } }) => ({ services, rules: differing })),
  };
  return `${JSON.stringify(shown, null, 2)}\n`;
}
