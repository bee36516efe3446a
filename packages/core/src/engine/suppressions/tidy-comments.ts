import type { ProjectRequest } from "../../compose/load.js";
import type { ProjectFiles } from "../../compose/project-files.js";
import type { ConfigurationFor } from "../configuration.js";
import { identityOf, type Diagnostic } from "../diagnostic.js";
import type { Unfixed } from "../plan-fixes.js";
import type { LintedProject, Repaired } from "../prove-fixes.js";
import { uniteFindings } from "../workspace.js";
import { proveCommentEdits } from "./prove-comment-edits.js";

/** What has something to do with mending comments. */
export interface Tidying {
  readonly files: ProjectFiles;
  readonly projects: readonly LintedProject[];
  readonly configuration: ConfigurationFor;
  /** Whether a finding's fix is wanted. */
  readonly mayFix: (diagnostic: Diagnostic) => boolean;
  readonly mayEdit: (path: string) => boolean;
}

/** Comments of one file that suppress nothing, all in the same words. */
export interface CommentFix {
  readonly diagnostics: readonly [Diagnostic, ...Diagnostic[]];
  readonly path: string;
  /** A project that has the file. */
  readonly request: ProjectRequest;
  /** What this fix alone makes of the file. */
  alone(): Pick<Repaired, "edits" | "texts">;
}

export interface Tidied {
  readonly made: readonly CommentFix[];
  /** What has become of files and projects; absent if nothing was made. */
  readonly after?: Repaired;
  readonly unfixed: readonly Unfixed[];
}

/** Takes out comments that suppress nothing, or the names in vain in them; which ones do, is known when all else is settled. Asks before each. */
export function* tidyComments({ files, projects, configuration, mayFix, mayEdit }: Tidying): Generator<CommentFix, Tidied, boolean> {
  const unfixed: Unfixed[] = [];
  const refuse = (diagnostics: readonly Diagnostic[], reason: string): void => void unfixed.push(...diagnostics.map((diagnostic) => ({ diagnostic, reason })));
  const attempt = (some: readonly Pick<CommentFix, "diagnostics">[]): ReturnType<typeof proveCommentEdits> => proveCommentEdits(files, projects, some.flatMap(({ diagnostics }) => diagnostics.flatMap(({ fix }) => fix?.comment ?? [])), configuration);

  const wanted = commentFixes(projects, mayFix, (fix) => {
    const outcome = attempt([fix]);
    return "texts" in outcome ? outcome : { edits: new Map(), texts: new Map() };
  }).filter(({ path, diagnostics }) => {
    if (!mayEdit(path)) refuse(diagnostics, `it is written in ${path}, which is not among the files to be fixed`);
    return mayEdit(path);
  });
  if (wanted.length === 0) return { made: [], unfixed };

  // Comments have nothing to do with each other: what holds alone holds together.
  const holding = "texts" in attempt(wanted) ? wanted : wanted.filter((fix) => {
    const outcome = attempt([fix]);
    if ("failure" in outcome) refuse(fix.diagnostics, outcome.failure);
    return "texts" in outcome;
  });
  const made: CommentFix[] = [];
  for (const fix of holding) if (yield fix) made.push(fix);
  const after = made.length === 0 ? undefined : attempt(made);
  return after && "texts" in after ? { made, after, unfixed } : { made: [], unfixed };
}

function commentFixes(projects: readonly LintedProject[], mayFix: (diagnostic: Diagnostic) => boolean, alone: (fix: Pick<CommentFix, "diagnostics">) => ReturnType<CommentFix["alone"]>): readonly CommentFix[] {
  if (projects.every(({ comments }) => comments.length === 0)) return [];
  const groups = new Map<string, CommentFix>();
  for (const diagnostic of uniteFindings(projects).diagnostics) {
    const path = diagnostic.fix?.comment?.path;
    const project = projects.find((each) => each.project.files.some((file) => file.path === path));
    if (path === undefined || !project || !mayFix(diagnostic)) continue;
    const key = JSON.stringify([identityOf(diagnostic), path]);
    const known = groups.get(key);
    const diagnostics: CommentFix["diagnostics"] = known ? [...known.diagnostics, diagnostic] : [diagnostic];
    groups.set(key, { diagnostics, path, request: project.request, alone: () => alone({ diagnostics }) });
  }
  return [...groups.values()];
}
