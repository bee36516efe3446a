import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { CONFIGURATION_NAMES, configurationsIn, DOCUMENTATION, explainSystemError, SCHEMA, shownPath, Trouble } from "@compose-lint/workspace";

const SCHEMA_LINE = `# yaml-language-server: $schema=${SCHEMA}`;

/** How every configuration that we write begins. */
export const HEAD: readonly string[] = [SCHEMA_LINE, `# What can be said here: ${DOCUMENTATION}`];

/**
 * Refuses to go on where there is a configuration already.
 * @throws Trouble
 */
export function refuseSecond(folder: string, cwd: string): void {
  const [first] = configurationsIn(folder);
  if (first !== undefined) throw new Trouble(`${shownPath(first, cwd)} is there already, and nothing is written over it.`);
}

/**
 * Writes a new configuration.
 * @returns its name as people are told it.
 * @throws Trouble if there is one already, or it cannot be written.
 */
export function writeConfiguration(folder: string, lines: readonly string[], cwd: string): string {
  refuseSecond(folder, cwd);
  const [file] = CONFIGURATION_NAMES;
  const path = join(folder, file);
  const name = shownPath(path, cwd);
  try {
    writeFileSync(path, lines.map((line) => `${line}\n`).join(""), { flag: "wx" });
  } catch (error) {
    throw new Trouble(`${name}: not written: ${explainSystemError(error)}.`);
  }
  return name;
}

/** A text in YAML: as it is if nothing could be misread, else in quotes. */
export function scalar(text: string): string {
  return /^[a-z./][\w./-]*$/i.test(text) && !/^(?:true|false|null|yes|no|on|off|y|n|\.+|~)$/i.test(text) ? text : JSON.stringify(text);
}
