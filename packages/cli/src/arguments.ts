import { PRESETS, type Preset, type RuleLevel, type Severity } from "@compose-lint/core";
import { Command, Option } from "commander";
import { type ConfigurationOptions, type ProjectOptions, LEVELS, printable, Trouble } from "@compose-lint/workspace";
import { readCommandLine } from "./command-line.js";
import { COMMANDS } from "./commands.js";
import { addProjectOptions, checkPaths } from "./project-options.js";
import { FORMATS, type WantedReport } from "./report/formats.js";
import type { Grouping } from "./report/report.js";
import { version } from "./version.js";
import { WantedReports } from "./wanted-reports.js";

export interface Options extends ConfigurationOptions, ProjectOptions {
  /** Files, folders and `-`; empty for the current folder. */
  readonly paths: readonly string[];
  /** Report; or repair, then report what is left; or report and show what a repair would change. */
  readonly action: "lint" | "fix" | "diff";
  readonly unsafe: boolean;
  /** Lint again whenever a file changes that was read, until somebody ends it. */
  readonly watch: boolean;
  /** Ask about every change before it is made. */
  readonly interactive: boolean;
  /** `--fix-only`: the rules whose fixes are wanted; absent for those of all rules. */
  readonly fixOnly?: ReadonlySet<string>;
  /** `--baseline`: the file of findings that need not be told. */
  readonly baseline?: string;
  /** Write that file. */
  readonly updateBaseline: boolean;
  /** `--print-config`: show what holds for this file, and do nothing else. */
  readonly printConfig?: string;
  /** `--format` and `--output-file`: at least one report, and at most one of them for standard output. */
  readonly reports: readonly WantedReport[];
  /** `--group-by`, of the report for people. */
  readonly groupBy?: Grouping;
  /** Report errors only. */
  readonly quiet: boolean;
  readonly failOn: Severity | "never";
  /** More warnings than these are a failure; absent for any number. */
  readonly maxWarnings?: number;
  readonly stdinFilename?: string;
  /** `--root`: what lies outside of this folder is not read; absent for the repository of each file. */
  readonly root?: string;
  /** Tell how files were grouped into projects, what each service is taken for, and which facts fixes rest on. */
  readonly verbose: boolean;
  /** Absent: up to the terminal and the environment. */
  readonly color?: boolean;
}

const THRESHOLDS: readonly Options["failOn"][] = ["error", "warning", "info", "never"];
const GROUPINGS: readonly Grouping[] = ["service", "rule"];

const AFTER_OPTIONS = `Commands: ${[...COMMANDS.keys()].join(", ")}.
Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 could not do the job.`;

/** What few people need, so that the help fits a screen. */
const RARE: ReadonlySet<string> = new Set(["--env-file", "--fix-only", "--group-by", "--interactive", "--max-warnings", "--no-color", "--no-config", "--no-follow", "--print-config", "--profile", "--project-directory", "--root", "--skip", "--stdin-filename", "--update-baseline", "--version"]);

/** What commander makes of the command line. */
interface Flags {
  readonly helpAll?: boolean;
  readonly fix?: boolean;
  readonly unsafe?: boolean;
  readonly diff?: boolean;
  readonly interactive?: boolean;
  readonly fixOnly?: readonly string[];
  readonly preset?: readonly string[];
  readonly config?: string | false;
  readonly printConfig?: string;
  readonly rule?: readonly string[];
  readonly only?: readonly string[];
  readonly baseline?: string;
  readonly updateBaseline?: boolean;
  readonly skip?: readonly string[];
  readonly groupBy?: Grouping;
  readonly quiet?: boolean;
  readonly maxWarnings?: number;
  readonly failOn: Options["failOn"];
  readonly stdinFilename?: string;
  readonly file?: readonly string[];
  readonly projectDirectory?: string;
  readonly root?: string;
  readonly watch?: boolean;
  readonly envFile?: readonly string[];
  readonly profile?: readonly string[];
  readonly follow: boolean;
  readonly verbose?: boolean;
  readonly color?: boolean;
}

/**
 * Reads the command line (without `node` and the script).
 * @returns the options, or the text that was asked for instead, such as the help.
 * @throws Trouble if it makes no sense.
 */
export function parseArguments(args: readonly string[]): Options | { readonly text: string } {
  const isFull = args.includes("--help-all");
  const wanted = new WantedReports();
  const command = lintCommand(wanted, isFull);
  const asked = readCommandLine(command, args);
  if (command.opts<Flags>().helpAll) return { text: `${command.helpInformation()}${AFTER_OPTIONS}\n` };
  return asked ?? optionsFrom(command.args, command.opts<Flags>(), wanted.all());
}

/**
 * What may be said where no other command is named.
 * @param wanted takes down the reports that are wanted.
 * @param isFull whether the help tells every option.
 */
export function lintCommand(wanted = new WantedReports(), isFull = false): Command {
  const command = new Command("compose-lint")
    .description("Lints and repairs Docker Compose projects: files, folders, - for standard input.")
    .usage("[options] [paths...], or a command and its own --help")
    .argument("[paths...]")
    .option("--fix", "repair files; safe fixes only")
    .option("--diff", "show what --fix would change, as a patch")
    .option("--unsafe", "include fixes that may change behaviour")
    .option("--watch", "lint again whenever a file changes")
    .option("--fix-only <rules>", "fixes of these rules only, as in a,b; repeatable", collectNames)
    .option("--preset <presets>", "recommended (default), production, strict or style", collectNames)
    .option("--rule <name=level>", "off, on, info, warning or error; repeatable", collectNames)
    .option("--only <rules>", "no rules but these, as in a,b; repeatable", collectNames)
    .option("--skip <rules>", "all rules but these; repeatable", collectNames)
    .option("-c, --config <path>", "this configuration instead of the nearest one")
    .option("--no-config", "no configuration")
    .option("--print-config <file>", "show what holds for a file, and stop")
    .option("--interactive", "with --fix: show every change, and ask")
    .addOption(withChoices(new Option("--format <format>", isFull ? FORMATS.join(", ") : "stylish, json, sarif, github, gitlab, html and more").argParser((name: string) => { wanted.addFormat(name); }), FORMATS))
    .option("-o, --output-file <path>", "where the report of the --format before it goes", (path: string) => { wanted.addFile(path); })
    .option("--baseline <file>", "tell only what is not in it")
    .option("--update-baseline", "write all that is found to --baseline")
    .addOption(new Option("--group-by <what>", "stylish, by service or rule").choices(GROUPINGS))
    .option("--quiet", "report errors only")
    .addOption(new Option("--max-warnings <n>", "exit 1 from one more than that").argParser(knownCount))
    .addOption(new Option("--fail-on <severity>", "exit 1 from: error (default), warning, info, never").choices(THRESHOLDS).default("error" satisfies Options["failOn"]));
  addProjectOptions(command)
    .option("--verbose", "tell every finding in full, and services' roles")
    .option("--stdin-filename <path>", "what standard input is called in the report")
    .addOption(new Option("--color").hideHelp())
    .option("--no-color", "no colours, which only a terminal gets")
    .version(version, "-v, --version", "print the version")
    .addHelpOption(new Option("-h, --help").hideHelp())
    .addHelpText("after", AFTER_OPTIONS)
    .option("--help-all", "show the options that are not in this list as well");
  for (const option of command.options) if (RARE.has(option.long ?? "") && !isFull) option.hideHelp();
  return command;
}

/** An option whose values are read by a parser of its own, which commander's `choices` would replace. */
function withChoices(option: Option, choices: readonly string[]): Option {
  option.argChoices = [...choices];
  return option;
}

/** An option that can be repeated, and takes several names at once. */
export function collectNames(value: string, names: readonly string[] = []): readonly string[] {
  return [...names, ...value.split(",").map((name) => name.trim())];
}

function optionsFrom(paths: readonly string[], flags: Flags, reports: readonly WantedReport[]): Options {
  const { fix, diff, unsafe = false, watch = false, interactive = false, fixOnly, preset: presets = [], rule: levels = [], only, skip = [], verbose = false, quiet = false, updateBaseline = false, file: files = [], envFile: envFiles = [], profile: profiles = [], ...others } = flags;
  checkPaths(paths, flags);
  if (fix && diff) throw new Trouble("--fix writes files and --diff writes none: choose one of them.");
  if (interactive) checkInteractive(flags, paths, reports);
  if (fixOnly && !fix && !diff) throw new Trouble("--fix-only limits what --fix and --diff change: add one of them.");
  if (updateBaseline) checkBaseline(flags);
  if (watch) checkWatch(flags, paths);
  const action = fix ? "fix" : diff ? "diff" : "lint";
  return { paths, action, unsafe, watch, interactive, verbose, quiet, updateBaseline, reports, files, envFiles, profiles, presets: presets.map(knownPreset), levels: new Map(levels.map(knownLevel)), ...(only ? { only: new Set(only) } : {}), skip: new Set(skip), ...(fixOnly ? { fixOnly: new Set(fixOnly) } : {}), ...others };
}

function checkBaseline({ baseline, diff, only, skip }: Flags): void {
  if (baseline === undefined) throw new Trouble("--update-baseline writes the file that --baseline names: add --baseline <file>.");
  if (diff) throw new Trouble("--update-baseline writes a file and --diff writes none: choose one of them.");
  if (only || skip) throw new Trouble(`--update-baseline writes what all rules find: leave ${only ? "--only" : "--skip"} out.`);
}

/** Who watches has a file open in an editor, and whoever saves it next would overwrite what was written meanwhile. */
function checkWatch({ fix, updateBaseline, printConfig }: Flags, paths: readonly string[]): void {
  const other = fix ? "--fix" : updateBaseline ? "--update-baseline" : undefined;
  if (other !== undefined) throw new Trouble(`--watch only looks, and ${other} writes: run compose-lint ${other} by itself, or watch with --diff.`);
  if (printConfig !== undefined) throw new Trouble("--print-config shows what holds and stops: leave --watch out.");
  if (paths.includes("-")) throw new Trouble("--watch looks at files again when they change, which standard input does not: leave - out.");
}

function checkInteractive({ fix }: Flags, paths: readonly string[], reports: readonly WantedReport[]): void {
  if (!fix) throw new Trouble("--interactive asks about the changes that --fix makes: add --fix.");
  if (paths.includes("-")) throw new Trouble("--interactive asks on the terminal, so that standard input cannot be a file as well: leave - out.");
  const other = reports.find(({ format, file }) => file === undefined && format !== "stylish");
  if (other) throw new Trouble(`--interactive talks to a person, and --format ${other.format} to a program: choose one of them, or give the other an --output-file.`);
}

export function knownPreset(name: string): Preset {
  const preset = PRESETS.find((each) => each === name);
  if (!preset) throw new Trouble(`--preset: there is no preset '${printable(name)}'; choose from ${PRESETS.join(", ")}.`);
  return preset;
}

/** `memory-limit=error`. Whether there is such a rule is known when configurations, which may bring some along, are read. */
export function knownLevel(text: string): readonly [string, RuleLevel] {
  const [name = "", word] = text.split("=", 2);
  const severity = LEVELS.find((level) => level === word);
  if (!severity) throw new Trouble(`--rule: '${printable(text)}' should be a rule and what it shall be, such as memory-limit=error; choose from ${LEVELS.join(", ")}.`);
  return [name, { severity }];
}

function knownCount(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Trouble(`--max-warnings: '${printable(text)}' is no number of warnings, such as 0 or 10.`);
  return Number(text);
}
