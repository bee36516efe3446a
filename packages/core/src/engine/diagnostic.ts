import type { Place } from "../compose/place.js";
import type { Fix, RelatedPlace, Severity } from "../rules/rule.js";
import type { GradedFinding } from "./graded-findings.js";

/** A finding as it is told to people and programs. */
export interface Diagnostic {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** The service it is about, if it is about one. */
  readonly service?: string;
  readonly place: Place;
  readonly related: readonly RelatedPlace[];
  /** Whether it is about something that is not there. */
  readonly isAbsence?: true;
  readonly fix?: Fix;
  /** The projects that it holds in, each as its files; absent if it holds in all that have the file in which it stands. */
  readonly onlyIn?: readonly (readonly string[])[];
}

/** A rule's finding as it is told. */
export function diagnosticFrom(rule: string, { finding, severity }: GradedFinding): Diagnostic {
  return {
    rule,
    severity,
    message: finding.message,
    ...(finding.service ? { service: finding.service.name } : {}),
    place: finding.at,
    related: finding.related ?? [],
    ...(finding.isAbsence ? { isAbsence: true } : {}),
    ...(finding.fix ? { fix: finding.fix } : {}),
  };
}

// There are thousands of these texts; in none of their parts is there a zero.

/** A finding is the same one after an edit if it says the same of the same service. */
export function identityOf({ rule, service = "", message }: Diagnostic): string {
  return `${rule}\0${service}\0${message}`;
}

/** The same sentence about the same place. */
export function placedIdentityOf({ rule, message, place: { file, range } }: Diagnostic): string {
  return `${rule}\0${message}\0${file.path}\0${String(range.start)}\0${String(range.end)}`;
}

/** The order of reports: by file, then as the text runs. */
export function byPlace(a: Diagnostic, b: Diagnostic): number {
  const [one, other] = [a.place.file, b.place.file];
  return (one === other ? 0 : compareText(one.path, other.path)) || a.place.range.start - b.place.range.start || compareText(a.rule, b.rule);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
