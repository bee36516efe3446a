import { loadProject, type Project } from "../compose/load.js";
import type { FoundProject } from "../compose/discovery.js";
import type { ProjectFiles } from "../compose/project-files.js";
import type { Configuration } from "./configuration.js";
import { lintProject, type Diagnostic, type LintResult, type RuleFailure } from "./lint.js";

/** What several projects have to report together. */
export interface WorkspaceResult extends LintResult {
  readonly projects: readonly Project[];
}

/** Lints projects that may share files; what holds of a place in more than one of them is told once. */
export function lintProjects(files: ProjectFiles, found: readonly FoundProject[], configuration: Configuration): WorkspaceResult {
  const projects = found.map(({ request }) => loadProject(files, request));
  const diagnostics = new Map<string, Diagnostic>();
  const failures: RuleFailure[] = [];
  for (const project of projects) {
    const result = lintProject(project, configuration);
    failures.push(...result.failures);
    for (const diagnostic of result.diagnostics) {
      const key = placedIdentity(diagnostic);
      if (!diagnostics.has(key)) diagnostics.set(key, diagnostic);
    }
  }
  return { projects, diagnostics: [...diagnostics.values()], failures };
}

/** The same sentence about the same place. */
function placedIdentity({ rule, message, place: { file, range } }: Diagnostic): string {
  return JSON.stringify([rule, message, file.path, range.start, range.end]);
}
