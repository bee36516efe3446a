import { rules } from "@compose-lint/core";
import type { DataPath, Level } from "@compose-lint/workspace";

/** What becomes of another linter's configuration. */
export interface Migration {
  readonly levels: readonly MigratedLevel[];
  readonly overrides: readonly MigratedOverride[];
  readonly ignore: readonly string[];
  /** What has no equivalent here. */
  readonly losses: readonly Loss[];
}

export interface MigratedLevel {
  readonly rule: string;
  readonly level: Level;
  readonly options?: Readonly<Record<string, unknown>>;
  /** Why, in the words of whoever wrote it. */
  readonly reason?: string;
}

export interface MigratedOverride {
  readonly service: string;
  readonly rule: string;
  readonly reason?: string;
}

export interface Loss {
  readonly path: DataPath;
  readonly message: string;
}

/** What another linter's rule is here, if it has one of that name. */
export function counterparts(tool: string, name: string): readonly string[] {
  return rules.filter(({ tags }) => tags.includes(`${tool}:${name}`)).map((rule) => rule.name);
}

/** What a rule of ours is called there; several where ours looks for more. */
export function namesElsewhere(tool: string, rule: string): readonly string[] {
  const tags = rules.find(({ name }) => name === rule)?.tags ?? [];
  return tags.filter((tag) => tag.startsWith(`${tool}:`)).map((tag) => tag.slice(tool.length + 1));
}

/** The rules of ours that the other linter has as well, and that only look here if they are turned on. */
export function usuallyOff(tool: string): readonly string[] {
  return rules.filter(({ name, presets }) => !presets.includes("recommended") && namesElsewhere(tool, name).length > 0).map(({ name }) => name);
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
