import type { FoundProject } from "../compose/discovery.js";
import { loadProject } from "../compose/load.js";
import type { ProjectFiles } from "../compose/project-files.js";
import type { Configuration } from "./configuration.js";
import { byPlace, lintProject, placedIdentityOf, type Diagnostic, type LintResult } from "./lint.js";

/** Lints projects that may share files, one after the other; what holds of a place in more than one of them is told once. */
export function lintProjects(files: ProjectFiles, found: readonly FoundProject[], configuration: Configuration): LintResult {
  return uniteFindings(found.map(({ request }) => lintProject(loadProject(files, request), configuration)));
}

/** What was found in several projects, in the order of the text; what holds of a place in more than one of them is told once. */
export function uniteFindings(results: readonly LintResult[]): LintResult {
  const diagnostics = new Map<string, Diagnostic>();
  for (const diagnostic of results.flatMap((result) => result.diagnostics)) {
    const key = placedIdentityOf(diagnostic);
    if (!diagnostics.has(key)) diagnostics.set(key, diagnostic);
  }
  return { diagnostics: [...diagnostics.values()].sort(byPlace), failures: results.flatMap(({ failures }) => failures) };
}
