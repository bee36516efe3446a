import type { Project } from "../compose/load.js";
import type { Place } from "../compose/place.js";
import type { Fix, RelatedPlace, Severity } from "../rules/rule.js";
import type { Configuration } from "./configuration.js";

/** A finding as it is told to people and programs. */
export interface Diagnostic {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** The service it is about, if it is about one. */
  readonly service?: string;
  readonly place: Place;
  readonly related: readonly RelatedPlace[];
  readonly fix?: Fix;
}

/** A rule that broke on a project: a bug of ours. The other rules have done their work. */
export interface RuleFailure {
  readonly rule: string;
  readonly file: string;
  readonly error: unknown;
}

export interface LintResult {
  /** In the order of the text. */
  readonly diagnostics: readonly Diagnostic[];
  readonly failures: readonly RuleFailure[];
}

/** Lets every rule of the configuration look at a project. */
export function lintProject(project: Project, configuration: Configuration): LintResult {
  const diagnostics: Diagnostic[] = [];
  const failures: RuleFailure[] = [];
  for (const { rule, severity, options } of configuration.rules) {
    try {
      for (const finding of rule.check(project, options)) {
        diagnostics.push({
          rule: rule.name,
          severity: severity ?? finding.severity ?? rule.severity,
          message: finding.message,
          ...(finding.service ? { service: finding.service.name } : {}),
          place: finding.at,
          related: finding.related ?? [],
          ...(finding.fix ? { fix: finding.fix } : {}),
        });
      }
    } catch (error) {
      failures.push({ rule: rule.name, file: project.files[0]?.path ?? "", error });
    }
  }
  return { diagnostics: diagnostics.sort(byPlace), failures };
}

/** A finding is the same one after an edit if it says the same of the same service. */
export function identityOf({ rule, service, message }: Diagnostic): string {
  return JSON.stringify([rule, service, message]);
}

/** The same sentence about the same place. */
export function placedIdentityOf({ rule, message, place: { file, range } }: Diagnostic): string {
  return JSON.stringify([rule, message, file.path, range.start, range.end]);
}

/** The order of reports: by file, then as the text runs. */
export function byPlace(a: Diagnostic, b: Diagnostic): number {
  return compareText(a.place.file.path, b.place.file.path) || a.place.range.start - b.place.range.start || compareText(a.rule, b.rule);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
