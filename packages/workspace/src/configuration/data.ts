import type { Preset, Severity, Target } from "@compose-lint/core";

/** What a configuration file says, as the schema has it. */
export interface ConfigurationData extends ScopedData {
  readonly extends?: OneOrMore;
  readonly underlayMtu?: number;
  readonly memoryLimit?: string;
  readonly cpuLimit?: number | string;
  readonly trustedRegistries?: readonly string[];
  readonly ignore?: OneOrMore;
  readonly overrides?: readonly OverrideData[];
  readonly projects?: readonly ProjectData[];
}

interface ScopedData {
  readonly target?: Target;
  readonly rules?: RulesData;
}

export type OneOrMore = string | readonly string[];

export type Level = Severity | "on" | "off";

/** Levels by rule: one word, or a mapping with options. */
export type RulesData = Readonly<Record<string, Level | RuleData>>;

export interface RuleData {
  readonly severity?: Level;
  readonly [option: string]: unknown;
}

export interface OverrideData {
  readonly files?: OneOrMore;
  readonly services?: OneOrMore;
  readonly rules: RulesData;
}

export interface ProjectData extends ScopedData {
  readonly name: string;
  readonly files: readonly string[];
  readonly projectDirectory?: string;
  readonly profiles?: readonly string[];
  readonly envFiles?: readonly string[];
  readonly preset?: Preset;
}

export const LEVELS: readonly Level[] = ["off", "on", "info", "warning", "error"];

export function listOf(some: OneOrMore | undefined): readonly string[] {
  return some === undefined ? [] : typeof some === "string" ? [some] : some;
}
