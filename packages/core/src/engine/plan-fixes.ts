import type { Project } from "../compose/load.js";
import type { Operation } from "../compose/operation.js";
import type { Path } from "../compose/path.js";
import { nodeAt, type Tree } from "../compose/tree.js";
import { habitsOf } from "../fix/habits.js";
import { isNewLine } from "../fix/layout.js";
import { planEdits } from "../fix/plan-edits.js";
import { editsConflict, type TextEdit } from "../text/text-edit.js";
import { groupByNode } from "./group-by-node.js";
import type { Diagnostic } from "./lint.js";

/** A fix with the edits that should carry it out. It mends several findings at once where services share what is written once. */
export interface PlannedFix {
  readonly diagnostics: readonly Diagnostic[];
  /** Whether it edits what services have in common, where that is written. */
  readonly atAnchor: boolean;
  readonly operations: readonly Operation[];
  readonly edits: readonly TextEdit[];
}

/** A finding whose fix was not made, and why. */
export interface Unfixed {
  readonly diagnostic: Diagnostic;
  readonly reason: string;
}

/**
 * Plans the fixes of findings, in the order of the text. A fix that touches what another one touches is left for the next pass.
 * `separately` holds the identities of findings whose services may not be edited as one.
 */
export function planFixes(project: Project, wanted: readonly Diagnostic[], separately: ReadonlySet<string>): { readonly planned: readonly PlannedFix[]; readonly refused: readonly Unfixed[] } {
  const planned: PlannedFix[] = [];
  const refused: Unfixed[] = [];
  const { tree } = project;
  if (!tree) return { planned, refused };
  const style = habitsOf(tree.origin.file, tree.origin.node);
  const taken = new TakenPlaces(tree);

  for (const { diagnostics, atAnchor } of groupByNode(tree, wanted, separately)) {
    const [first] = diagnostics;
    const plan = planEdits(project, first.fix?.operations ?? [], { style, atAnchor });
    if ("refused" in plan) {
      refused.push(...diagnostics.map((diagnostic) => ({ diagnostic, reason: plan.refused })));
      continue;
    }
    const operations = diagnostics.flatMap(({ fix }) => fix?.operations ?? []);
    if (taken.take(operations, plan.edits)) planned.push({ diagnostics, atAnchor, operations, edits: plan.edits });
  }
  return { planned, refused };
}

/** What the fixes of one pass have taken: keys of the model, and stretches of the text. */
class TakenPlaces {
  private readonly keys = new Set<string>();
  private readonly made: TextEdit[] = [];
  /** Those of `made` that are more than an insertion. */
  private readonly replaced: TextEdit[] = [];
  private readonly insertedAt = new Set<number>();

  constructor(private readonly tree: Tree) {}

  /** Takes the places of a fix, or tells that another fix has one of them. */
  take(operations: readonly Operation[], edits: readonly TextEdit[]): boolean {
    const keys = operations.map(({ path }) => this.keyOf(path));
    // Text within a line is written once; only whole new lines can follow each other at one place.
    const inLine = edits.filter(({ range, text }) => range.end > range.start || !isNewLine({ text }));
    if (keys.some((key) => this.keys.has(key))) return false;
    if (edits.some((edit) => this.isInTheWayOf(edit))) return false;
    if (inLine.some(({ range }) => this.insertedAt.has(range.start))) return false;

    for (const key of keys) this.keys.add(key);
    for (const edit of inLine) this.insertedAt.add(edit.range.start);
    this.made.push(...edits);
    this.replaced.push(...edits.filter(({ range }) => range.end > range.start));
    return true;
  }

  /** Insertions, of which there are thousands, never conflict with each other. */
  private isInTheWayOf(edit: TextEdit): boolean {
    const others = edit.range.end > edit.range.start ? this.made : this.replaced;
    return others.some((other) => editsConflict(edit, other));
  }

  /** Two fixes must not both make the same key of a service; below a key that exists they only must not name the same path. */
  private keyOf(path: Path): string {
    const key = path.slice(0, 3);
    return JSON.stringify(nodeAt(this.tree, key) ? path : key);
  }
}
