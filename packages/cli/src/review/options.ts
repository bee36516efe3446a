import type { ReviewOptions } from "@compose-lint/review-bot";
import { Trouble } from "@compose-lint/workspace";
import { Command, Option } from "commander";
import { collectNames, knownLevel, knownPreset, type Options } from "../arguments.js";
import { readCommandLine } from "../command-line.js";
import { FORGES } from "./forges.js";

/** What can be said after `review`. */
export interface ReviewCommandOptions extends Omit<ReviewOptions, "isKnown"> {
  /** The branch or commit that the change goes to; absent for that of the pull request. */
  readonly base?: string;
  readonly head?: string;
  /** As the forge names its repositories: `owner/name`, or `group/subgroup/name` on GitLab. */
  readonly repo?: string;
  /** Absent for that whose pipeline this is. */
  readonly forge?: keyof typeof FORGES;
  readonly pr?: number;
  readonly dryRun: boolean;
  /** A path from the root of the repository. */
  readonly baseline?: string;
  readonly failOn: Options["failOn"];
  readonly color?: boolean;
}

interface Flags extends Pick<ReviewCommandOptions, "base" | "head" | "repo" | "pr" | "forge" | "baseline" | "failOn" | "color"> {
  readonly dryRun?: boolean;
  readonly trustBaseConfig: boolean;
  readonly config?: string | false;
  readonly preset?: readonly string[];
  readonly rule?: readonly string[];
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
}

const THRESHOLDS: readonly Options["failOn"][] = ["error", "warning", "info", "never"];

/** What may be said after `review`. */
export function reviewCommand(): Command {
  return new Command("compose-lint review")
    .description("Reviews what a pull or merge request brings. A pipeline for one says which.")
    .usage("[options]")
    .option("--base <commit>", "what the change goes to, in a checkout; with --dry-run")
    .option("--head <commit>", "branch or commit to review (default: HEAD)")
    .addOption(new Option("--forge <name>", "github or gitlab (default: that of the pipeline)").choices(Object.keys(FORGES)))
    .option("--repo <owner/name>", "repository there")
    .addOption(new Option("--pr <n>", "number of the pull or merge request there").argParser(knownNumber))
    .option("--dry-run", "print what would be said, and say it to nobody")
    .option("--no-trust-base-config", "take the configuration of the change itself")
    .option("-c, --config <path>", "this file of the repository, not the nearest one")
    .addOption(new Option("--no-config", "no configuration").hideHelp())
    .option("--baseline <file>", "tell only what is not in this file of the repository")
    .option("--preset <presets>", "recommended (default), production, strict or style", collectNames)
    .option("--rule <name=level>", "off, on, info, warning or error; repeatable", collectNames)
    .option("--only <rules>", "no rules but these, as in a,b; repeatable", collectNames)
    .option("--skip <rules>", "all rules but these; repeatable", collectNames)
    .addOption(new Option("--fail-on <severity>", "exit 1 from: never (default), error, warning, info").choices(THRESHOLDS).default("never" satisfies Options["failOn"]))
    .addOption(new Option("--color").hideHelp())
    .option("--no-color", "no colours, which only a terminal gets")
    .helpOption("-h, --help", "print this help")
    .addHelpText("after", AFTER_OPTIONS);
}

const AFTER_OPTIONS = `
Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 could not do the job.`;

/**
 * Reads what follows `review`.
 * @returns the options, or the text that was asked for instead, such as the help.
 * @throws Trouble if it makes no sense.
 */
export function parseReviewArguments(words: readonly string[]): ReviewCommandOptions | { readonly text: string } {
  const command = reviewCommand();
  const asked = readCommandLine(command, words);
  return asked ?? optionsFrom(command.opts<Flags>());
}

/** Owner and name, with groups between them on GitLab. Which forge it is, is not known yet. */
const REPOSITORY = /^[\w-][\w.-]*(?:\/(?!\.{1,2}(?:\/|$))[\w.-]+)+$/;

function optionsFrom({ dryRun = false, trustBaseConfig: trustBase, preset: presets = [], rule: levels = [], only, skip = [], ...others }: Flags): ReviewCommandOptions {
  const { base, head, repo, pr } = others;
  if ([base, head, repo].includes("")) throw new Trouble("--base, --head or --repo is empty; is a variable unset?");
  if (repo !== undefined && !REPOSITORY.test(repo)) throw new Trouble("--repo: a repository is named by its owner and its name, such as acme/shop.");
  if ((repo === undefined) !== (pr === undefined)) throw new Trouble(repo === undefined ? "--pr is a number in a repository: add --repo <owner/name>." : "--repo names where the pull request is: add --pr <n>.");
  if (head !== undefined && base === undefined) throw new Trouble("--head is compared with what it goes to: add --base <commit>.");
  if (base !== undefined && pr !== undefined) throw new Trouble("--pr names a pull request, which has a base of its own: leave --base out.");
  return { dryRun, trustBase, presets: presets.map(knownPreset), levels: new Map(levels.map(knownLevel)), ...(only ? { only: new Set(only) } : {}), skip: new Set(skip), ...others };
}

function knownNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Trouble("--pr: a pull request has a number, such as 12.");
  return Number(text);
}
