import { lintProjects, uniteFindings, type Diagnostic, type FoundProject, type LintResult, type ProjectResult, type RuleFailure, type SuppressedFinding } from "@compose-lint/core";
import { describeBug } from "./report/bug.js";
import type { Work } from "./work.js";

/** What was found, and what went wrong on our side. */
export interface Linted {
  readonly diagnostics: readonly Diagnostic[];
  /** What comments keep from being told. */
  readonly suppressed: readonly SuppressedFinding[];
  readonly troubles: readonly string[];
}

/** Lints all projects at once, so that what they share is told once; one by one if that fails, so that one bug costs one project. */
export function lint({ host, projects, configuration }: Work): Linted {
  const troubles: string[] = [];
  const attempt = (some: readonly FoundProject[]): readonly LintResult[] => {
    try {
      return [lintProjects(host, some.map(({ request }) => request), configuration)];
    } catch (error) {
      if (some.length !== 1) return some.flatMap((project) => attempt([project]));
      troubles.push(describeBug(`${some[0]?.request.files.join(" + ") ?? ""} could not be linted`, error));
      return [];
    }
  };
  const results = attempt(projects);
  troubles.push(...results.flatMap(({ failures }) => failures.map(describeFailure)));
  return { diagnostics: results.flatMap(({ diagnostics }) => diagnostics), suppressed: results.flatMap(({ suppressed }) => suppressed), troubles };
}

/** What is left to tell of projects that were repaired, as `lint` tells it. */
export function united(results: readonly ProjectResult[]): Linted {
  const { diagnostics, suppressed, failures } = uniteFindings(results);
  return { diagnostics, suppressed, troubles: failures.map(describeFailure) };
}

function describeFailure({ rule, from, file, error }: RuleFailure): string {
  if (from !== undefined) return `the rule ${rule} of ${from} failed on ${file}: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`;
  return describeBug(`the rule ${rule} failed on ${file}`, error);
}
