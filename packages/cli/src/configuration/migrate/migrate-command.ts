import { basename, dirname, resolve } from "node:path";
import { PRESETS, readPlainDocument } from "@compose-lint/core";
import { Command } from "commander";
import { nearestForeign, printable, readBytes, shownPath, Trouble } from "@compose-lint/workspace";
import { readCommandLine } from "../../command-line.js";
import { HEAD, scalar, writeConfiguration } from "../starter.js";
import { migrateComposeLintPython } from "./compose-lint-python.js";
import { migrateDclint } from "./dclint.js";
import { isRecord, usuallyOff, type MigratedLevel, type MigratedOverride, type Migration } from "./migration.js";

/** What may be said after `migrate`. */
export function migrateCommand(): Command {
  return new Command("compose-lint migrate")
    .description("Makes compose-lint.config.yaml of a configuration of dclint (.dclintrc…) or of compose-lint for Python (.compose-lint.yml); of the nearest one if none is named.")
    .argument("[file]")
    .helpOption("-h, --help", "print this help")
    .allowExcessArguments(false);
}

/**
 * `compose-lint migrate [file]`: makes a configuration of ours from one of dclint or of compose-lint (Python), beside it.
 * @returns what to print: what was written, and what has no equivalent.
 * @throws Trouble if there is nothing to migrate, it cannot be read, or there is a configuration of ours already.
 */
export function migrate([, ...words]: readonly string[], cwd: string): string {
  const command = migrateCommand();
  const asked = readCommandLine(command, words);
  if (asked) return asked.text;
  const [given] = command.args;
  const path = given === undefined ? nearestForeign(cwd) : resolve(cwd, given);
  if (path === undefined) throw new Trouble("there is neither a .dclintrc nor a .compose-lint.yml in this folder or above it. Name the file if it is called otherwise.");
  const name = shownPath(path, cwd);
  if (/\.(?:[cm]?js|ts)$/.test(path)) throw new Trouble(`${name} is a program, which is not run. Print what it exports as JSON into a file, and migrate that.`);

  const document = readPlainDocument(name, readBytes(path, name));
  const placeOf = (offset: number): string => {
    const { line, column } = document.file.lines.positionAt(offset);
    return `${name}:${String(line)}:${String(column)}`;
  };
  if (document.problems.length > 0) throw new Trouble(`${name} cannot be read.\n${document.problems.map(({ range, message }) => `  ${placeOf(range.start)}: ${message}`).join("\n")}`);
  const isPackage = basename(path) === "package.json";
  const data = isPackage && isRecord(document.value) ? document.value["dclint"] : document.value;
  if (!isRecord(data)) throw new Trouble(`${name} holds no configuration of another linter.`);
  const isPython = /^\.?compose-lint\.ya?ml$/.test(basename(path)) || Object.keys(isRecord(data["rules"]) ? data["rules"] : {}).some((rule) => rule.startsWith("CL-"));
  const migration = isPython ? migrateComposeLintPython(data) : migrateDclint(data);
  const written = writeConfiguration(dirname(path), linesFor(migration, name, isPython ? "compose-lint-python" : "dclint"), cwd);
  const losses = migration.losses
    .map(({ path: at, message }) => ({ start: document.placeOf(isPackage ? ["dclint", ...at] : at, "key").range.start, message }))
    .sort((a, b) => a.start - b.start)
    .map(({ start, message }) => `  ${placeOf(start)}: ${message}`);
  const rest = losses.length === 0 ? "All of it has an equivalent." : `Without an equivalent:\n${losses.map(printable).join("\n")}`;
  return `${written} is written from ${name}, which you can remove.\n${rest}\n`;
}

function linesFor({ levels, overrides, ignore }: Migration, source: string, tool: string): readonly string[] {
  const named = new Set(levels.map(({ rule }) => rule));
  const woken = usuallyOff(tool).filter((rule) => !named.has(rule));
  return [
    ...HEAD,
    `# Made of ${printable(source)}.`,
    "",
    `# Other presets: ${PRESETS.filter((preset) => preset !== "recommended").join(", ")}.`,
    "extends: [recommended]",
    "",
    ...(ignore.length === 0 ? [] : ["ignore:", ...ignore.map((pattern) => `  - ${scalar(pattern.replace(/\/+$/, ""))}`), ""]),
    "rules:",
    ...levels.map(levelLine),
    ...(woken.length === 0 ? [] : ["  # On there as well, and in no preset above.", ...woken.map((rule) => `  ${rule}: on`)]),
    ...(overrides.length === 0 ? [] : ["", "overrides:", ...[...new Set(overrides.map(({ service }) => service))].flatMap((service) => overrideLines(service, overrides))]),
  ];
}

function levelLine({ rule, level, options, reason }: MigratedLevel): string {
  const value = options ? `{ severity: ${level}, ${Object.entries(options).map(([key, option]) => `${key}: ${JSON.stringify(option)}`).join(", ")} }` : level;
  return `  ${rule}: ${value}${remark(reason)}`;
}

/** What differs for one service. */
function overrideLines(service: string, overrides: readonly MigratedOverride[]): readonly string[] {
  const own = overrides.filter((override) => override.service === service);
  return [`  - services: [${scalar(service)}]`, "    rules:", ...own.map(({ rule, reason }) => `      ${rule}: off${remark(reason)}`)];
}

function remark(reason: string | undefined): string {
  return reason === undefined ? "" : ` # ${printable(reason)}`;
}
