import type { Diagnostic, Rule, Severity, SourceFile, SuppressedFinding, TextEdit, Unfixed } from "@compose-lint/core";
import type { Audited } from "../audit/audited.js";

/** What is known about one linted file at the end. */
export interface FileReport {
  /** Relative to the current folder, with forward slashes. */
  readonly path: string;
  /** After `--fix`: what is left. */
  readonly diagnostics: readonly Diagnostic[];
  /** The same without what the patch mends. */
  readonly left: readonly Diagnostic[];
  /** What was mended, or what the patch mends, where a person finds it now. */
  readonly fixed: readonly Diagnostic[];
  /** Fixes that were tried and refused, with the reason. */
  readonly unfixed: readonly Unfixed[];
}

/** One change, which mends several findings where services share what is written once. */
export interface Change {
  readonly diagnostics: readonly Diagnostic[];
  /** The files that it edits. */
  readonly paths: readonly string[];
}

/** All that a reporter needs. */
export interface Report {
  readonly files: readonly FileReport[];
  readonly action: "lint" | "fix" | "diff";
  /** `--unsafe`: which fixes the user is willing to have. */
  readonly unsafe: boolean;
  /** `--verbose`: whether to tell all that a service lacks one by one, and what is known of images where a fix rests on it. */
  readonly verbose?: boolean;
  /** `--quiet`: errors are all that is told, and nothing if there are none. */
  readonly quiet?: boolean;
  /** `--group-by`; absent for the order of the text. */
  readonly groupBy?: Grouping;
  /** The rules that looked, and perhaps some that did not. */
  readonly rules: readonly Rule[];
  /** What was found and is told by no reporter but in sum. */
  readonly hidden: Hidden;
  /** What was changed, or what the patch changes. */
  readonly changes: readonly Change[];
  /** How many files that changes. */
  readonly changed: number;
  /** What the fixes of findings would do to the text, by `placedIdentityOf`; only there if some format shows it. */
  readonly edits?: ReadonlyMap<string, FixEdits>;
  /** What an audit makes of the projects; only there if some format shows it. */
  readonly audited?: readonly Audited[];
}

export interface Hidden {
  /** By comments in the files. */
  readonly suppressed: readonly SuppressedFinding[];
  /** By the baseline. */
  readonly inBaseline: readonly Diagnostic[];
}

/** What to put the findings together by. */
export type Grouping = "service" | "rule";

/** The edits of a fix that was proven, in files as they are. */
export type FixEdits = ReadonlyMap<SourceFile, readonly TextEdit[]>;

/** Writes a report. */
export type Reporter = (report: Report, setting: Setting) => string;

/** Where a report is read, and what else it may draw on. */
export interface Setting {
  readonly look: Look;
  /** A path as it counts from the root of the repository, for services that show findings beside the code. */
  readonly fromRoot: (path: string) => string;
  /** The page of a rule, if it is one of ours and the page is there. */
  readonly pageOf: (rule: string) => RulePage | undefined;
}

export interface RulePage {
  readonly url?: string | undefined;
  readonly markdown?: string | undefined;
}

/** How it may look. */
export interface Look {
  readonly color: boolean;
  /** Columns of the terminal; absent if nobody is looking. */
  readonly width?: number;
}

export interface Totals {
  readonly files: number;
  readonly filesWithProblems: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  /** What `--fix` would mend, as invoked: with `--unsafe` if that is given. */
  readonly fixable: number;
  /** What only `--unsafe` would mend on top of that. */
  readonly unsafelyFixable: number;
  readonly fixed: number;
}

/** A finding is the same one, wherever in its file it stands by now, if it says the same of the same service. */
export function identityOf({ rule, service, message, place }: Diagnostic): string {
  return JSON.stringify([rule, service, message, place.file.path]);
}

/** What is left if only errors count. */
export function errorsIn(report: Report): Report {
  const isError = ({ severity }: Diagnostic): boolean => severity === "error";
  return { ...report, quiet: true, files: report.files.map((file) => ({ ...file, diagnostics: file.diagnostics.filter(isError), left: file.left.filter(isError) })) };
}

/** What a finding's fix amounts to in this run. */
export type Fixability = { readonly kind: "none" | "safe" } | { readonly kind: "unsafe"; readonly because: string } | { readonly kind: "refused"; readonly reason: string };

/** Why fixes were refused, by the finding's identity. */
export function refusalsOf(unfixed: readonly Unfixed[]): ReadonlyMap<string, string> {
  return new Map(unfixed.map(({ diagnostic, reason }) => [identityOf(diagnostic), reason]));
}

export function fixabilityOf(diagnostic: Diagnostic, refusals: ReadonlyMap<string, string>): Fixability {
  const { fix } = diagnostic;
  if (!fix) return { kind: "none" };
  const reason = refusals.size === 0 ? undefined : refusals.get(identityOf(diagnostic));
  if (reason !== undefined) return { kind: "refused", reason };
  return fix.safety === "safe" ? { kind: "safe" } : { kind: "unsafe", because: fix.because };
}

export function totalsOf({ files, unsafe }: Report): Totals {
  const count: Record<Severity, number> = { error: 0, warning: 0, info: 0 };
  const fixes: Record<Fixability["kind"], number> = { none: 0, safe: 0, unsafe: 0, refused: 0 };
  for (const { diagnostics, unfixed } of files) {
    const refusals = refusalsOf(unfixed);
    for (const diagnostic of diagnostics) {
      count[diagnostic.severity] += 1;
      fixes[fixabilityOf(diagnostic, refusals).kind] += 1;
    }
  }
  return {
    files: files.length,
    filesWithProblems: files.filter(({ diagnostics }) => diagnostics.length > 0).length,
    errors: count.error,
    warnings: count.warning,
    infos: count.info,
    fixable: fixes.safe + (unsafe ? fixes.unsafe : 0),
    unsafelyFixable: unsafe ? 0 : fixes.unsafe,
    fixed: files.reduce((sum, { fixed }) => sum + fixed.length, 0),
  };
}
