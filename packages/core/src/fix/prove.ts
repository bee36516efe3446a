import { canonicalize } from "../compose/canonical.js";
import { loadProject, type Project, type ProjectRequest } from "../compose/load.js";
import { applyOperations, type Operation } from "../compose/operation.js";
import type { Path } from "../compose/path.js";
import { isPlainMapping, plainEqual, plainMapping, type Plain, type PlainMapping } from "../compose/plain.js";
import type { Problem } from "../compose/problem.js";
import type { ProjectFiles } from "../compose/project-files.js";
import { withEntries, withItems, type Mapping, type Tree } from "../compose/tree.js";
import { applyEdits, type TextEdit } from "../text/text-edit.js";
import { effective, inOneSpelling, withDefaults } from "./meaning.js";

/** Text after editing that is known to mean what was asked for, or why it does not. */
export type Proof = { readonly project: Project } | { readonly failure: string };

/** Edits of comments that are meant, by file. */
export type CommentEdits = ReadonlyMap<string, readonly TextEdit[]>;

/**
 * Loads the edited text and compares: the effective configuration must be the old one with exactly `operations` carried out,
 * with no fault that was not there before and no comment lost or changed but as it is meant.
 */
export function prove(before: Project, operations: readonly Operation[], files: ProjectFiles, request: ProjectRequest | string, commentEdits: CommentEdits = new Map()): Proof {
  const project = loadProject(files, request);
  if (!before.tree || !project.tree) return { failure: "the edited file could not be understood" };
  if (brings(before.problems, project.problems)) return { failure: "the edited file would have a new fault" };
  if (!plainEqual(expected(before.tree, operations, before.request), withDefaults(effective(project.tree), project.request))) return { failure: "the edit would change something else as well" };
  if (commentsOf(before, commentEdits) !== commentsOf(project)) return { failure: "the edit would lose a comment" };
  return { project };
}

/** What may come of a project that has an edited file as well. */
export interface Allowed {
  /** What its own findings ask for. */
  readonly wanted: readonly Operation[];
  /** What the edits were made for. */
  readonly made: readonly Operation[];
  /** Of these nobody minds what becomes of them. */
  readonly unminded: readonly Path[];
}

/** Checks another project that has an edited file as well: its effective configuration may only differ as its own findings ask for it. Tells what else differs. */
export function proveElsewhere(before: Project, after: Project, { wanted, made, unminded }: Allowed): string | undefined {
  const name = `the project ${before.request.files.join(" + ")}`;
  if (before.tree && !after.tree) return `${name} could not be understood any more`;
  if (brings(before.problems, after.problems)) return `${name} would have a new fault`;
  const { tree } = before;
  if (!tree || !after.tree) return undefined;
  const is = withDefaults(effective(after.tree), after.request);
  const differing = differences(withDefaults(effective(tree), before.request), is).filter((path) => !unminded.some((place) => isAtOrBelow(path, place)));
  if (differing.length === 0) return undefined;
  const asked = wanted.flatMap(changedPaths);
  const elsewhere = differing.find((path) => !asked.some((changed) => isAtOrBelow(path, changed)));
  if (elsewhere) return `${name} would change in ${elsewhere.join(".")}, where nothing asks for it`;
  // Some of what is asked for may still be to come.
  const known = new Set(made.map((operation) => JSON.stringify(operation)));
  const allowed = [wanted, wanted.filter((operation) => known.has(JSON.stringify(operation)))].map((operations) => expected(tree, operations, before.request));
  const otherwise = differing.find((path) => !allowed.some((model) => plainEqual(valueAt(model, path), valueAt(is, path))));
  return otherwise && `${name} would change in ${otherwise.join(".")} otherwise than it asks for`;
}

function valueAt(model: Plain, path: Path): Plain | undefined {
  return path.reduce<Plain | undefined>((value, step) => (isPlainMapping(value) ? value[step] : undefined), model);
}

/** Where two configurations differ: the paths of single values and of whole lists. */
function differences(a: Plain | undefined, b: Plain | undefined, path: Path = []): readonly Path[] {
  if (plainEqual(a, b)) return [];
  const [before, after] = [mappingOrNothing(a), mappingOrNothing(b)];
  if (!before || !after) return [path];
  const inside = [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) => differences(before[key], after[key], [...path, key]));
  return inside.length > 0 ? inside : [path];
}

/** What is absent is as good as an empty mapping. */
function mappingOrNothing(value: Plain | undefined): PlainMapping | undefined {
  if (value === undefined) return EMPTY;
  return isPlainMapping(value) ? value : undefined;
}

const EMPTY: PlainMapping = plainMapping([]);

/** Where an operation changes the configuration; in a list, the list. */
function changedPaths(operation: Operation): readonly Path[] {
  const { path } = operation;
  const item = path.findIndex((step) => typeof step === "number");
  const changed = item === -1 ? path : path.slice(0, item);
  return operation.kind === "rename" ? [changed, [...path.slice(0, -1), operation.key]] : [changed];
}

function isAtOrBelow(path: Path, above: Path): boolean {
  return above.every((step, index) => path[index] === step);
}

/** What the configuration has to be. A renamed key's value is read anew: `depends_on` understands a list, an unknown key only keeps it. */
function expected(tree: Mapping, operations: readonly Operation[], request: ProjectRequest): Plain {
  const renamed = operations.reduce<Tree>((current, operation) => (operation.kind === "rename" ? renameAt(current, operation.path, operation.key) : current), tree);
  const read = renamed === tree ? tree : canonicalize(renamed);
  const others = inOneSpelling(operations.filter(({ kind }) => kind !== "rename"), tree, request);
  return withDefaults(applyOperations(effective(read.kind === "mapping" ? read : tree), others), request);
}

function renameAt(tree: Tree, [step, ...rest]: Path, name: string): Tree {
  if (tree.kind === "sequence") return withItems(tree, tree.items.map((item, index) => (index === step ? renameAt(item, rest, name) : item)));
  const held = tree.kind === "mapping" ? tree.entries.get(String(step)) : undefined;
  if (tree.kind !== "mapping" || !held) return tree;
  const entries = new Map(tree.entries);
  if (rest.length > 0) return withEntries(tree, entries.set(String(step), renameAt(held, rest, name)));
  entries.delete(String(step));
  return withEntries(tree, entries.set(name, held));
}

function brings(before: readonly Problem[], after: readonly Problem[]): boolean {
  const known = new Map<string, number>();
  for (const problem of before) known.set(identity(problem), (known.get(identity(problem)) ?? 0) + 1);
  return after.some((problem) => {
    const left = known.get(identity(problem)) ?? 0;
    known.set(identity(problem), left - 1);
    return left <= 0;
  });
}

function identity({ kind, file, message, path }: Problem): string {
  return JSON.stringify([kind, file.path, message, path]);
}

function commentsOf({ comments }: Project, edits: CommentEdits = new Map()): string {
  const texts = comments.map(({ file, range }) => {
    const { text } = file;
    const within = (edits.get(file.path) ?? []).filter((edit) => edit.range.start < range.end && range.start < edit.range.end);
    return applyEdits(text.slice(range.start, range.end), within.map((edit) => ({ ...edit, range: { start: Math.max(0, edit.range.start - range.start), end: Math.min(range.end, edit.range.end) - range.start } })));
  });
  return texts.filter((text) => text !== "").sort().join("\n");
}
