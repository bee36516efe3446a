import type { Level } from "@compose-lint/workspace";
import { counterparts, isRecord, type Loss, type MigratedLevel, type Migration } from "./migration.js";

const TOOL = "dclint";

/** Source: dclint 3.1, `schemas/linter-config.schema.json`. */
const LEVELS: readonly Level[] = ["off", "warning", "error"];

/** Ours of the same name looks for something else as well, which nobody has asked to turn off. */
const WIDER: ReadonlySet<string> = new Set(["ambiguous-scalar"]);

/** What becomes of a configuration of dclint, whose rules are all on unless it says otherwise. */
export function migrateDclint(data: unknown): Migration {
  const levels: MigratedLevel[] = [];
  const losses: Loss[] = [];
  const { rules = {}, exclude = [], ...others } = isRecord(data) ? data : {};
  for (const [name, entry] of Object.entries(isRecord(rules) ? rules : {})) {
    const path = ["rules", name];
    const [number, options] = (Array.isArray(entry) ? entry : [entry]) as readonly unknown[];
    const level = typeof number === "number" ? LEVELS[number] : undefined;
    const ours = counterparts(TOOL, name).filter((rule) => !WIDER.has(rule));
    if (ours.length === 0) losses.push({ path, message: `\`${name}\` is no rule of dclint that is known here.` });
    else if (level === undefined) losses.push({ path, message: `The level of \`${name}\` is not 0, 1 or 2.` });
    else {
      const kept = optionsOf(name, isRecord(options) ? options : {});
      for (const rule of ours) levels.push({ rule, level, ...(kept ? { options: kept } : {}) });
      for (const option of Object.keys(isRecord(options) ? options : {})) if (!kept || !TAKEN.has(option)) losses.push({ path: Array.isArray(entry) ? [...path, 1, option] : path, message: `The option \`${option}\` of \`${name}\`: ${WHY_NOT.get(option) ?? `\`${ours.join("`, `")}\` has no such option`}.` });
    }
  }
  const excluded = Array.isArray(exclude) ? exclude.filter((item) => typeof item === "string") : [];
  if (excluded.length > 0) losses.push({ path: ["exclude"], message: "dclint leaves out every path that contains one of these words; `ignore` names files and folders, as .gitignore does." });
  for (const key of Object.keys(others)) if (key !== "$schema") losses.push({ path: [key], message: KEYS.get(key) ?? `\`${key}\` is no key that is known here.` });
  return { levels, overrides: [], ignore: excluded, losses };
}

const KEYS: ReadonlyMap<string, string> = new Map([
  ["quiet", "`quiet` is for the command line here: `--quiet`."],
  ["debug", "`debug` is for the command line here: `--verbose`."],
]);

const WHY_NOT: ReadonlyMap<string, string> = new Map([
  ["quoteType", "`port-quotes` takes either kind of quotes"],
  ["groupOrder", "`service-key-order` has no groups; list the keys under `order`"],
  ["groups", "`service-key-order` has no groups; list the keys under `order`"],
]);

/** Options that have an equivalent when they are here. */
const TAKEN: ReadonlySet<string> = new Set(["customOrder", "groupOrder", "groups"]);

/** The options of ours that say the same, if there are any. */
function optionsOf(name: string, options: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> | undefined {
  if (name === "top-level-properties-order" && isTexts(options["customOrder"])) return { order: options["customOrder"] };
  const { groupOrder, groups } = options;
  if (name !== "service-keys-order" || !isTexts(groupOrder) || !isRecord(groups)) return undefined;
  const keys = groupOrder.map((group) => groups[group]);
  // A group that is not told is one of dclint's own.
  return keys.every(isTexts) ? { order: keys.flat() } : undefined;
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}
