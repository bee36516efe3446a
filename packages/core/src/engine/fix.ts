import { loadProject, type Project, type ProjectRequest } from "../compose/load.js";
import type { ProjectFiles } from "../compose/project-files.js";
import type { Configuration } from "./configuration.js";
import { identityOf, lintProject, type Diagnostic, type RuleFailure } from "./lint.js";
import { planFixes, type Unfixed } from "./plan-fixes.js";
import { proveFixes } from "./prove-fixes.js";

export type { Unfixed } from "./plan-fixes.js";

/** Passes are repeated until nothing changes; two are usual. On one line only one fix is made at a time, so that many rules need many passes there. */
const MAX_PASSES = 50;

export interface FixOptions {
  /** Also carry out fixes after which something may behave differently. */
  readonly unsafe: boolean;
}

export interface FixResult {
  /** The text as it was and as it has to be; equal if nothing is to be done. */
  readonly before: string;
  readonly after: string;
  readonly fixed: readonly Diagnostic[];
  readonly unfixed: readonly Unfixed[];
  /** The project as it is after the fixes, and what is left to report, placed in the new text. */
  readonly project: Project;
  readonly diagnostics: readonly Diagnostic[];
  readonly failures: readonly RuleFailure[];
}

/**
 * Repairs a Compose file as far as its fixes can be proven. If several files make the project, the first one is repaired; what the others
 * say counts, but stays. Nothing is written: the caller decides what to do with `after`.
 */
export function fixFile(files: ProjectFiles, request: ProjectRequest | string, configuration: Configuration, { unsafe }: FixOptions): FixResult {
  const mayFix = ({ fix }: Diagnostic): boolean => fix !== undefined && (fix.safety === "safe" || unsafe);
  const fixed: Diagnostic[] = [];
  /** By identity. What others have changed may make room, so that a refusal lasts until the next fix that holds. */
  const refused = new Map<string, string>();
  const separately = new Set<string>();

  let project = loadProject(files, request);
  const before = project.files[0]?.text ?? "";
  let { diagnostics, failures } = lintProject(project, configuration);
  for (let pass = 0; pass < MAX_PASSES; pass += 1) {
    const wanted = diagnostics.filter((diagnostic) => mayFix(diagnostic) && !refused.has(identityOf(diagnostic)));
    const plans = planFixes(project, wanted, separately);
    const outcome = proveFixes({ project, diagnostics, files, request, configuration, mayFix }, plans.planned);
    if (outcome.fixed.length > 0) refused.clear();
    for (const { diagnostic, reason } of plans.refused) refused.set(identityOf(diagnostic), reason);
    for (const { fix, reason } of outcome.failed) {
      // What does not hold where an anchor is written may hold for each of its users.
      for (const diagnostic of fix.diagnostics) {
        if (fix.atAnchor) separately.add(identityOf(diagnostic));
        else refused.set(identityOf(diagnostic), reason);
      }
    }
    fixed.push(...outcome.fixed);
    if (outcome.after) {
      ({ project } = outcome.after);
      ({ diagnostics, failures } = outcome.after.result);
    }
    if (outcome.fixed.length === 0 && outcome.failed.length === 0) break;
  }

  const unfixed = diagnostics.filter(mayFix).map((diagnostic) => ({
    diagnostic,
    reason: refused.get(identityOf(diagnostic)) ?? `it was not settled after ${String(MAX_PASSES)} passes; run the fix again`,
  }));
  return { before, after: project.files[0]?.text ?? "", fixed, unfixed, project, diagnostics, failures };
}
