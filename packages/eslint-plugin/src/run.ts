import type { Rule, RuleOptions } from "@compose-lint/core";
import { analyse, type Analysis } from "./analysis.js";
import type { LintedFile } from "./linted-file.js";

/**
 * One look of ESLint at one text. All rules announce themselves before any of them is asked, so that the project is loaded once, and its
 * fixes are proven once and against each other, however many rules are on.
 */
export class Run {
  private readonly rules = new Map<Rule, RuleOptions>();
  private analysis: Analysis | undefined;

  /** Whether a rule can still announce itself here; if not, the same text is looked at once more. */
  isOpenTo(rule: Rule): boolean {
    return this.analysis === undefined && !this.rules.has(rule);
  }

  announce(rule: Rule, options: RuleOptions): void {
    this.rules.set(rule, options);
  }

  analysisOf(file: LintedFile): Analysis {
    this.analysis ??= analyse(file, { rules: [...this.rules].map(([rule, options]) => ({ rule, options })) });
    return this.analysis;
  }
}

const runs = new WeakMap<object, Run>();

/** The run that a rule is part of which is created for a text now. */
export function runOn(sourceCode: object, rule: Rule): Run {
  const known = runs.get(sourceCode);
  if (known?.isOpenTo(rule)) return known;
  const run = new Run();
  runs.set(sourceCode, run);
  return run;
}
