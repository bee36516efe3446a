import type { Project } from "../compose/load.js";
import type { Service } from "../compose/model/service.js";
import type { Finding, Severity } from "../rules/rule.js";
import type { CommentReview } from "../rules/suppression.js";
import type { RuleException, RuleOptions, RuleSetting } from "./configuration.js";

/** A finding with the severity that it has where it stands. */
export interface GradedFinding {
  readonly finding: Finding;
  readonly severity: Severity;
}

/** As much of a finding as exceptions ask for. */
interface Spot {
  readonly at: { readonly file: { readonly path: string } };
  readonly service?: Service | undefined;
}

/** What a rule finds in a project under its setting. Throws what the rule throws. */
export function gradedFindings(setting: RuleSetting, project: Project): readonly GradedFinding[] {
  const { rule, severity = "on", options, exceptions = [] } = setting;
  if (exceptions.length === 0) return rule.check(project, options).flatMap((finding) => graded(setting, finding, severity));
  return withExceptions(setting, exceptions, project).flatMap((finding) => gradedWhereItStands(setting, finding));
}

/** What a rule about comments finds in them under its setting; nothing if the rule is about something else. */
export function gradedReviews(setting: RuleSetting, comments: readonly CommentReview[]): readonly GradedFinding[] {
  return (setting.rule.review?.(comments) ?? []).flatMap((finding) => gradedWhereItStands(setting, finding));
}

function gradedWhereItStands(setting: RuleSetting, finding: Finding): readonly GradedFinding[] {
  const { severity = "on", exceptions = [] } = setting;
  const last = exceptions.filter((exception) => holds(exception, finding)).findLast((exception) => exception.severity !== undefined);
  return graded(setting, finding, last?.severity ?? severity);
}

function graded({ rule }: RuleSetting, finding: Finding, level: Severity | "on" | "off"): readonly GradedFinding[] {
  if (level === "off") return [];
  return [{ finding, severity: level === "on" ? (finding.severity ?? rule.severity) : level }];
}

/**
 * The rule looks once with each set of options that holds anywhere in the project; of what it finds, that is kept which stands where
 * they hold.
 */
function withExceptions({ rule, options = {} }: RuleSetting, exceptions: readonly RuleException[], project: Project): readonly Finding[] {
  const optional = exceptions.filter((exception) => exception.options !== undefined);
  const sets = new Map<string, RuleOptions>();
  const note = (spot: Spot): string => {
    const holding = optional.filter((exception) => holds(exception, spot));
    const key = holding.map((exception) => optional.indexOf(exception)).join();
    if (!sets.has(key)) sets.set(key, Object.assign({}, options, ...holding.map((exception) => exception.options)) as RuleOptions);
    return key;
  };
  for (const file of oneOfEach(project.files, (path) => optional.map(({ inFile }) => inFile?.(path) ?? true).join())) {
    note({ at: { file } });
    if (optional.some(({ forService }) => forService)) for (const service of project.services) note({ at: { file }, service });
  }
  const findings: Finding[] = [];
  // A finding in a Dockerfile may stand where none of these do: its set comes last.
  for (const [key, set] of sets) findings.push(...rule.check(project, set).filter((finding) => note(finding) === key));
  return findings;
}

/** Of files that are all alike to the exceptions, one. */
function oneOfEach<T extends { readonly path: string }>(files: readonly T[], kindOf: (path: string) => string): readonly T[] {
  return [...new Map(files.map((file) => [kindOf(file.path), file] as const)).values()];
}

function holds({ inFile, forService }: RuleException, { at, service }: Spot): boolean {
  return (inFile?.(at.file.path) ?? true) && (!forService || (service !== undefined && forService(service)));
}
