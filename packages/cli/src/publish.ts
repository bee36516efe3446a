import { relative, resolve, sep } from "node:path";
import { Trouble } from "@compose-lint/workspace";
import type { Options } from "./arguments.js";
import type { Result } from "./process-projects.js";
import { showDiff } from "./report/diff.js";
import { reporterFor } from "./report/formats.js";
import { errorsIn, type Look, type Report, type RulePage, type Setting } from "./report/report.js";
import { readRulePage, rulePageUrl } from "./rule-page.js";
import type { Host } from "./run.js";

/** A file is read later, by anybody; colours are for those who asked for them. */
const IN_FILE: Look = { color: false };

/**
 * Writes what came of the projects where it is wanted. Standard output belongs to a patch or a repaired text, if there is one, so that it can
 * be piped on; the report then goes beside it.
 * @returns what could not be written, for people.
 */
export async function publish({ report, outputs }: Pick<Result, "report" | "outputs">, options: Options, host: Host): Promise<readonly string[]> {
  const told: Report = { ...(options.quiet ? errorsIn(report) : report), ...(options.groupBy ? { groupBy: options.groupBy } : {}) };
  const shown = outputs.filter(({ length }) => length > 0).map((output) => (typeof output === "string" && host.out.isTerminal ? showDiff(output, host.out.look) : output));
  const isTaken = options.action === "diff" || (options.action === "fix" && options.paths.includes("-"));
  const sink = isTaken ? host.err : host.out;
  const wanted = options.reports.find(({ file }) => file === undefined);
  if (wanted?.format === "stylish") {
    const { reportFindings, reportOutcome } = await import("./report/stylish.js");
    // Who was asked about every change has seen what there is to see.
    const findings = options.interactive ? "" : reportFindings(told, sink.look);
    const outcome = reportOutcome(told, sink.look);
    const isAbove = shown.length > 0 && sink.isTerminal && host.out.isTerminal;
    if (findings !== "") sink.write(findings);
    if (findings !== "" && isAbove) sink.write("\n");
    for (const output of shown) host.out.write(output);
    if (outcome !== "") sink.write(findings !== "" || isAbove ? `\n${outcome}` : outcome);
  } else {
    const text = wanted ? (await reporterFor(wanted.format))(told, settingFor(host, sink.look)) : "";
    if (text !== "") sink.write(text);
    for (const output of shown) host.out.write(output);
  }
  return await writeReportFiles(told, options, host);
}

async function writeReportFiles(report: Report, { reports }: Options, host: Host): Promise<readonly string[]> {
  const troubles: string[] = [];
  for (const { format, file } of reports) {
    if (file === undefined) continue;
    const { writeReportFile } = await import("./report-files.js");
    const text = (await reporterFor(format))(report, settingFor(host, IN_FILE));
    try {
      writeReportFile(resolve(host.cwd, file), file, text);
    } catch (error) {
      if (!(error instanceof Trouble)) throw error;
      troubles.push(error.message);
    }
  }
  return troubles;
}

function settingFor({ cwd, environment = {} }: Host, look: Look): Setting {
  const pages = new Map<string, RulePage | undefined>();
  return {
    look,
    fromRoot: rootedIn(cwd, [environment["GITHUB_WORKSPACE"], environment["CI_PROJECT_DIR"]]),
    pageOf(rule) {
      if (!pages.has(rule)) pages.set(rule, pageOf(rule));
      return pages.get(rule);
    },
  };
}

function pageOf(rule: string): RulePage | undefined {
  try {
    return { url: rulePageUrl(rule), markdown: readRulePage(rule) };
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    return { url: rulePageUrl(rule) };
  }
}

/** Pipelines say where the repository is; what runs in a folder of it reports paths from there. */
function rootedIn(cwd: string, roots: readonly (string | undefined)[]): (path: string) => string {
  const root = roots.find((each) => each !== undefined && each !== "" && !isOutside(relative(each, cwd)));
  if (root === undefined) return (path) => path;
  const folder = relative(root, cwd).split(sep).join("/");
  return (path) => (folder === "" ? path : normalized(`${folder}/${path}`));
}

function isOutside(path: string): boolean {
  return path === ".." || path.startsWith(`..${sep}`) || resolve(path) === path;
}

/** `app/../compose.yaml` is `compose.yaml`. */
function normalized(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else parts.push(part);
  }
  return parts.join("/");
}
