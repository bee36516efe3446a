import { auditProject, loadProject, mapProject, type FoundProject, type Project } from "@compose-lint/core";
import { resolve } from "node:path";
import { onThisDay, printable, projectHost, projectsOf, Setup, Trouble } from "@compose-lint/workspace";
import type { CommandHost } from "../commands.js";
import { ExitCode } from "../exit-code.js";
import { describeBug } from "../report/bug.js";
import { locationOf } from "../report/places.js";
import type { Look } from "../report/report.js";
import { counted } from "../report/totals.js";
import { namedByConfiguration, readInputs, writeTrouble, type Host } from "../run.js";
import { countedReds, worstOf, type Audited } from "./audited.js";
import { parseAuditArguments, type AuditOptions } from "./options.js";

/** A file is read later, by anybody. */
const IN_FILE: Look = { color: false };

/**
 * Does what `audit`, the first of the words, asks for.
 * @throws Trouble if it makes no sense.
 */
export async function tellOfAudit([, ...words]: readonly string[], { sinks, ...host }: CommandHost): Promise<ExitCode> {
  const options = parseAuditArguments(words);
  if ("text" in options) {
    sinks(undefined).out.write(options.text);
    return ExitCode.Clean;
  }
  const { out, err } = sinks(options.color);
  const { audited, notes, troubles } = await auditAll(options, host);
  for (const note of notes) err.write(`note: ${printable(note)}\n`);

  const text = await written(audited, options, options.outputFile === undefined ? out.look : IN_FILE);
  const failed = [...troubles];
  if (options.outputFile === undefined) out.write(text);
  else {
    try {
      (await import("../report-files.js")).writeReportFile(resolve(host.cwd, options.outputFile), options.outputFile, text);
    } catch (error) {
      if (!(error instanceof Trouble)) throw error;
      failed.push(error.message);
    }
  }
  for (const trouble of failed) writeTrouble(trouble, err);
  if (failed.length > 0) return ExitCode.Failure;
  const above = audited.flatMap(({ services }) => worstOf(services, options.maxRed));
  if (above.length === 0) return ExitCode.Clean;
  err.write(`note: ${printable(`more than --max-red ${String(options.maxRed)} allows: ${countedReds(above.sort((a, b) => b.reds - a.reds))}.`)}\n`);
  return ExitCode.Findings;
}

interface Outcome {
  readonly audited: readonly Audited[];
  /** What is worth knowing, a sentence each. */
  readonly notes: readonly string[];
  /** What could not be judged, for people. */
  readonly troubles: readonly string[];
}

/** The configuration of the files counts, but not its presets: a rule that it turns off does not judge. */
async function auditAll(options: AuditOptions, host: Pick<Host, "cwd" | "stdin">): Promise<Outcome> {
  const { config } = options;
  const setup = new Setup({ presets: ["production", "strict"], levels: new Map(), skip: new Set(), ...(config === undefined ? {} : { config }) }, host.cwd);
  const { linted, troubles: unread, ignored } = await readInputs(options, host, setup);
  if (options.outputFile !== undefined) (await import("../report-files.js")).checkReportFiles([{ file: options.outputFile }], linted.keys(), host.cwd);
  const files = projectHost(linted, host.cwd, { ...options, listed: namedByConfiguration(options, setup, linted) });
  const projects = await projectsOf(options, files, [...linted.keys()], setup);
  const configurationOf = onThisDay(setup.configurationOf);
  const audited: Audited[] = [];
  const notes = [...setup.notes, ...ignored];
  const troubles = [...unread];
  for (const found of projects) {
    const name = nameOf(found);
    try {
      const project = loadProject(files, found.request);
      const { services, failures } = auditProject(project, configurationOf(found.request));
      audited.push({ name, services, map: mapProject(project) });
      troubles.push(...failures.map(({ rule, file, error }) => describeBug(`the rule ${rule} failed on ${file}`, error)), ...unreadable(project));
      notes.push(...unsettled(name, project));
    } catch (error) {
      troubles.push(describeBug(`${name} could not be audited`, error));
    }
  }
  return { audited, notes: [...notes, ...files.notes], troubles };
}

function nameOf({ request }: FoundProject): string {
  return request.files.join(" + ");
}

/** What is no YAML hides services: praise for the rest would not be earned. */
function unreadable({ problems }: Project): readonly string[] {
  return problems.filter(({ kind }) => kind === "syntax").slice(0, 1).map((problem) => `${locationOf(problem)}: ${problem.message}`);
}

function unsettled(name: string, { problems, services }: Project): readonly string[] {
  const others = problems.filter(({ kind }) => kind !== "syntax" && kind !== "remote");
  return [
    ...(others.length === 0 ? [] : [`${name} has ${counted(others.length, "error")} that may hide something from the audit; compose-lint tells them.`]),
    ...(services.length === 0 && problems.length === 0 ? [`${name} has no services to judge.`] : []),
  ];
}

/** The audit as it is asked for; loads nothing else. */
async function written(audited: readonly Audited[], { format, maxRed, verbose }: AuditOptions, look: Look): Promise<string> {
  switch (format) {
    case "table":
      return (await import("./table.js")).auditTable(audited, look, verbose);
    case "json":
      return (await import("./json.js")).auditJson(audited, maxRed);
    case "markdown":
      return (await import("./markdown.js")).auditMarkdown(audited);
    case "html":
      return (await import("./html.js")).auditHtml(audited);
  }
}
