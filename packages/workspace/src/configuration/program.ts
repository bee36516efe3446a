import { statSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { rules, ruleKit, type RuleKit } from "@compose-lint/core";
import { shownPath } from "../find-files.js";
import { importModule } from "../import-module.js";
import { noteRead } from "../observe-reads.js";
import { ConfigurationTrouble } from "./fault.js";
import { isWithin, repositoryOf } from "./find.js";
import { readOwnRules, type OwnRules } from "./own-rules.js";
import type { ReadConfiguration } from "./read.js";

/** A configuration that is a program, after it was run. */
export interface ProgramConfiguration extends ReadConfiguration {
  readonly ownRules: OwnRules;
}

/**
 * Runs a configuration that is a program: what it exports by default, or what that returns if it is a function. Such a function is handed
 * what rules are written with, so that it need not find it.
 * @throws ConfigurationTrouble if it lies outside the working tree that somebody stands in, fails, or exports something else.
 */
export async function runConfiguration(path: string, cwd: string): Promise<ProgramConfiguration> {
  const name = shownPath(path, cwd);
  const tree = repositoryOf(cwd) ?? cwd;
  if (!isWithin(path, tree)) throw new ConfigurationTrouble([`${name}: It is a program, and outside ${tree} none is run. Run compose-lint from the folder of its repository, or write it as YAML.`]);
  const exported = await attempt(name, async () => {
    noteRead(path);
    // Under the name of what it was before, Node would not read it again while it is watched.
    const module = await importModule(`${pathToFileURL(path).href}?changed=${String(statSync(path).mtimeMs)}`);
    const made: unknown = typeof module === "object" && module !== null && "default" in module ? module.default : undefined;
    return typeof made === "function" ? await (made as (kit: RuleKit) => unknown)(ruleKit) : made;
  });
  if (typeof exported !== "object" || exported === null) throw new ConfigurationTrouble([`${name}: It must export the configuration by default, or a function that returns it.`]);
  const { ownRules = {}, ...data } = exported as Readonly<Record<string, unknown>>;
  const own = readOwnRules(ownRules, name, rules.map((rule) => rule.name));
  if (own.faults.length > 0) throw new ConfigurationTrouble(own.faults.map(({ message }) => `${name}: ${message}`));
  return { path, name, data, ownRules: own.rules, locate: (faults) => faults.map(({ message }) => `${name}: ${message}`) };
}

async function attempt<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new ConfigurationTrouble([`${name}: It could not be run: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`]);
  }
}
