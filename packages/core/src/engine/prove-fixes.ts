import type { Project, ProjectRequest } from "../compose/load.js";
import type { Operation } from "../compose/operation.js";
import type { ProjectFiles } from "../compose/project-files.js";
import { keyRank } from "../fix/key-order.js";
import { deeperFirst } from "../fix/layout.js";
import { prove } from "../fix/prove.js";
import { applyEdits, type TextEdit } from "../text/text-edit.js";
import type { Configuration } from "./configuration.js";
import { identityOf, lintProject, type Diagnostic, type LintResult } from "./lint.js";
import type { PlannedFix } from "./plan-fixes.js";

interface Linted {
  readonly project: Project;
  readonly diagnostics: readonly Diagnostic[];
}

/** What fixes are proven against, and what may be done about what they uncover. */
export interface Proving extends Linted {
  readonly files: ProjectFiles;
  readonly request: ProjectRequest | string;
  readonly configuration: Configuration;
  /** Whether a finding's own fix may be made in this run. */
  readonly mayFix: (diagnostic: Diagnostic) => boolean;
}

/** Which fixes hold, and which do not, with the reason. */
export interface ProvenFixes {
  /** The project with the fixes that hold, and what is found in it; absent if there are none. */
  readonly after?: Repaired;
  readonly fixed: readonly Diagnostic[];
  readonly failed: readonly { readonly fix: PlannedFix; readonly reason: string }[];
}

interface Repaired {
  readonly project: Project;
  readonly result: LintResult;
}

/**
 * Makes all fixes that prove themselves together; one that does not is found by halving and dropped alone. One that holds alone
 * but not with the others is in neither list: its turn comes in the next pass.
 */
export function proveFixes(before: Proving, fixes: readonly PlannedFix[]): ProvenFixes {
  const failed: { readonly fix: PlannedFix; readonly reason: string }[] = [];
  let proven: { readonly fixes: readonly PlannedFix[]; readonly after?: Repaired } = { fixes: [] };

  const extend = (more: readonly PlannedFix[]): void => {
    const [first] = more;
    if (!first) return;
    const together = [...proven.fixes, ...more];
    const outcome = attempt(before, together);
    if ("project" in outcome) {
      proven = { fixes: together, after: outcome };
    } else if (more.length === 1) {
      const alone = proven.fixes.length === 0 ? outcome : attempt(before, more);
      if ("failure" in alone) failed.push({ fix: first, reason: alone.failure });
    } else {
      const middle = more.length >> 1;
      extend(more.slice(0, middle));
      extend(more.slice(middle));
    }
  };
  extend(fixes);
  return { ...(proven.after ? { after: proven.after } : {}), fixed: proven.fixes.flatMap(({ diagnostics }) => diagnostics), failed };
}

function attempt(before: Proving, fixes: readonly PlannedFix[]): Repaired | { readonly failure: string } {
  const [main] = before.project.files;
  const text = applyEdits(main?.text ?? "", inWritingOrder(fixes));
  const edited: ProjectFiles = { read: (name) => (name === main?.path ? text : before.files.read(name)) };
  const proof = prove(before.project, fixes.flatMap(({ operations }) => operations), edited, before.request);
  if ("failure" in proof) return proof;

  const result = lintProject(proof.project, before.configuration);
  const fixed = fixes.flatMap((fix) => fix.diagnostics);
  const toGo = new Set(fixed.map(identityOf));
  const alike = leftOf(before.diagnostics, fixed, identityOf);
  // How a finding is worded may depend on what others have left, so that new ones are told by their number.
  const left = leftOf(before.diagnostics, fixed, subjectOf);
  for (const diagnostic of result.diagnostics) {
    const identity = identityOf(diagnostic);
    if (!takeOne(alike, identity) && toGo.has(identity)) return { failure: "the finding would still be there" };
    const isNew = !takeOne(left, subjectOf(diagnostic));
    // What comes to light and can be fixed in the next pass is no harm; nor is a hint, such as one more use of a variable that nobody set.
    if (isNew && !before.mayFix(diagnostic) && diagnostic.severity !== "info") return { failure: `it would bring a new finding of ${diagnostic.rule}` };
  }
  return { project: proof.project, result };
}

/** A key that belongs behind another one comes before all that merely goes to the end. */
function rankOf(operation: Operation | undefined): number {
  return operation && "after" in operation ? -1 : keyRank(String(operation?.path[2] ?? ""));
}

/** Lines that go to one place: the deeper ones first, as they belong to what stands above; then in the order in which people write keys. */
function inWritingOrder(fixes: readonly PlannedFix[]): readonly TextEdit[] {
  return fixes
    .flatMap(({ edits, operations: [first] }) => edits.map((edit) => ({ edit, rank: rankOf(first) })))
    .sort((a, b) => deeperFirst(a.edit, b.edit) || a.rank - b.rank)
    .map(({ edit }) => edit);
}

function subjectOf({ rule, service }: Diagnostic): string {
  return JSON.stringify([rule, service]);
}

/** How many findings of a kind are left if those that are fixed are gone. */
function leftOf(all: readonly Diagnostic[], fixed: readonly Diagnostic[], kindOf: (diagnostic: Diagnostic) => string): Map<string, number> {
  const counts = new Map<string, number>();
  const count = (diagnostic: Diagnostic, by: number): void => {
    const kind = kindOf(diagnostic);
    counts.set(kind, (counts.get(kind) ?? 0) + by);
  };
  for (const diagnostic of all) count(diagnostic, 1);
  for (const diagnostic of fixed) count(diagnostic, -1);
  return counts;
}

function takeOne(counts: Map<string, number>, kind: string): boolean {
  const count = counts.get(kind) ?? 0;
  counts.set(kind, count - 1);
  return count > 0;
}
