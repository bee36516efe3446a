import type { Diagnostic, Severity, Unfixed } from "@compose-lint/core";

/** What is known about one linted file at the end. */
export interface FileReport {
  /** Relative to the current folder, with forward slashes. */
  readonly path: string;
  /** After `--fix`: what is left. */
  readonly diagnostics: readonly Diagnostic[];
  readonly fixed: readonly Diagnostic[];
  /** Fixes that were tried and refused, with the reason. */
  readonly unfixed: readonly Unfixed[];
}

/** All that a reporter needs. */
export interface Report {
  readonly files: readonly FileReport[];
  /** `--unsafe`: which fixes the user is willing to have. */
  readonly unsafe: boolean;
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

/** What a finding's fix amounts to in this run. */
export type Fixability = { readonly kind: "none" | "safe" } | { readonly kind: "unsafe"; readonly because: string } | { readonly kind: "refused"; readonly reason: string };

export function fixabilityOf({ fix, rule, service, message }: Diagnostic, unfixed: readonly Unfixed[]): Fixability {
  if (!fix) return { kind: "none" };
  const refusal = unfixed.find(({ diagnostic: other }) => other.rule === rule && other.service === service && other.message === message);
  if (refusal) return { kind: "refused", reason: refusal.reason };
  return fix.safety === "safe" ? { kind: "safe" } : { kind: "unsafe", because: fix.because };
}

export function totalsOf({ files, unsafe }: Report): Totals {
  const count: Record<Severity, number> = { error: 0, warning: 0, info: 0 };
  const fixes: Record<Fixability["kind"], number> = { none: 0, safe: 0, unsafe: 0, refused: 0 };
  for (const { diagnostics, unfixed } of files) {
    for (const diagnostic of diagnostics) {
      count[diagnostic.severity] += 1;
      fixes[fixabilityOf(diagnostic, unfixed).kind] += 1;
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
