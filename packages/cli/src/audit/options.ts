import { REDS_TOO_MANY } from "@compose-lint/core/audit";
import { Command, Option } from "commander";
import { printable, Trouble } from "@compose-lint/workspace";
import type { Options } from "../arguments.js";
import { readCommandLine } from "../command-line.js";
import { addProjectOptions, checkPaths } from "../project-options.js";

export const AUDIT_FORMATS = ["table", "json", "markdown", "html"] as const;

export type AuditFormat = (typeof AUDIT_FORMATS)[number];

/** What lint means by the same names, and what only an audit can be told. */
export interface AuditOptions extends Pick<Options, "paths" | "files" | "projectDirectory" | "root" | "envFiles" | "profiles" | "follow" | "stdinFilename" | "config" | "verbose" | "color"> {
  readonly format: AuditFormat;
  /** Absent for standard output. */
  readonly outputFile?: string;
  /** A service with more red rows than that is a failure. */
  readonly maxRed: number;
}

interface Flags extends Pick<AuditOptions, "projectDirectory" | "root" | "stdinFilename" | "follow" | "config" | "color" | "format" | "outputFile" | "maxRed"> {
  readonly file?: readonly string[];
  readonly envFile?: readonly string[];
  readonly profile?: readonly string[];
  readonly verbose?: boolean;
}

/** One less than what keeps a service out of production. */
const MAX_RED = REDS_TOO_MANY - 1;

/**
 * Reads what follows `audit`.
 * @returns the options, or the text that was asked for instead, such as the help.
 * @throws Trouble if it makes no sense.
 */
export function parseAuditArguments(words: readonly string[]): AuditOptions | { readonly text: string } {
  const command = auditCommand();
  const asked = readCommandLine(command, words);
  return asked ?? optionsFrom(command.args, command.opts<Flags>());
}

/** What may be said after `audit`. */
export function auditCommand(): Command {
  const command = new Command("compose-lint audit")
    .description("Judges every service as a review before production does, on seven rows.")
    .argument("[paths...]")
    .addOption(new Option("--format <format>", "table (default), json, markdown or html").choices(AUDIT_FORMATS).default("table" satisfies AuditFormat))
    .option("-o, --output-file <path>", "where the audit goes instead of standard output")
    .addOption(new Option("--max-red <n>", `exit 1 if a service has more red rows (default ${String(MAX_RED)})`).argParser(knownCount).default(MAX_RED))
    .option("--verbose", "table: also what was found good, row by row");
  return addProjectOptions(command)
    .option("-c, --config <path>", "this configuration instead of the nearest one")
    .option("--no-config", "no configuration")
    .option("--stdin-filename <path>", "what standard input is called")
    .addOption(new Option("--color").hideHelp())
    .option("--no-color", "no colours, which only a terminal gets")
    .helpOption("-h, --help", "print this help")
    .addHelpText("after", "\nExit codes: 0 no service above --max-red, 1 one or more, 2 could not do the job.");
}

function optionsFrom(paths: readonly string[], flags: Flags): AuditOptions {
  checkPaths(paths, flags);
  const { file: files = [], envFile: envFiles = [], profile: profiles = [], verbose = false, ...others } = flags;
  if (others.outputFile === "") throw new Trouble("--output-file: the path is empty; is a variable unset?");
  if (verbose && others.format !== "table") throw new Trouble(`--verbose is for the table; ${others.format} tells everything as it is.`);
  return { paths, files, envFiles, profiles, verbose, ...others };
}

function knownCount(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Trouble(`--max-red: '${printable(text)}' is no number of rows, such as 0 or 2.`);
  return Number(text);
}
