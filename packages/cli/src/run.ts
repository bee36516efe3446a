import { resolve } from "node:path";
import { groupProjects, loadProject, presetConfiguration, rules, type Configuration, type FoundProject, type Severity } from "@compose-lint/core";
import type { Options } from "./arguments.js";
import { ExitCode } from "./exit-code.js";
import { findFiles } from "./find-files.js";
import type { Terminal } from "./interactive.js";
import { processProjects, type Result } from "./process-projects.js";
import { projectHost, type ProjectHost } from "./project-host.js";
import { readBytes, readStream } from "./read-files.js";
import { printable } from "./report/characters.js";
import { showDiff } from "./report/diff.js";
import { reportJson } from "./report/json.js";
import type { Look, Report } from "./report/report.js";
import { reportFindings, reportOutcome } from "./report/stylish.js";
import { Interrupted, Trouble } from "./trouble.js";
import type { Work } from "./work.js";

/** An output stream, and what is known about whoever reads it. */
export interface Sink {
  write(content: string | Uint8Array): void;
  readonly isTerminal: boolean;
  readonly look: Look;
}

export interface Host {
  readonly cwd: string;
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly out: Sink;
  readonly err: Sink;
  /** Opens the terminal that somebody sits at; absent if nobody does. */
  readonly terminal?: () => Promise<Terminal>;
}

/** Does what the command line asks for, and says how it went. */
export async function run(options: Options, host: Host, configuration: Configuration = presetConfiguration(...options.presets)): Promise<ExitCode> {
  const { err } = host;
  if (options.interactive && !host.terminal) throw new Trouble("--interactive needs a terminal on standard input and standard output, to show changes and to be answered.");
  const { linted, troubles: unread, ...found } = await readInputs(options, host);
  const files = projectHost(linted, host.cwd);
  const projects = projectsOf(options, files, [...linted.keys()]);
  const note = (sentence: string): void => {
    err.write(`note: ${printable(sentence)}\n`);
  };
  if (options.verbose) {
    const { describeServices } = await import("./report/services.js");
    for (const project of projects) err.write([printable(describeProject(project)), ...describeServices(loadProject(files, project.request).services)].map((line) => `${line}\n`).join(""));
  } else for (const { request, because } of projects.filter(({ isFragment }) => isFragment)) note(`${request.files.join(" + ")} is linted as a fragment: ${because}.`);
  withoutFixes(options, configuration).forEach(note);

  try {
    const result = await settle({ options, configuration, cwd: host.cwd, host: files, projects, linted, ...found }, host);
    show(result, options, host);
    result.notes.forEach(note);
    const troubles = [...unread, ...result.troubles];
    for (const trouble of troubles) writeTrouble(trouble, err);
    if (troubles.length > 0) return ExitCode.Failure;
    return isBad(result.report, options.failOn) ? ExitCode.Findings : ExitCode.Clean;
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    writeTrouble("interrupted; nothing was written.", err);
    return ExitCode.Interrupted;
  }
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

/** Standard output belongs to a patch or a repaired text, if there is one, so that it can be piped on; the report then goes beside it. */
function show({ report, outputs }: Result, options: Options, { out, err }: Host): void {
  const isTaken = options.action === "diff" || (options.action === "fix" && options.paths.includes("-"));
  const sink = isTaken ? err : out;
  // Who was asked about every change has seen what there is to see.
  const findings = options.format === "json" ? reportJson(report) : options.interactive ? "" : reportFindings(report, sink.look);
  const outcome = options.format === "json" ? "" : reportOutcome(report, sink.look);
  const shown = outputs.filter(({ length }) => length > 0).map((output) => (typeof output === "string" && out.isTerminal ? showDiff(output, out.look) : output));

  if (findings !== "") sink.write(findings);
  const isAbove = shown.length > 0 && sink.isTerminal && out.isTerminal;
  if (findings !== "" && isAbove) sink.write("\n");
  for (const output of shown) out.write(output);
  if (outcome !== "") sink.write(findings !== "" || isAbove ? `\n${outcome}` : outcome);
}

interface Inputs {
  /** What is to be linted, by the name that people are told. */
  readonly linted: ReadonlyMap<string, Uint8Array>;
  readonly stdinName?: string;
  readonly troubles: readonly string[];
}

/** Reads what the arguments stand for; what cannot be read does not keep the rest from being linted. */
async function readInputs(options: Options, { cwd, stdin }: Host): Promise<Inputs> {
  const { inputs, troubles: notFound } = findFiles(options.files.length > 0 ? options.files : options.paths, cwd);
  const troubles = [...notFound];
  const linted = new Map<string, Uint8Array>();
  let stdinName: string | undefined;
  for (const input of inputs) {
    const name = input.kind === "stdin" ? (options.stdinFilename ?? "<stdin>") : input.path;
    if (input.kind === "stdin") stdinName = name;
    try {
      linted.set(name, input.kind === "stdin" ? await readStream(stdin, name) : readBytes(resolve(cwd, name), name));
    } catch (error) {
      if (!(error instanceof Trouble)) throw error;
      troubles.push(error.message);
    }
  }
  return { linted, troubles, ...(stdinName === undefined ? {} : { stdinName }) };
}

/** One project of the files that `-f` lists; else the projects that Compose would make of the files. */
function projectsOf({ files, projectDirectory, envFiles, profiles, follow }: Options, host: ProjectHost, names: readonly string[]): readonly FoundProject[] {
  const common = { ...(projectDirectory === undefined ? {} : { projectDirectory }), ...(envFiles.length > 0 ? { envFiles } : {}), ...(profiles.length > 0 ? { profiles } : {}), follow };
  if (files.length > 0) return names.length === 0 ? [] : [{ request: { files: names, ...common }, because: "-f lists them", isFragment: false }];
  return groupProjects(host, names).map((found) => ({ ...found, request: { ...found.request, ...common } }));
}

/** Rules that `--fix-only` asks for in vain. */
function withoutFixes({ fixOnly, unsafe, presets: chosen }: Options, configuration: Configuration): readonly string[] {
  return rules.flatMap((rule) => {
    const { name, fixable, presets } = rule;
    if (!fixOnly?.has(name)) return [];
    if (!fixable) return [`${name} has no fixes.`];
    if (!configuration.rules.some((setting) => setting.rule === rule)) return [`${name} is not in ${chosen.join(" or ")}.${presets.length === 0 ? "" : ` Its presets: ${presets.join(", ")}.`}`];
    return fixable === "safe" || unsafe ? [] : [`${name} has fixes with --unsafe only.`];
  });
}

function describeProject({ request, because, isFragment }: FoundProject): string {
  return `${isFragment ? "fragment" : "project"}: ${request.files.join(" + ")} (${because})`;
}

export function writeTrouble(trouble: string, to: Pick<Sink, "write">): void {
  to.write(`compose-lint: ${trouble.split("\n").map(printable).join("\n")}\n`);
}

function isBad({ files }: Report, failOn: Options["failOn"]): boolean {
  if (failOn === "never") return false;
  const order: readonly Severity[] = ["info", "warning", "error"];
  const threshold = order.indexOf(failOn);
  return files.some(({ diagnostics }) => diagnostics.some(({ severity }) => order.indexOf(severity) >= threshold));
}
