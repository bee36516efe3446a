import { canonicalize } from "../compose/canonical.js";
import { loadProject, type Project, type ProjectRequest } from "../compose/load.js";
import { applyOperations, type Operation } from "../compose/operation.js";
import type { Path } from "../compose/path.js";
import { plainEqual, plainMapping, type Plain } from "../compose/plain.js";
import type { Problem } from "../compose/problem.js";
import type { ProjectFiles } from "../compose/project-files.js";
import { toPlain, type Mapping, type Tree } from "../compose/tree.js";

/** Text after editing that is known to mean what was asked for, or why it does not. */
export type Proof = { readonly project: Project } | { readonly failure: string };

/**
 * Loads the edited text and compares: the effective configuration must be the old one with exactly `operations` carried out,
 * with no fault that was not there before and no comment lost.
 */
export function prove(before: Project, operations: readonly Operation[], files: ProjectFiles, request: ProjectRequest | string): Proof {
  const project = loadProject(files, request);
  if (!before.tree || !project.tree) return { failure: "the edited file could not be understood" };
  if (brings(before.problems, project.problems)) return { failure: "the edited file would have a new fault" };
  if (!plainEqual(expected(before.tree, operations), effective(project.tree))) return { failure: "the edit would change something else as well" };
  if (!keepsComments(before, project)) return { failure: "the edit would lose a comment" };
  return { project };
}

/** What the configuration has to be. A renamed key's value is read anew: `depends_on` understands a list, an unknown key only keeps it. */
function expected(tree: Mapping, operations: readonly Operation[]): Plain {
  const renamed = operations.reduce<Tree>((current, operation) => (operation.kind === "rename" ? renameAt(current, operation.path, operation.key) : current), tree);
  const read = renamed === tree ? tree : canonicalize(renamed);
  return applyOperations(effective(read.kind === "mapping" ? read : tree), operations.filter(({ kind }) => kind !== "rename"));
}

function renameAt(tree: Tree, [step, ...rest]: Path, name: string): Tree {
  if (tree.kind === "sequence") return { ...tree, items: tree.items.map((item, index) => (index === step ? renameAt(item, rest, name) : item)) };
  const held = tree.kind === "mapping" ? tree.entries.get(String(step)) : undefined;
  if (tree.kind !== "mapping" || !held) return tree;
  const entries = new Map(tree.entries);
  if (rest.length > 0) return { ...tree, entries: entries.set(String(step), renameAt(held, rest, name)) };
  entries.delete(String(step));
  return { ...tree, entries: entries.set(name, held) };
}

/** What Docker acts on. Top-level `x-…` blocks are only templates: where they are used, they are compared. */
function effective({ entries }: Mapping): Plain {
  return plainMapping([...entries].filter(([key]) => !key.startsWith("x-")).map(([key, node]) => [key, toPlain(node)] as const));
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

function keepsComments(before: Project, after: Project): boolean {
  return commentsOf(before) === commentsOf(after);
}

function commentsOf({ comments }: Project): string {
  return comments.map(({ file, range }) => file.text.slice(range.start, range.end)).sort().join("\n");
}
