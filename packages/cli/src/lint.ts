import { lintProjects, uniteFindings, type Diagnostic, type FoundProject, type LintResult, type RuleFailure } from "@compose-lint/core";
import { describeBug } from "./report/bug.js";
import type { Work } from "./work.js";

/** What was found, and what went wrong on our side. */
export interface Linted {
  readonly diagnostics: readonly Diagnostic[];
  readonly troubles: readonly string[];
}

/** Lints all projects at once, so that what they share is told once; one by one if that fails, so that one bug costs one project. */
export function lint({ host, projects, configuration }: Work): Linted {
  const troubles: string[] = [];
  const attempt = (some: readonly FoundProject[]): readonly LintResult[] => {
    try {
      return [lintProjects(host, some, configuration)];
    } catch (error) {
      if (some.length !== 1) return some.flatMap((project) => attempt([project]));
      troubles.push(describeBug(`${some[0]?.request.files.join(" + ") ?? ""} could not be linted`, error));
      return [];
    }
  };
  const results = attempt(projects);
  troubles.push(...results.flatMap(({ failures }) => failures.map(describeFailure)));
  return { diagnostics: results.flatMap(({ diagnostics }) => diagnostics), troubles };
}

/** What is left to tell of projects that were repaired, as `lint` tells it. */
export function united(results: readonly LintResult[]): Linted {
  const { diagnostics, failures } = uniteFindings(results);
  return { diagnostics, troubles: failures.map(describeFailure) };
}

function describeFailure({ rule, file, error }: RuleFailure): string {
  return describeBug(`the rule ${rule} failed on ${file}`, error);
}
