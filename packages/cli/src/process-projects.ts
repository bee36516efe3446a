import { resolve } from "node:path";
import { fixFile, lintProjects, openSource, type Configuration, type Diagnostic, type FoundProject, type RuleFailure, type Unfixed } from "@compose-lint/core";
import type { Options } from "./arguments.js";
import type { ProjectHost } from "./project-host.js";
import { describeBug } from "./report/bug.js";
import type { FileReport } from "./report/report.js";
import { Trouble } from "./trouble.js";
import { encode, writeFile } from "./write-file.js";

/** What came of the projects. */
export interface Result {
  readonly reports: readonly FileReport[];
  /** What goes to standard output apart from any report: patches, or the repaired standard input. */
  readonly outputs: readonly (string | Uint8Array)[];
  /** What went wrong, for people. */
  readonly troubles: readonly string[];
}

export interface Work {
  readonly options: Options;
  readonly configuration: Configuration;
  readonly cwd: string;
  readonly host: ProjectHost;
  readonly projects: readonly FoundProject[];
  /** The files that were asked for, with what was read; only they are repaired. */
  readonly linted: ReadonlyMap<string, Uint8Array>;
  /** The one of them that came from standard input. */
  readonly stdinName?: string;
}

/** Lints, repairs or compares projects, as the options say. Whatever happens to one of them, the others are not affected. */
export async function processProjects(work: Work): Promise<Result> {
  switch (work.options.action) {
    case "lint":
      return lint(work);
    case "diff":
      return await compare(work);
    case "fix":
      return await fix(work);
  }
}

function lint({ host, projects, configuration, linted }: Work): Result {
  const troubles: string[] = [];
  const results = attempt("linted", troubles, projects, (found) => lintProjects(host, found, configuration));
  troubles.push(...results.flatMap(({ failures }) => failures.map(describeFailure)));
  return { reports: reportsOf([...linted.keys()], { diagnostics: results.flatMap(({ diagnostics }) => diagnostics) }), outputs: [], troubles };
}

/** All projects at once, so that what they share is told once; one by one if that fails, so that one bug costs one project. */
function attempt<T>(deed: string, troubles: string[], projects: readonly FoundProject[], work: (projects: readonly FoundProject[]) => T): readonly T[] {
  try {
    return [work(projects)];
  } catch (error) {
    if (projects.length !== 1) return projects.flatMap((project) => attempt(deed, troubles, [project], work));
    troubles.push(describeBug(`${projects[0]?.request.files.join(" + ") ?? ""} could not be ${deed}`, error));
    return [];
  }
}

/**
 * Repairs each project's main file in turn, each project seeing what was done before. What brings an error to another project of the
 * same file is taken back. Nothing is written.
 */
function repair({ host, projects, configuration, linted, options }: Work, troubles: string[]): { readonly fixed: readonly Diagnostic[]; readonly unfixed: readonly Unfixed[] } {
  const fixed: Diagnostic[] = [];
  const unfixed: Unfixed[] = [];
  const errorsIn = (some: readonly FoundProject[]): ReadonlySet<string> =>
    new Set(lintProjects(host, some, configuration).diagnostics.filter(({ severity }) => severity === "error").map(({ rule, message }) => `${rule}: ${message}`));
  for (const project of projects) {
    const [main = ""] = project.request.files;
    const bytes = linted.get(main);
    if (!bytes) continue;
    for (const result of attempt("repaired", troubles, [project], () => fixFile(host, project.request, configuration, { unsafe: options.unsafe }))) {
      unfixed.push(...result.unfixed);
      const before = host.read(main) ?? bytes;
      const sharing = projects.filter((other) => other !== project && other.request.files.includes(main));
      const errors = errorsIn(sharing);
      if (result.before !== result.after) host.replace(main, encode(result.after, openSource(main, bytes).encoding));
      const broken = sharing.find((other) => [...errorsIn([other])].some((error) => !errors.has(error)));
      if (broken) {
        host.replace(main, before);
        const reason = `it would break ${broken.request.files.join(" + ")}, or something fixed with it would`;
        unfixed.push(...result.fixed.map((diagnostic) => ({ diagnostic, reason })));
      } else fixed.push(...result.fixed);
    }
  }
  return { fixed, unfixed };
}

async function compare(work: Work): Promise<Result> {
  const { reports, troubles: notLinted } = lint(work);
  const notRepaired: string[] = [];
  const { unfixed } = repair(work, notRepaired);
  const changed = changedFiles(work);
  const { unifiedDiff } = await import("./unified-diff.js");
  const outputs = changed.map(([name, before, after]) => unifiedDiff(name, openSource(name, before).text, openSource(name, after).text));
  return { reports: reportsOf(namesOf(reports), { diagnostics: diagnosticsOf(reports), unfixed }), outputs, troubles: [...notLinted, ...notRepaired] };
}

async function fix(work: Work): Promise<Result> {
  const troubles: string[] = [];
  const { fixed, unfixed } = repair(work, troubles);
  const unwritten = new Set<string>();
  for (const [name, before, after] of changedFiles(work)) {
    if (name === work.stdinName) continue;
    try {
      await writeFile(resolve(work.cwd, name), name, before, after);
    } catch (error) {
      if (!(error instanceof Trouble)) throw error;
      troubles.push(error.message);
      unwritten.add(name);
      work.host.replace(name, before);
    }
  }
  const isWritten = ({ place }: Diagnostic): boolean => !unwritten.has(place.file.path);
  const left = lint(work);
  const repaired = work.stdinName === undefined ? undefined : work.host.read(work.stdinName);
  return {
    reports: reportsOf(namesOf(left.reports), { diagnostics: diagnosticsOf(left.reports), fixed: fixed.filter(isWritten), unfixed: unfixed.filter(({ diagnostic }) => isWritten(diagnostic)) }),
    outputs: repaired ? [repaired] : [],
    troubles: [...troubles, ...left.troubles],
  };
}

function changedFiles({ linted, host }: Work): readonly (readonly [string, Uint8Array, Uint8Array])[] {
  return [...linted].flatMap(([name, before]) => {
    const after = host.read(name);
    return after && after !== before && !Buffer.from(after).equals(before) ? [[name, before, after] as const] : [];
  });
}

interface Findings {
  readonly diagnostics: readonly Diagnostic[];
  readonly fixed?: readonly Diagnostic[];
  readonly unfixed?: readonly Unfixed[];
}

/** One report for each file that was linted, and for each other one that a finding points at. */
function reportsOf(linted: readonly string[], { diagnostics, fixed = [], unfixed = [] }: Findings): readonly FileReport[] {
  const reports = new Map<string, { path: string; diagnostics: Diagnostic[]; fixed: Diagnostic[]; unfixed: Unfixed[] }>();
  const reportOf = (path: string): { path: string; diagnostics: Diagnostic[]; fixed: Diagnostic[]; unfixed: Unfixed[] } => {
    const report = reports.get(path) ?? { path, diagnostics: [], fixed: [], unfixed: [] };
    reports.set(path, report);
    return report;
  };
  linted.forEach(reportOf);
  for (const diagnostic of diagnostics) reportOf(diagnostic.place.file.path).diagnostics.push(diagnostic);
  for (const diagnostic of fixed) reportOf(diagnostic.place.file.path).fixed.push(diagnostic);
  for (const refusal of unfixed) reportOf(refusal.diagnostic.place.file.path).unfixed.push(refusal);
  return [...reports.values()];
}

function namesOf(reports: readonly FileReport[]): readonly string[] {
  return reports.map(({ path }) => path);
}

function diagnosticsOf(reports: readonly FileReport[]): readonly Diagnostic[] {
  return reports.flatMap(({ diagnostics }) => diagnostics);
}

function describeFailure({ rule, file, error }: RuleFailure): string {
  return describeBug(`the rule ${rule} failed on ${file}`, error);
}
