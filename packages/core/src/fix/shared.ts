import type { Path } from "../compose/path.js";
import { nodeAt, type Step, type Tree } from "../compose/tree.js";

/** A hop by which a value may take effect in several places; an override or an included file only says where something is written. */
interface Loan extends Step {
  readonly kind: "alias" | "merge-key" | "extends";
}

/** A node that arrives through an alias, a merge key or `extends`, and the collection that it arrives in. */
export interface Shared {
  readonly node: Tree;
  readonly parent: Tree;
  readonly path: Path;
  /** How it arrives. */
  readonly step: Loan;
}

/** The first node on the way that arrives through an alias, a merge key or `extends`; none of the first `settled` steps is asked. */
export function firstShared(tree: Tree, path: Path, settled = 0): Shared | undefined {
  for (let length = settled + 1; length <= path.length; length += 1) {
    const node = nodeAt(tree, path.slice(0, length));
    const parent = nodeAt(tree, path.slice(0, length - 1));
    if (!node || !parent) return undefined;
    const step = loans(node)[loans(parent).length];
    if (step) return { node, parent, path: path.slice(0, length), step };
  }
  return undefined;
}

/** The kinds of hops that bring one value to several places. */
export function loansOf(node: Tree): readonly Loan["kind"][] {
  return loans(node).map(({ kind }) => kind);
}

function loans({ origin }: Tree): readonly Loan[] {
  return origin.via.filter(isLoan);
}

function isLoan(step: Step): step is Loan {
  return step.kind === "alias" || step.kind === "merge-key" || step.kind === "extends";
}
