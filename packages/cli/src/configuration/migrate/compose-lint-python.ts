import type { Level } from "@compose-lint/workspace";
import { counterparts, isRecord, namesElsewhere, type Loss, type MigratedLevel, type MigratedOverride, type Migration } from "./migration.js";

const TOOL = "compose-lint-python";

/** Source: compose-lint (Python), `models.py`. */
const LEVELS: ReadonlyMap<string, Level> = new Map([["critical", "error"], ["high", "error"], ["medium", "warning"], ["low", "info"]]);

const KEYS: ReadonlySet<string> = new Set(["enabled", "reason", "severity", "exclude_services"]);

/** What one of their rules says, in our words. */
interface Entry {
  readonly level?: Level;
  readonly reason?: string;
  /** Services with reasons. */
  readonly excluded: ReadonlyMap<string, string | undefined>;
}

/** What becomes of a configuration of compose-lint (Python), whose rules are all on unless it says otherwise. */
export function migrateComposeLintPython(data: unknown): Migration {
  const losses: Loss[] = [];
  const entries = new Map<string, Entry>();
  const { rules = {}, ...others } = isRecord(data) ? data : {};
  for (const key of Object.keys(others)) losses.push({ path: [key], message: `\`${key}\` is no key that is known here.` });
  for (const [name, entry] of Object.entries(isRecord(rules) ? rules : {})) {
    const path = ["rules", name];
    if (counterparts(TOOL, name).length === 0) losses.push({ path, message: `\`${name}\` is no rule of compose-lint (Python) that is known here.` });
    else if (!isRecord(entry)) losses.push({ path, message: `\`${name}\` should be a mapping.` });
    else {
      entries.set(name, readEntry(entry));
      for (const key of Object.keys(entry)) if (!KEYS.has(key)) losses.push({ path: [...path, key], message: `\`${key}\` is no key that is known here.` });
    }
  }

  const levels: MigratedLevel[] = [];
  const overrides: MigratedOverride[] = [];
  for (const rule of new Set([...entries.keys()].flatMap((name) => counterparts(TOOL, name)))) {
    const theirs = namesElsewhere(TOOL, rule);
    const said = theirs.flatMap((name) => entries.get(name) ?? []);
    const [first] = said;
    if (!first) continue;
    const others = theirs.filter((name) => !entries.has(name));
    const refuse = (what: string): void => {
      for (const name of theirs.filter((each) => entries.has(each))) losses.push({ path: ["rules", name], message: `\`${name}\` ${what}: \`${rule}\` stands for ${theirs.join(", ")} together, of which the file does not say the same.` });
    };
    const agree = others.length === 0 && said.every(({ level }) => level === first.level);
    if (agree && first.level !== undefined) levels.push({ rule, level: first.level, ...(first.reason === undefined ? {} : { reason: first.reason }) });
    else if (said.some(({ level }) => level !== undefined)) refuse("keeps its level");
    const excluded = [...first.excluded].filter(([service]) => others.length === 0 && said.every((entry) => entry.excluded.has(service)));
    for (const [service, reason] of excluded) overrides.push({ service, rule, ...(reason === undefined ? {} : { reason }) });
    if (said.some((entry) => entry.excluded.size > excluded.length)) refuse("is not turned off for services");
  }
  return { levels, overrides, ignore: [], losses };
}

function readEntry({ enabled, reason, severity, exclude_services: services }: Readonly<Record<string, unknown>>): Entry {
  // YAML 1.1, which the other tool reads, has more words for it.
  const isOff = enabled === false || enabled === "no" || enabled === "off";
  const level = isOff ? "off" : typeof severity === "string" ? LEVELS.get(severity.toLowerCase()) : undefined;
  const listed = Array.isArray(services) ? services.map((name) => [String(name), undefined] as const) : isRecord(services) ? Object.entries(services).map(([name, why]) => [name, textOf(why)] as const) : [];
  const why = textOf(reason);
  return { ...(level === undefined ? {} : { level }), ...(why === undefined ? {} : { reason: why }), excluded: new Map(listed) };
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value.trim().replace(/\s+/g, " ") : undefined;
}
