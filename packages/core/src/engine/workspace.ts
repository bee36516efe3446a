import type { FoundProject } from "../compose/discovery.js";
import { loadProject } from "../compose/load.js";
import type { ProjectFiles } from "../compose/project-files.js";
import type { Configuration } from "./configuration.js";
import { byPlace, lintProject, type Diagnostic, type LintResult, type RuleFailure } from "./lint.js";

/** Lints projects that may share files, one after the other; what holds of a place in more than one of them is told once. */
export function lintProjects(files: ProjectFiles, found: readonly FoundProject[], configuration: Configuration): LintResult {
  const diagnostics = new Map<string, Diagnostic>();
  const failures: RuleFailure[] = [];
  for (const { request } of found) {
    const result = lintProject(loadProject(files, request), configuration);
    failures.push(...result.failures);
    for (const diagnostic of result.diagnostics) {
      const key = placedIdentity(diagnostic);
      if (!diagnostics.has(key)) diagnostics.set(key, diagnostic);
    }
  }
  return { diagnostics: [...diagnostics.values()].sort(byPlace), failures };
}

/** The same sentence about the same place. */
function placedIdentity({ rule, message, place: { file, range } }: Diagnostic): string {
  return JSON.stringify([rule, message, file.path, range.start, range.end]);
}
