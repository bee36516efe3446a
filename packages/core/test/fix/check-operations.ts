import { loadProject, type Project } from "../../src/compose/load.js";
import type { Operation } from "../../src/compose/operation.js";
import { nodeAt, type Mapping } from "../../src/compose/tree.js";
import { planChanges } from "../../src/fix/plan-changes.js";
import { ChangeWriter } from "../../src/fix/write-changes.js";
import { WrittenFiles } from "../../src/fix/written-files.js";
import { applyEdits } from "../../src/text/text-edit.js";
import { faultsOf } from "./check-patch.js";
import { otherReading } from "./other-reading.js";
import { filesOf, patchProject, shown, tried, type Patched, type Texts } from "./patch.js";
import type { Dice } from "./print-file.js";
import { randomProject, type RandomProject } from "./random-file.js";
import { randomOperation, type Family } from "./random-operation.js";
import type { Tally } from "./tally.js";

/** Cases that are looked for in one project, and operations that are drawn for them at most. */
const MOST_CASES = 6;
const MOST_DRAWN = 14;

/** Draws a project and tries different operations on it, each by itself. A case is one that is planned, written, proven and read anew. */
export function checkOperations(dice: Dice, family: Family, hasSeveralFiles: boolean, tally: Tally): void {
  const made = randomProject(dice, { about: family.about, hasSeveralFiles });
  const files = filesOf(made.texts);
  const project = loadProject(files, made.request);
  const { tree } = project;
  if (!tree || project.problems.length > 0) throw new Error(`the project is no good:\n${project.problems.map(({ message }) => message).join("\n")}\n${shown(made.texts)}`);
  const seen = new Set<string>();
  for (let drawn = 0, proven = 0; drawn < MOST_DRAWN && proven < MOST_CASES; drawn += 1) {
    const { kind, operations } = randomOperation(tree, family, made.lenders, dice) ?? { kind: "", operations: [] };
    const name = JSON.stringify(operations);
    if (operations.length === 0 || seen.has(name)) continue;
    seen.add(name);
    const result = tried(() => patchProject(project, files, operations), () => `after ${name}\n${shown(made.texts)}`);
    if ("refused" in result) tally.refuse(kind, `refused: ${result.refused}`);
    else if ("unproven" in result) tally.refuse(kind, `unproven: ${result.unproven}`);
    else if (Object.entries(result.changed).every(([path, text]) => text === made.texts[path])) tally.refuse(kind, "nothing to change");
    else {
      const { faults, traits } = look(project, tree, made, result, operations);
      if (faults.length > 0) throw new Error(`${faults.join("\n")}\nafter ${name}\n${shown(made.texts)}\nhas become\n${shown(result.changed)}`);
      tally.prove(kind, traits);
      proven += 1;
    }
  }
}

/** What is wrong with what has become of a project, and what the case was like. */
function look(project: Project, tree: Mapping, made: RandomProject, { changed, project: after }: Extract<Patched, { readonly changed: Texts }>, operations: readonly Operation[]): { readonly faults: readonly string[]; readonly traits: ReadonlySet<string> } {
  const readings = Object.entries(changed).map(([path, text]) => otherReading(project, made.lenders, made.texts[path] ?? "", text, operations));
  return {
    faults: [...faultsOf(project, made, changed, operations), ...readings.flatMap(({ faults }) => faults), ...secondRun(after, operations)],
    traits: new Set([...Object.keys(changed).flatMap((path) => [...(made.styles.get(path) ?? [])]), ...operations.flatMap((operation) => traitsOf(tree, operation)), ...readings.map(({ extent }) => `read by another reader: ${extent}`)]),
  };
}

/** How what an operation names is written, and how it gets there. */
function traitsOf(tree: Mapping, { path }: Operation): readonly string[] {
  const onTheWay = path.flatMap((_, index) => nodeAt(tree, path.slice(0, index + 1)) ?? []);
  const collection = onTheWay.findLast(({ origin: { node } }) => node.kind === "mapping" || node.kind === "sequence")?.origin.node;
  return [...onTheWay.flatMap(({ origin }) => origin.via.map(({ kind }) => `arrives by ${kind}`)), ...(collection && "style" in collection ? [`in a ${collection.style} ${collection.kind}`] : [])];
}

/** What is true already is not written again. */
function secondRun(project: Project, operations: readonly Operation[]): readonly string[] {
  if (!operations.every(isTrueOnce)) return [];
  const plan = planChanges(project, new ChangeWriter(new WrittenFiles(project)), operations, { atAnchor: false, mayEdit: () => true });
  if ("refused" in plan) return [];
  return [...plan.edits].flatMap(([file, edits]) => (applyEdits(file.text, edits) === file.text ? [] : [`a second run would change ${file.path} again:\n${applyEdits(file.text, edits)}`]));
}

/** Whether an operation asks for nothing more once it is carried out; another item or place in a list, or a section, may be asked for again. */
function isTrueOnce(operation: Operation): boolean {
  const { kind, path } = operation;
  if (kind === "set" && typeof operation.value === "object") return false;
  return kind !== "append" && kind !== "insert" && kind !== "arrange" && !(kind === "remove" && typeof path.at(-1) === "number");
}
