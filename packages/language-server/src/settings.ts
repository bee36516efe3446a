import { PRESETS, type Preset } from "@compose-lint/core";

/** The section that clients keep our settings in. */
export const SECTION = "composeLint";

/** What people set in their editor, for all files of a folder. */
export interface Settings {
  readonly enable: boolean;
  /** Instead of those that configurations extend; empty for these. */
  readonly presets: readonly Preset[];
  /** The configuration for all files, instead of the nearest one of each. */
  readonly config?: string;
  /** Whether services are told how ready they are for production. */
  readonly codeLens: boolean;
}

export const USUAL: Settings = { enable: true, presets: [], codeLens: true };

/** Settings, and what is wrong with those that do not count, a sentence each. */
export interface ReadSettings {
  readonly settings: Settings;
  readonly faults: readonly string[];
}

/** Reads what a client says. What makes no sense counts as not said. */
export function readSettings(value: unknown): ReadSettings {
  const faults: string[] = [];
  const given = isRecord(value) ? value : {};
  const take = <T>(key: string, fits: (value: unknown) => value is T, wanted: string): T | undefined => {
    const found = given[key];
    // What nobody has set arrives as null, or as the empty text that a form begins with.
    if (found === undefined || found === null || found === "") return undefined;
    if (fits(found)) return found;
    faults.push(`The setting ${SECTION}.${key} does not count: it must be ${wanted}.`);
    return undefined;
  };
  const preset = take("preset", isPreset, `one of ${PRESETS.join(", ")}`);
  const config = take("config", isText, "the path of a configuration");
  return {
    settings: {
      enable: take("enable", isTruth, "true or false") ?? USUAL.enable,
      presets: preset === undefined ? USUAL.presets : [preset],
      codeLens: take("codeLens", isTruth, "true or false") ?? USUAL.codeLens,
      ...(config === undefined ? {} : { config }),
    },
    faults,
  };
}

/** What a client says once, when it starts the server. */
export interface Start {
  /** Whether configurations that are programs may be run. */
  readonly trusted: boolean;
  /** How long to wait for the next keystroke, in ms. */
  readonly debounce: number;
  /** For clients that cannot be asked for settings. */
  readonly settings: unknown;
}

const USUAL_DEBOUNCE_MS = 100;

/** Reads `initializationOptions`. */
export function readStart(value: unknown): Start {
  const given = isRecord(value) ? value : {};
  const debounce = given["debounce"];
  return {
    trusted: given["trusted"] === true,
    debounce: typeof debounce === "number" && debounce >= 0 ? Math.min(debounce, LONGEST_DEBOUNCE_MS) : USUAL_DEBOUNCE_MS,
    settings: given["settings"],
  };
}

const LONGEST_DEBOUNCE_MS = 10_000;

function isPreset(value: unknown): value is Preset {
  return PRESETS.some((preset) => preset === value);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isTruth(value: unknown): value is boolean {
  return typeof value === "boolean";
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
