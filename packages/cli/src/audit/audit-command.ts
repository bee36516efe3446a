import { resolve } from "node:path";
import { onThisDay, printable, projectHost, projectsOf, Trouble } from "@compose-lint/workspace";
import type { CommandHost } from "../commands.js";
import { ExitCode } from "../exit-code.js";
import type { Look } from "../report/report.js";
import { namedByConfiguration, readInputs, writeTrouble, type Host } from "../run.js";
import { auditProjects, auditSetup, type AuditOutcome } from "./audit-projects.js";
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

async function auditAll(options: AuditOptions, host: Pick<Host, "cwd" | "stdin">): Promise<AuditOutcome> {
  const setup = auditSetup(options, host.cwd);
  const { linted, troubles: unread, ignored } = await readInputs(options, host, setup);
  if (options.outputFile !== undefined) (await import("../report-files.js")).checkReportFiles([{ file: options.outputFile }], linted.keys(), host.cwd);
  const files = projectHost(linted, host.cwd, { ...options, listed: namedByConfiguration(options, setup, linted) });
  const projects = await projectsOf(options, files, [...linted.keys()], setup);
  const outcome = auditProjects(files, projects, onThisDay(setup.configurationOf));
  return { audited: outcome.audited, notes: [...setup.notes, ...ignored, ...outcome.notes, ...files.notes], troubles: [...unread, ...outcome.troubles] };
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
