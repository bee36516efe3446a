import { loadProject, type Project, type ProjectRequest } from "../../src/compose/load.js";
import type { Operation } from "../../src/compose/operation.js";
import type { ProjectFiles } from "../../src/compose/project-files.js";
import { planChanges } from "../../src/fix/plan-changes.js";
import { prove } from "../../src/fix/prove.js";
import { ChangeWriter } from "../../src/fix/write-changes.js";
import { WrittenFiles } from "../../src/fix/written-files.js";
import { applyEdits } from "../../src/text/text-edit.js";

/** Texts by the path of their file. */
export type Texts = Readonly<Record<string, string>>;

export interface PatchOptions {
  readonly atAnchor?: boolean;
  /** Which files make the project: `compose.yaml`, with `compose.override.yaml` laid over it if there is one, where it is absent. */
  readonly request?: ProjectRequest;
  /** The files that may be changed; all of them where it is absent. */
  readonly editable?: readonly string[];
}

/** What operations make of the files of a project, and the project that they are then. */
export type Patched = { readonly changed: Texts; readonly project: Project } | { readonly refused: string } | { readonly unproven: string };

/** Plans, writes and proves operations on a project of these files. */
export function patchProject(project: Project, files: ProjectFiles, operations: readonly Operation[], { atAnchor = false, editable }: PatchOptions = {}): Patched {
  const plan = planChanges(project, new ChangeWriter(new WrittenFiles(project)), operations, { atAnchor, mayEdit: (path) => editable?.includes(path) ?? true });
  if ("refused" in plan) return plan;
  const changed = Object.fromEntries([...plan.edits].map(([file, some]) => [file.path, applyEdits(file.text, some)] as const));
  const proof = prove(project, operations, over(files, changed), project.request);
  return "failure" in proof ? { unproven: proof.failure } : { changed, project: proof.project };
}

/** The files that change, with their new texts; or `refused: …` if there is no edit, `unproven: …` if the edit does something else. */
export function patchFiles(texts: Texts, operations: readonly Operation[], options: PatchOptions = {}): Texts | string {
  const files = filesOf(texts);
  const result = patchProject(loadProject(files, options.request ?? usualRequest(texts)), files, operations, options);
  if ("changed" in result) return result.changed;
  return "refused" in result ? `refused: ${result.refused}` : `unproven: ${result.unproven}`;
}

/** The text of a project of one file with operations carried out, or why not. */
export function patch(text: string, operations: readonly Operation[], options: PatchOptions = {}): string {
  const result = patchFiles({ "compose.yaml": text }, operations, options);
  return typeof result === "string" ? result : (result["compose.yaml"] ?? text);
}

/** The texts as files; as bytes, so that a file is parsed once however often it is read. */
export function filesOf(texts: Texts): ProjectFiles {
  return over({ read: () => undefined }, texts);
}

/** Texts as a failure shows them. */
export function shown(texts: Texts): string {
  return Object.entries(texts).map(([path, text]) => `--- ${path}\n${text}`).join("\n");
}

/** What nothing may throw, told with what it was about. */
export function tried<T>(attempt: () => T, about: () => string): T {
  try {
    return attempt();
  } catch (fault) {
    throw new Error(`${String(fault)}\n${about()}`, { cause: fault });
  }
}

function usualRequest(texts: Texts): ProjectRequest {
  return { files: ["compose.yaml", "compose.override.yaml"].filter((path) => path in texts) };
}

function over(files: ProjectFiles, texts: Texts): ProjectFiles {
  const known = new Map(Object.entries(texts).map(([path, text]) => [path, new TextEncoder().encode(text)] as const));
  return { read: (path) => known.get(path) ?? files.read(path) };
}
