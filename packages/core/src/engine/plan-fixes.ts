import type { Project } from "../compose/load.js";
import type { Operation } from "../compose/operation.js";
import type { Path } from "../compose/path.js";
import { nodeAt, type Tree } from "../compose/tree.js";
import type { Change } from "../fix/change.js";
import { isNewLine } from "../fix/layout.js";
import { planChanges, type Plan, type PlannedChanges } from "../fix/plan-changes.js";
import { ChangeWriter } from "../fix/write-changes.js";
import { WrittenFiles } from "../fix/written-files.js";
import type { SourceFile } from "../text/source-file.js";
import { editsConflict, type TextEdit } from "../text/text-edit.js";
import { groupByNode, type Group } from "./group-by-node.js";
import type { Diagnostic } from "./lint.js";

/** A fix with the changes that should carry it out. It mends several findings at once where services share what is written once. */
export interface PlannedFix {
  readonly diagnostics: readonly Diagnostic[];
  /** Whether it edits what services have in common, where that is written. */
  readonly atAnchor: boolean;
  readonly operations: readonly Operation[];
  readonly changes: readonly Change[];
}

/** A finding whose fix was not made, and why. */
export interface Unfixed {
  readonly diagnostic: Diagnostic;
  readonly reason: string;
}

export interface PlannedFixes {
  readonly planned: readonly PlannedFix[];
  readonly refused: readonly Unfixed[];
  /** Fixes that have to wait because another one touches what they touch. */
  readonly waiting: number;
  /** Writes the changes of these fixes, of some or of all of them. */
  readonly writer: ChangeWriter;
}

export interface PlanFixesOptions {
  /** The identities of findings whose services may not be edited as one. */
  readonly separately: ReadonlySet<string>;
  readonly mayEdit: (path: string) => boolean;
  /** What is not mended together with one of these is not planned. */
  readonly mends: (diagnostic: Diagnostic) => boolean;
}

/** Plans the fixes of findings, in the order of the text. A fix that touches what another one touches is left for the next pass. */
export function planFixes(project: Project, wanted: readonly Diagnostic[], { separately, mayEdit, mends }: PlanFixesOptions): PlannedFixes {
  const written = new WrittenFiles(project);
  const writer = new ChangeWriter(written);
  const planned: PlannedFix[] = [];
  const refused: Unfixed[] = [];
  const { tree } = project;
  if (!tree) return { planned, refused, waiting: 0, writer };
  const taken = new TakenPlaces(tree, writer);
  let waiting = 0;

  const plan = ({ diagnostics: [first], atAnchor, source }: Group): Plan => planChanges(project, writer, first.fix?.operations ?? [], { atAnchor, mayEdit, ...(source ? { source } : {}) });
  const take = (group: Group): void => {
    const { diagnostics, atAnchor } = group;
    const result = plan(group);
    if ("refused" in result) {
      // What has no edit where it is shared may have one for each of its users.
      if (atAnchor) for (const diagnostic of diagnostics) take({ diagnostics: [diagnostic], atAnchor: false });
      else refused.push(...diagnostics.map((diagnostic) => ({ diagnostic, reason: result.refused })));
      return;
    }
    const operations = diagnostics.flatMap(({ fix }) => fix?.operations ?? []);
    if (taken.take(operations, result)) planned.push({ diagnostics, atAnchor, operations, changes: result.changes });
    else waiting += 1;
  };
  const groups = groupByNode(tree, written, wanted, separately).filter(({ diagnostics }) => diagnostics.some(mends));
  groups.toSorted((a, b) => arrangedFrom(a) - arrangedFrom(b)).forEach(take);
  return { planned, refused, waiting, writer };
}

/** What is put in order is so after all that is in it, from the inside out: it moves the text of all that. */
function arrangedFrom({ diagnostics: [{ fix }] }: Group): number {
  return Math.max(...(fix?.operations ?? []).map(({ kind, path }) => (kind === "arrange" ? -path.length : Number.MIN_SAFE_INTEGER)));
}

/** What the fixes of one pass have taken: keys of the model, and stretches of the text. */
class TakenPlaces {
  private readonly keys = new Set<string>();
  private readonly texts = new Map<SourceFile, TakenText>();

  constructor(
    private readonly tree: Tree,
    private readonly writer: ChangeWriter,
  ) {}

  /** Takes the places of a fix, or tells that another fix has one of them. */
  take(operations: readonly Operation[], { changes, edits }: PlannedChanges): boolean {
    const keys = operations.map(({ path }) => this.keyOf(path));
    if (keys.some((key) => this.keys.has(key))) return false;
    // New keys and items of several fixes are written together; what is replaced is not.
    const additions = changes.filter(({ kind }) => kind !== "edit");
    const replacements = changes.filter(({ kind }) => kind === "edit");
    const added = replacements.length === 0 ? edits : this.writer.write(additions);
    const edited = additions.length === 0 ? edits : this.writer.write(replacements);
    const files = [...new Set([...added.keys(), ...edited.keys()])];
    if (files.some((file) => this.textOf(file).isTaken(added.get(file) ?? [], edited.get(file) ?? []))) return false;

    for (const key of keys) this.keys.add(key);
    for (const file of files) this.textOf(file).add(added.get(file) ?? [], edited.get(file) ?? []);
    return true;
  }

  private textOf(file: SourceFile): TakenText {
    const text = this.texts.get(file) ?? new TakenText();
    this.texts.set(file, text);
    return text;
  }

  /** Two fixes must not both make the same key of a service; below a key that exists they only must not name the same path. */
  private keyOf(path: Path): string {
    const key = path.slice(0, 3);
    return JSON.stringify(nodeAt(this.tree, key) ? path : key);
  }
}

/** What is taken of one file's text. */
class TakenText {
  private readonly made: TextEdit[] = [];
  /** Those of `made` that are more than an insertion. */
  private readonly replaced: TextEdit[] = [];
  /** Places within a line where an edit inserts, which no other one may. */
  private readonly insertedAt = new Set<number>();
  /** Places where new keys and items go, which an insertion within a line may not split. */
  private readonly grownAt = new Set<number>();

  isTaken(added: readonly TextEdit[], edited: readonly TextEdit[]): boolean {
    if ([...added, ...edited].some((edit) => this.isInTheWayOf(edit))) return true;
    return inLine(edited).some(({ range }) => this.insertedAt.has(range.start) || this.grownAt.has(range.start)) || inLine(added).some(({ range }) => this.insertedAt.has(range.start));
  }

  add(added: readonly TextEdit[], edited: readonly TextEdit[]): void {
    for (const { range } of inLine(edited)) this.insertedAt.add(range.start);
    for (const { range } of inLine(added)) this.grownAt.add(range.start);
    this.made.push(...added, ...edited);
    this.replaced.push(...[...added, ...edited].filter(isReplacement));
  }

  /** Insertions, of which there are thousands, never conflict with each other. */
  private isInTheWayOf(edit: TextEdit): boolean {
    return (isReplacement(edit) ? this.made : this.replaced).some((other) => editsConflict(edit, other));
  }
}

/** Text within a line is written once; only whole new lines can follow each other at one place. */
function inLine(edits: readonly TextEdit[]): readonly TextEdit[] {
  return edits.filter((edit) => isReplacement(edit) || !isNewLine(edit));
}

function isReplacement({ range }: TextEdit): boolean {
  return range.end > range.start;
}
