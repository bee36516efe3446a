import { resolve } from "node:path";
import { groupProjects, presetConfiguration, type Configuration, type FoundProject, type Severity } from "@compose-lint/core";
import type { Options } from "./arguments.js";
import { ExitCode } from "./exit-code.js";
import { findFiles } from "./find-files.js";
import { processProjects } from "./process-projects.js";
import { projectHost, type ProjectHost } from "./project-host.js";
import { readBytes, readStream } from "./read-files.js";
import { printable } from "./report/characters.js";
import { showDiff } from "./report/diff.js";
import { reportJson } from "./report/json.js";
import type { Look, Report } from "./report/report.js";
import { reportStylish } from "./report/stylish.js";
import { Trouble } from "./trouble.js";

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
}

/** Does what the command line asks for, and says how it went. */
export async function run(options: Options, host: Host, configuration: Configuration = presetConfiguration("recommended")): Promise<ExitCode> {
  const { out, err } = host;
  const { linted, troubles: unread, ...found } = await readInputs(options, host);
  const files = projectHost(linted, host.cwd);
  const projects = projectsOf(options, files, [...linted.keys()]);
  if (options.verbose) for (const project of projects) err.write(`${printable(describeProject(project))}\n`);
  else for (const { request, because } of projects.filter(({ isFragment }) => isFragment)) err.write(`note: ${printable(`${request.files.join(" + ")} is linted as a fragment: ${because}.`)}\n`);

  const result = await processProjects({ options, configuration, cwd: host.cwd, host: files, projects, linted, ...found });
  const report: Report = { files: result.reports, unsafe: options.unsafe };
  // Standard output belongs to a patch or a repaired text, if there is one, so that it can be piped on.
  const isTaken = options.action === "diff" || (options.action === "fix" && options.paths.includes("-"));
  writeReport(report, options, isTaken ? err : out);
  for (const output of result.outputs) {
    if (output.length > 0) out.write(typeof output === "string" && out.isTerminal ? showDiff(output, out.look) : output);
  }

  const troubles = [...unread, ...result.troubles];
  for (const trouble of troubles) writeTrouble(trouble, err);
  if (troubles.length > 0) return ExitCode.Failure;
  return isBad(report, options.failOn) ? ExitCode.Findings : ExitCode.Clean;
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

function describeProject({ request, because, isFragment }: FoundProject): string {
  return `${isFragment ? "fragment" : "project"}: ${request.files.join(" + ")} (${because})`;
}

export function writeTrouble(trouble: string, to: Pick<Sink, "write">): void {
  to.write(`compose-lint: ${trouble.split("\n").map(printable).join("\n")}\n`);
}

function writeReport(report: Report, { format }: Options, sink: Sink): void {
  const text = format === "json" ? reportJson(report) : reportStylish(report, sink.look);
  if (text !== "") sink.write(text);
}

function isBad({ files }: Report, failOn: Options["failOn"]): boolean {
  if (failOn === "never") return false;
  const order: readonly Severity[] = ["info", "warning", "error"];
  const threshold = order.indexOf(failOn);
  return files.some(({ diagnostics }) => diagnostics.some(({ severity }) => order.indexOf(severity) >= threshold));
}
