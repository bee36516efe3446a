import type { FoundProject } from "../compose/discovery.js";
import { loadProject } from "../compose/load.js";
import { placeKey } from "../compose/place.js";
import type { ProjectFiles } from "../compose/project-files.js";
import type { Severity } from "../rules/rule.js";
import { configurationFor, type Configuration, type ConfigurationFor } from "./configuration.js";
import { gradedReviews } from "./graded-findings.js";
import { byPlace, diagnosticFrom, placedIdentityOf, type Diagnostic } from "./diagnostic.js";
import { lintProject, type LintResult, type ProjectResult } from "./lint.js";
import { reviewComments } from "./suppressions/review-comments.js";
import type { SuppressedFinding } from "./suppressions/suppress.js";

/** Lints projects that may share files, one after the other; what holds of a place in more than one of them is told once. */
export function lintProjects(files: ProjectFiles, found: readonly FoundProject[], configuration: Configuration | ConfigurationFor): LintResult {
  const configurationOf = configurationFor(configuration);
  return uniteFindings(found.map(({ request }) => lintProject(loadProject(files, request), configurationOf(request))));
}

/**
 * What was found in several projects, in the order of the text; what holds of a place in more than one of them is told once, as severely
 * as in any. Also tells what is wrong with the comments that suppress findings, which is known when all projects are.
 */
export function uniteFindings(results: readonly ProjectResult[]): LintResult {
  const diagnostics = new Map<string, Diagnostic>();
  for (const diagnostic of [...results.flatMap((result) => result.diagnostics), ...aboutComments(results)]) {
    const key = placedIdentityOf(diagnostic);
    const known = diagnostics.get(key);
    if (!known || SEVERITIES.indexOf(known.severity) < SEVERITIES.indexOf(diagnostic.severity)) diagnostics.set(key, diagnostic);
  }
  const suppressed = new Map<string, SuppressedFinding>();
  for (const finding of results.flatMap((result) => result.suppressed)) suppressed.set(placedIdentityOf(finding.diagnostic), finding);
  return {
    diagnostics: [...diagnostics.values()].sort(byPlace),
    suppressed: [...suppressed.values()].sort((a, b) => byPlace(a.diagnostic, b.diagnostic)),
    failures: results.flatMap(({ failures }) => failures),
  };
}

function aboutComments(results: readonly ProjectResult[]): readonly Diagnostic[] {
  if (results.every(({ comments }) => comments.length === 0)) return [];
  const reviews = reviewComments(results.map(({ comments }) => comments), results.flatMap(({ configuration }) => configuration.known ?? configuration.rules.map(({ rule }) => rule)));
  return results.flatMap(({ comments, configuration }) => {
    const places = new Set(comments.map(({ place }) => placeKey(place)));
    const own = reviews.filter(({ place }) => places.has(placeKey(place)) && !configuration.ignores?.(place.file.path));
    return configuration.rules.flatMap((setting) => gradedReviews(setting, own).map((graded) => diagnosticFrom(setting.rule.name, graded)));
  });
}

/** The least severe one first. */
const SEVERITIES: readonly Severity[] = ["info", "warning", "error"];
