import type { Preset, Severity } from "@compose-lint/core";
import { Command, Option } from "commander";
import { readCommandLine } from "./command-line.js";
import { knownRule } from "./known-rule.js";
import { printable } from "./report/characters.js";
import { Trouble } from "./trouble.js";
import { version } from "./version.js";

export interface Options {
  /** Files, folders and `-`; empty for the current folder. */
  readonly paths: readonly string[];
  /** Report; or repair, then report what is left; or report and show what a repair would change. */
  readonly action: "lint" | "fix" | "diff";
  readonly unsafe: boolean;
  /** Ask about every change before it is made. */
  readonly interactive: boolean;
  /** `--fix-only`: the rules whose fixes are wanted; absent for those of all rules. */
  readonly fixOnly?: ReadonlySet<string>;
  /** `--preset`: the rules of all of these. */
  readonly presets: readonly Preset[];
  readonly format: Format;
  readonly failOn: Severity | "never";
  readonly stdinFilename?: string;
  /** `-f`, in order: the files of one project. Empty: find the projects. */
  readonly files: readonly string[];
  readonly projectDirectory?: string;
  /** `--env-file`; empty for the `.env` of the project. */
  readonly envFiles: readonly string[];
  /** `--profile`; empty for the services of all profiles. */
  readonly profiles: readonly string[];
  /** Whether `include` and `extends` may lead to other files. */
  readonly follow: boolean;
  /** Tell how files were grouped into projects, what each service is taken for, and which facts fixes rest on. */
  readonly verbose: boolean;
  /** Absent: up to the terminal and the environment. */
  readonly color?: boolean;
}

export type Format = "stylish" | "json";

const FORMATS: readonly Format[] = ["stylish", "json"];
const PRESETS: readonly Preset[] = ["recommended", "production", "strict", "style"];
const THRESHOLDS: readonly Options["failOn"][] = ["error", "warning", "info", "never"];

/** What commander makes of the command line. */
interface Flags {
  readonly fix?: boolean;
  readonly unsafe?: boolean;
  readonly diff?: boolean;
  readonly interactive?: boolean;
  readonly fixOnly?: readonly string[];
  readonly preset?: readonly string[];
  readonly format: Format;
  readonly failOn: Options["failOn"];
  readonly stdinFilename?: string;
  readonly file?: readonly string[];
  readonly projectDirectory?: string;
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
  const command = new Command("compose-lint")
    .description("Lints and repairs Docker Compose projects: files, folders, - for standard input.")
    .usage("[options] [paths...] | rules | explain <rule> | image <name>")
    .argument("[paths...]")
    .option("--fix", "repair files; safe fixes only")
    .option("--diff", "show what --fix would change, as a patch")
    .option("--unsafe", "include fixes that may change behaviour")
    .option("--fix-only <rules>", "fixes of these rules only, as in a,b; repeatable", collectNames)
    .option("--preset <names>", "recommended (default), production, strict or style", collectNames)
    .option("--interactive", "with --fix: show every change, and ask")
    .addOption(new Option("--format <format>", "how to report: stylish (default) or json").choices(FORMATS).default("stylish" satisfies Format))
    .addOption(new Option("--fail-on <severity>", "exit 1 from: error (default), warning, info, never").choices(THRESHOLDS).default("error" satisfies Options["failOn"]))
    .option("-f, --file <path>", "file of one project, as for docker compose", collect)
    .option("--project-directory <path>", "where relative paths start")
    .option("--env-file <path>", "variables from here instead of .env; repeatable", collect)
    .option("--profile <name>", "only services of this profile, and those of none", collect)
    .option("--no-follow", "do not read files that include or extends name")
    .option("--verbose", "tell projects, services' roles, what fixes rest on")
    .option("--stdin-filename <path>", "what standard input is called in the report")
    .addOption(new Option("--color").hideHelp())
    .option("--no-color", "no colours, which only a terminal gets")
    .version(version, "-v, --version", "print the version")
    .addHelpOption(new Option("-h, --help").hideHelp())
    .addHelpText("after", "Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 could not do the job.");
  return readCommandLine(command, args) ?? optionsFrom(command.args, command.opts<Flags>());
}

/** An option that can be repeated. */
function collect(value: string, values: readonly string[] = []): readonly string[] {
  return [...values, value];
}

/** An option that can be repeated, and takes several names at once. */
function collectNames(value: string, names: readonly string[] = []): readonly string[] {
  return [...names, ...value.split(",").map((name) => name.trim())];
}

function optionsFrom(paths: readonly string[], flags: Flags): Options {
  const { fix, diff, unsafe = false, interactive = false, fixOnly, preset: presets = ["recommended"], verbose = false, file: files = [], envFile: envFiles = [], profile: profiles = [], ...others } = flags;
  if (files.length > 0 && paths.length > 0) throw new Trouble("-f names the files of one project; leave the other paths out, or -f.");
  if (fix && diff) throw new Trouble("--fix writes files and --diff writes none: choose one of them.");
  if (others.stdinFilename !== undefined && !paths.includes("-")) throw new Trouble("--stdin-filename names standard input, which is read only if - is among the paths.");
  if (paths.includes("")) throw new Trouble("a path is empty; is a variable unset?");
  if (interactive) checkInteractive(flags, paths);
  if (fixOnly && !fix && !diff) throw new Trouble("--fix-only limits what --fix and --diff change: add one of them.");
  const action = fix ? "fix" : diff ? "diff" : "lint";
  return { paths, action, unsafe, interactive, verbose, files, envFiles, profiles, presets: presets.map(knownPreset), ...(fixOnly ? { fixOnly: new Set(fixOnly.map((name) => knownRule(name, "--fix-only").name)) } : {}), ...others };
}

function checkInteractive({ fix, format }: Flags, paths: readonly string[]): void {
  if (!fix) throw new Trouble("--interactive asks about the changes that --fix makes: add --fix.");
  if (paths.includes("-")) throw new Trouble("--interactive asks on the terminal, so that standard input cannot be a file as well: leave - out.");
  if (format !== "stylish") throw new Trouble(`--interactive talks to a person, and --format ${format} to a program: choose one of them.`);
}

function knownPreset(name: string): Preset {
  const preset = PRESETS.find((each) => each === name);
  if (!preset) throw new Trouble(`--preset: there is no preset '${printable(name)}'; choose from ${PRESETS.join(", ")}.`);
  return preset;
}
