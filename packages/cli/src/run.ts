import { basename, resolve } from "node:path";
import { loadProject, rules as builtIn, type Configuration, type ConfigurationFor, type FoundProject, type Rule, type Severity } from "@compose-lint/core";
import { atLineStart, findFiles, type Input, isConfigurationName, onThisDay, printable, projectHost, projectsOf, readNamed, readStream, Setup, shownPath, Trouble } from "@compose-lint/workspace";
import type { Options } from "./arguments.js";
import type { AuditOutcome } from "./audit/audit-projects.js";
import { commandMeant } from "./command-meant.js";
import { ExitCode } from "./exit-code.js";
import type { Terminal } from "./interactive.js";
import { Interrupted } from "./interrupted.js";
import { processProjects, type Result } from "./process-projects.js";
import { publish } from "./publish.js";
import { showsAudit, showsFixes } from "./report/formats.js";
import type { Look, Report } from "./report/report.js";
import { counted } from "./report/totals.js";
import type { Work } from "./work.js";

/** An output stream, and what is known about whoever reads it. */
export interface Sink {
  write(content: string | Uint8Array): void;
  readonly isTerminal: boolean;
  readonly look: Look;
}

export interface Host {
  readonly cwd: string;
  /** To be asked for only if it is read: opening it takes Node a while. */
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly out: Sink;
  readonly err: Sink;
  /** The variables of the environment; none if absent. Nothing of what a file means depends on them. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Opens the terminal that somebody sits at; absent if nobody does. */
  readonly terminal?: () => Promise<Terminal>;
}

/** Does what the command line asks for, and says how it went. */
export async function run(options: Options, host: Host, fixed?: Configuration): Promise<ExitCode> {
  const { err } = host;
  if (options.interactive && !host.terminal) throw new Trouble("--interactive needs a terminal on standard input and standard output, to show changes and to be answered.");
  const setup = new Setup(fixed ? { ...options, config: false } : options, host.cwd);
  if (options.printConfig !== undefined) return await printConfig(options.printConfig, setup, host);
  const { linted, troubles: unread, ignored, ...found } = await readInputs(options, host, setup);
  if (options.reports.some(({ file }) => file !== undefined)) (await import("./report-files.js")).checkReportFiles(options.reports, linted.keys(), host.cwd);
  const baseline = options.baseline === undefined ? undefined : new (await import("./baseline-run.js")).Baseline(options.baseline, host.cwd, options.updateBaseline);
  // Questions and their answers have the terminal for themselves.
  const progress = err.isTerminal && !options.interactive ? (await import("./progress.js")).progressFor(host, sizeOf(linted)) : undefined;
  const files = projectHost(linted, host.cwd, { ...options, listed: namedByConfiguration(options, setup, linted), onRead: (name) => progress?.read(name) });
  const projects = await projectsOf(options, files, [...linted.keys()], setup);
  const configuration = onThisDay(fixed ? () => fixed : setup.configurationOf);
  const rules = rulesOf(projects, configuration);
  progress?.end();
  const note = (sentence: string): void => {
    err.write(`note: ${printable(sentence)}\n`);
  };
  if (options.verbose) {
    const { describeServices } = await import("./report/services.js");
    for (const project of projects) err.write([printable(describeProject(project)), ...describeServices(loadProject(files, project.request).services)].map((line) => `${line}\n`).join(""));
  } else for (const { request, because } of projects.filter(({ isFragment }) => isFragment)) note(`${request.files.join(" + ")} is linted as a fragment: ${because}.`);
  [...setup.notes, ...ignored, ...withoutFixes(options, rules)].forEach(note);

  try {
    const work: Work = { options, configuration: progress?.counting(configuration, projects.length) ?? configuration, rules, cwd: host.cwd, host: files, projects, linted, ...found, ...(baseline ? { baseline, isPartial: unread.length > 0 } : {}) };
    const result = await settle(work, host);
    const troubles = [...unread, ...result.troubles];
    const edits = options.reports.some(showsFixes) ? (await import("./planned-edits.js")).plannedEdits(work, troubles) : undefined;
    const audit = options.reports.some(showsAudit) ? await audited(work) : undefined;
    progress?.end();
    troubles.push(...(audit?.troubles ?? []));
    troubles.push(...(await publish({ ...result, report: { ...result.report, ...(edits ? { edits } : {}), ...(audit ? { audited: audit.audited } : {}) } }, options, host)));
    [...files.notes, ...result.notes].forEach(note);
    for (const trouble of troubles) writeTrouble(trouble, err);
    if (troubles.length > 0) return ExitCode.Failure;
    const excess = excessOfWarnings(result.report, options);
    if (excess !== undefined) note(excess);
    return excess !== undefined || isBad(result.report, options.failOn) ? ExitCode.Findings : ExitCode.Clean;
  } catch (error) {
    progress?.end();
    if (!(error instanceof Interrupted)) throw error;
    writeTrouble("interrupted; nothing was written.", err);
    return ExitCode.Interrupted;
  }
}

function sizeOf(linted: ReadonlyMap<string, Uint8Array>): number {
  return [...linted.values()].reduce((sum, { length }) => sum + length, 0);
}

/** The files of projects that are listed in a configuration which somebody has named; one that is found is as foreign as the files beside it. */
export function namedByConfiguration({ config }: Pick<Options, "config">, setup: Setup, linted: ReadonlyMap<string, Uint8Array>): readonly string[] {
  return typeof config === "string" ? setup.projectsWith(new Set(linted.keys())).flatMap(({ files }) => files) : [];
}

/** Does the work, and asks about every change if that is wanted. */
async function settle(work: Work, { terminal: open }: Host): Promise<Result> {
  if (!work.options.interactive || !open) return await processProjects(work, { decide: () => true, finish: () => Promise.resolve(), declined: new Set() });
  const { interactively } = await import("./interactive.js");
  const terminal = await open();
  try {
    return await processProjects(work, interactively(terminal));
  } finally {
    await terminal.close();
  }
}

interface Inputs {
  /** What is to be linted, by the name that people are told. */
  readonly linted: ReadonlyMap<string, Uint8Array>;
  readonly stdinName?: string;
  readonly troubles: readonly string[];
  /** What was named and is left alone all the same, a sentence each. */
  readonly ignored: readonly string[];
}

/** Reads what the arguments stand for; what cannot be read does not keep the rest from being linted. */
export async function readInputs(options: Pick<Options, "paths" | "files" | "root" | "stdinFilename">, host: Pick<Host, "cwd" | "stdin">, setup: Setup): Promise<Inputs> {
  const { cwd } = host;
  const isProject = options.files.length > 0;
  const { inputs, troubles: notFound, notes: leftAlone } = findFiles(isProject ? options.files : options.paths, cwd, { ...options, hint: commandMeant });
  const troubles = [...notFound];
  const ignored: string[] = [...leftAlone];
  const named = new Set(options.paths.map((path) => resolve(cwd, path)));
  const nameOf = (input: Input): string => (input.kind === "stdin" ? (options.stdinFilename ?? "<stdin>") : input.path);
  // pre-commit hands over the configuration with the files, because its name begins like theirs.
  const files = inputs.filter((input) => input.kind === "stdin" || !isConfigurationName(basename(input.path)));
  if (files.length === 0) ignored.push(...inputs.map((input) => `${nameOf(input)} is a configuration, and no Compose file.`));
  await setup.load(files.map(nameOf));
  const linted = new Map<string, Uint8Array>();
  let stdinName: string | undefined;
  for (const input of files) {
    const name = nameOf(input);
    // What `-f` lists makes one project, of which no part can be left out.
    const configuration = isProject ? undefined : setup.of(name);
    if (configuration?.ignores(name)) {
      if (files.length === 1 || named.has(resolve(cwd, name))) ignored.push(`${name} is left alone, because ${configuration.names.at(-1) ?? ""} has it under ignore.`);
      continue;
    }
    if (input.kind === "stdin") stdinName = name;
    try {
      linted.set(name, input.kind === "stdin" ? await readStream(host.stdin, name) : readNamed(resolve(cwd, name), name));
    } catch (error) {
      if (!(error instanceof Trouble)) throw error;
      troubles.push(error.message);
    }
  }
  return { linted, troubles, ignored, ...(stdinName === undefined ? {} : { stdinName }) };
}

/** What `compose-lint audit` would make of the projects, as they are by now. */
async function audited({ options, cwd, host, projects }: Work): Promise<AuditOutcome> {
  const { auditProjects, auditSetup } = await import("./audit/audit-projects.js");
  const setup = auditSetup(options, cwd);
  await setup.load(projects.map(({ request }) => request.files[0] ?? ""));
  return auditProjects(host, projects, onThisDay(setup.configurationOf));
}

/** The rules that are on for some of the projects. */
function rulesOf(projects: readonly FoundProject[], configuration: ConfigurationFor): readonly Rule[] {
  const configurations = new Set(projects.map(({ request }) => configuration(request)));
  return [...new Map([...configurations].flatMap(({ rules }) => rules.map(({ rule }) => [rule.name, rule] as const))).values()];
}

/** Shows what holds for one file, which need not be there. */
async function printConfig(path: string, setup: Setup, { cwd, out }: Host): Promise<ExitCode> {
  const name = shownPath(resolve(cwd, path), cwd);
  await setup.load([name]);
  const { printConfiguration } = await import("./configuration/print.js");
  out.write(printConfiguration(name, setup.configurationOf({ files: [name] }), setup.knownFor(name), setup.of(name)));
  return ExitCode.Clean;
}

/** Rules that `--fix-only` asks for in vain. */
function withoutFixes({ fixOnly, unsafe, presets: chosen }: Options, rules: readonly Rule[]): readonly string[] {
  const all = new Map([...builtIn, ...rules].map((rule) => [rule.name, rule] as const));
  return [...all.values()].flatMap(({ name, fixable, presets }) => {
    if (!fixOnly?.has(name)) return [];
    if (!fixable) return [`${name} has no fixes.`];
    if (!rules.some((each) => each.name === name)) return [`${name} is ${chosen.length === 0 ? "off" : `not in ${chosen.join(" or ")}`}.${presets.length === 0 ? "" : ` Its presets: ${presets.join(", ")}.`}`];
    return fixable === "safe" || unsafe ? [] : [`${name} has fixes with --unsafe only.`];
  });
}

function describeProject({ request, because, isFragment }: FoundProject): string {
  return `${isFragment ? "fragment" : "project"}: ${request.files.join(" + ")} (${because})`;
}

export function writeTrouble(trouble: string, to: Pick<Sink, "write">): void {
  to.write(`compose-lint: ${trouble.split("\n").map((line, index) => (index === 0 ? printable(line) : atLineStart(printable(line)))).join("\n")}\n`);
}

function isBad({ files }: Report, failOn: Options["failOn"]): boolean {
  if (failOn === "never") return false;
  const order: readonly Severity[] = ["info", "warning", "error"];
  const threshold = order.indexOf(failOn);
  return files.some(({ diagnostics }) => diagnostics.some(({ severity }) => order.indexOf(severity) >= threshold));
}

/** What is wrong if there are more warnings than somebody wants to have. */
function excessOfWarnings({ files }: Report, { maxWarnings = Infinity }: Options): string | undefined {
  const count = files.reduce((sum, { diagnostics }) => sum + diagnostics.filter(({ severity }) => severity === "warning").length, 0);
  return count > maxWarnings ? `${counted(count, "warning")}, more than --max-warnings ${String(maxWarnings)} allows.` : undefined;
}
