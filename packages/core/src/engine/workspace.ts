import { loadProject, type ProjectRequest } from "../compose/load.js";
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
export function lintProjects(files: ProjectFiles, requests: readonly ProjectRequest[], configuration: Configuration | ConfigurationFor): LintResult {
  const configurationOf = configurationFor(configuration);
  return uniteFindings(requests.map((request) => lintProject(loadProject(files, request), configurationOf(request))));
}

/**
 * What was found in several projects, in the order of the text; what holds of a place in more than one of them is told once, as severely
 * as in any. Also tells what is wrong with the comments that suppress findings, which is known when all projects are.
 */
export function uniteFindings(results: readonly ProjectResult[]): LintResult {
  const diagnostics = new Map<string, Diagnostic>();
  for (const diagnostic of [...results.flatMap(partly(results)), ...aboutComments(results)]) {
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

/** Notes at the findings of each project whether others that have the same file go without them. */
function partly(results: readonly ProjectResult[]): (result: ProjectResult) => readonly Diagnostic[] {
  const having = new Map<string, number>();
  for (const { project } of results) for (const path of new Set(project.files.map((file) => file.path))) having.set(path, (having.get(path) ?? 0) + 1);
  const isShared = ({ place }: Diagnostic): boolean => (having.get(place.file.path) ?? 0) > 1;
  const holding = new Map<string, Set<ProjectResult>>();
  for (const result of results) {
    for (const diagnostic of result.diagnostics.filter(isShared)) {
      const key = placedIdentityOf(diagnostic);
      holding.set(key, (holding.get(key) ?? new Set()).add(result));
    }
  }
  return ({ diagnostics }) =>
    diagnostics.map((diagnostic) => {
      const some = isShared(diagnostic) ? holding.get(placedIdentityOf(diagnostic)) : undefined;
      if (!some || some.size === having.get(diagnostic.place.file.path)) return diagnostic;
      return { ...diagnostic, onlyIn: [...some].map(({ project }) => project.request.files) };
    });
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
