import { lintProject, loadProject, prove, uniteFindings, type ConfigurationFor, type Diagnostic, type LintResult, type ProjectFiles, type ProjectRequest, type ProvenFix, type SourceFile, type TextEdit } from "@compose-lint/core";
import type { ReadProject } from "./look.js";

export interface TrialOptions {
  readonly files: ProjectFiles;
  readonly projects: readonly ReadProject[];
  readonly configuration: ConfigurationFor;
  /** What should be mended. */
  readonly wanted: readonly Diagnostic[];
  /** The file that is edited. */
  readonly file: SourceFile;
  /** What was proven with all edits. */
  readonly fixes: readonly ProvenFix[];
}

/** Tells what some of the edits do that were proven together. */
export class Trial {
  private readonly projects: readonly ReadProject[];
  private readonly before: LintResult;

  constructor(private readonly options: TrialOptions) {
    this.projects = options.projects.filter(({ project }) => project.files.some(({ path }) => path === options.file.path));
    this.before = this.lint(options.files);
  }

  /** Which of the wanted findings are gone after these edits of the file alone, and whether they do what the fixes of these say and nothing else. */
  of(after: string, edits: readonly TextEdit[]): { readonly gone: readonly Diagnostic[]; readonly holds: boolean } {
    if (edits.length === 0) return { gone: [], holds: false };
    const { files, file, wanted } = this.options;
    const now: ProjectFiles = { read: (path) => (path === file.path ? after : files.read(path)), exists: (path) => files.exists?.(path), withheld: (path) => files.withheld?.(path) };
    const result = this.lint(now);
    const left = new Set(result.diagnostics.map(questionOf));
    const were = new Set(this.before.diagnostics.map(questionOf));
    const gone = wanted.filter((diagnostic) => were.has(questionOf(diagnostic)) && !left.has(questionOf(diagnostic)));
    return { gone, holds: gone.length > 0 && !isWorse(this.before, result) && this.projects.every((each) => this.isAsStated(each, gone, now)) };
  }

  /** Where no fix was wanted, it was proven with the others that nothing else changes; by itself it must make nothing unreadable. */
  private isAsStated({ found: { request }, project }: ReadProject, gone: readonly Diagnostic[], now: ProjectFiles): boolean {
    const questions = new Set(gone.map(questionOf));
    const fixes = this.options.fixes.filter((fix) => isSame(fix.request, request) && fix.diagnostics.some((diagnostic) => questions.has(questionOf(diagnostic))));
    const operations = fixes.flatMap((fix) => fix.operations);
    return operations.length > 0 ? "project" in prove(project, operations, now, request) : loadProject(now, request).problems.length <= project.problems.length;
  }

  private lint(files: ProjectFiles): LintResult {
    return uniteFindings(this.projects.map(({ found: { request } }) => lintProject(loadProject(files, request), this.options.configuration(request))));
  }
}

/** What tells a finding apart although lines move: fixing asks about each finding once by the same. */
export function questionOf({ rule, service, message, place }: Diagnostic): string {
  return JSON.stringify([rule, service, message, place.file.path]);
}

/** Whether there is more to find that nothing mends; how it is worded may depend on what is left of the rest. */
function isWorse(before: LintResult, after: LintResult): boolean {
  const counts = new Map<string, number>();
  const subjectOf = ({ rule, service }: Diagnostic): string => JSON.stringify([rule, service]);
  for (const diagnostic of before.diagnostics) counts.set(subjectOf(diagnostic), (counts.get(subjectOf(diagnostic)) ?? 0) + 1);
  return after.diagnostics.some((diagnostic) => {
    const left = (counts.get(subjectOf(diagnostic)) ?? 0) - 1;
    counts.set(subjectOf(diagnostic), left);
    return left < 0 && !diagnostic.fix && diagnostic.severity !== "info";
  });
}

function isSame(one: ProjectRequest, other: ProjectRequest): boolean {
  return one.files.length === other.files.length && one.files.every((file, index) => file === other.files[index]);
}
