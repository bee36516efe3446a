import type { Project } from "../compose/load.js";
import type { Configuration } from "./configuration.js";
import { byPlace, diagnosticFrom, type Diagnostic } from "./diagnostic.js";
import { gradedFindings } from "./graded-findings.js";
import { sift, type CheckedComment, type SuppressedFinding } from "./suppressions/suppress.js";

export { byPlace, identityOf, placedIdentityOf, type Diagnostic } from "./diagnostic.js";

/** A rule that broke on a project: a bug of ours, or of whoever wrote it. The other rules have done their work. */
export interface RuleFailure {
  readonly rule: string;
  /** The configuration that brings the rule along; absent for one of ours. */
  readonly from?: string;
  readonly file: string;
  readonly error: unknown;
}

/** What was found in all projects that were linted together. */
export interface LintResult {
  /** In the order of the text. */
  readonly diagnostics: readonly Diagnostic[];
  /** What comments in the files keep from being reported, in the same order. */
  readonly suppressed: readonly SuppressedFinding[];
  readonly failures: readonly RuleFailure[];
}

/** What was found in one project. Of the comments, `uniteFindings` tells what is wrong with them: one may be of use in another project. */
export interface ProjectResult extends LintResult {
  readonly project: Project;
  readonly comments: readonly CheckedComment[];
  readonly configuration: Configuration;
}

/** Lets every rule of the configuration look at a project. */
export function lintProject(project: Project, configuration: Configuration): ProjectResult {
  const diagnostics: Diagnostic[] = [];
  const failures: RuleFailure[] = [];
  for (const setting of configuration.rules) {
    const { rule } = setting;
    try {
      for (const graded of gradedFindings(setting, project)) {
        if (!configuration.ignores?.(graded.finding.at.file.path)) diagnostics.push(diagnosticFrom(rule.name, graded));
      }
    } catch (error) {
      failures.push({ rule: rule.name, ...(rule.from === undefined ? {} : { from: rule.from }), file: project.files[0]?.path ?? "", error });
    }
  }
  const broken = new Set(failures.map(({ rule }) => rule));
  return { project, ...sift(project, diagnostics.sort(byPlace), configuration, broken), failures, configuration };
}
