import type { Rule, RuleOptions } from "@compose-lint/core";
import { analyse, type Analysis } from "./analysis.js";
import type { LintedFile } from "./linted-file.js";
import type { Plan } from "./plan.js";

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
    if (this.analysis) return this.analysis;
    const { name, cwd, text } = file;
    const before = latest?.name === name && latest.cwd === cwd && !text.includes(HIDING) ? latest.plan : undefined;
    this.analysis = analyse(file, { rules: [...this.rules].map(([rule, options]) => ({ rule, options })) }, before);
    latest = { name, cwd, plan: this.analysis.plan };
    return this.analysis;
  }
}

/** The file that was linted last, with what ESLint is making of it: its passes come one right after the other. */
let latest: { readonly name: string; readonly cwd: string; readonly plan: Plan | undefined } | undefined;

/** Where ESLint leaves out what it is given, nothing is to wait for that. */
const HIDING = "eslint-disable";

const runs = new WeakMap<object, Run>();

/** The run that a rule is part of which is created for a text now. */
export function runOn(sourceCode: object, rule: Rule): Run {
  const known = runs.get(sourceCode);
  if (known?.isOpenTo(rule)) return known;
  const run = new Run();
  runs.set(sourceCode, run);
  return run;
}
