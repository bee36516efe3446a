import { fixProjects, placedIdentityOf, type Diagnostic, type Fix } from "@compose-lint/core";
import { CodeActionKind, type CodeAction, type CodeActionContext, type Diagnostic as Shown, type WorkspaceEdit } from "vscode-languageserver/node";
import { FIX_ALL, type Abilities } from "../abilities.js";
import type { Analysis } from "../analysis/session.js";
import { positionAt } from "../positions.js";
import { workspaceEdit, type TargetOf } from "./edits.js";
import { offersFor, type MayEdit } from "./offers.js";
import { editOf, lineOf, suppressingComments, type SuppressingComment } from "./suppression.js";

/** What is asked for. */
export interface Wanted {
  /** The name of the file. */
  readonly name: string;
  /** The findings in the chosen range, and how they are shown. */
  readonly findings: readonly { readonly diagnostic: Diagnostic; readonly shown: Shown }[];
  readonly only: CodeActionContext["only"];
}

/** The documents that may be edited. */
export interface Editing {
  readonly targetOf: TargetOf;
  readonly mayEdit: MayEdit;
  readonly abilities: Abilities;
}

/** Quick fixes, safe ones first, then comments that suppress; and, only where it is asked for by name, all safe fixes of a file. */
export function codeActions(wanted: Wanted, analysis: Analysis, editing: Editing): CodeAction[] {
  const actions: CodeAction[] = [];
  if (isWanted(CodeActionKind.QuickFix, wanted.only)) actions.push(...quickFixes(wanted, analysis, editing), ...suppressions(wanted, analysis, editing));
  if (wanted.only && isWanted(FIX_ALL, wanted.only)) actions.push(...fixAll(wanted, analysis, editing));
  return actions;
}

/** A kind is asked for by its own name, or by one that it is a part of: `source` stands for `source.fixAll.compose-lint` as well. */
function isWanted(kind: string, only: CodeActionContext["only"]): boolean {
  return !only || only.some((each) => each === "" || kind === each || kind.startsWith(`${each}.`));
}

function quickFixes({ findings }: Wanted, analysis: Analysis, { targetOf, mayEdit, abilities }: Editing): readonly CodeAction[] {
  const offers = offersFor(findings.map(({ diagnostic }) => diagnostic), analysis, mayEdit);
  const actions = findings.flatMap(({ diagnostic, shown }): readonly CodeAction[] => {
    const { fix } = diagnostic;
    const offered = offers.get(placedIdentityOf(diagnostic));
    const edit = fix && offered ? workspaceEdit(offered.edits, targetOf, abilities.takesDocumentChanges) : undefined;
    if (!fix || !edit) return [];
    return [{ title: titleOf(fix), kind: CodeActionKind.QuickFix, diagnostics: [shown], edit, ...(fix.safety === "safe" ? { isPreferred: true } : {}) }];
  });
  return actions.toSorted((a, b) => Number(b.isPreferred ?? false) - Number(a.isPreferred ?? false));
}

/** Who picks an unsafe fix has read what may behave differently. */
function titleOf({ title, safety, because }: Fix): string {
  return safety === "safe" ? title : `Unsafe: ${title}. ${because}`;
}

function suppressions({ findings }: Wanted, { projects }: Analysis, { targetOf, abilities }: Editing): readonly CodeAction[] {
  // One comment is about all that a rule finds in a line.
  const once = [...new Map(findings.map((each) => [`${each.diagnostic.rule} ${String(lineOf(each.diagnostic.place))}`, each] as const)).values()];
  const [first] = once;
  const project = projects.find(({ project: { files } }) => first && files.includes(first.diagnostic.place.file))?.project;
  const comments = project && suppressingComments(once.map(({ diagnostic }) => diagnostic), project);
  return once.flatMap(({ diagnostic, shown }): readonly CodeAction[] => {
    const { rule, place: { file } } = diagnostic;
    const comment = comments?.get(diagnostic);
    const target = targetOf(file);
    if (!comment || !target) return [];
    const place = positionAt(file, comment.offset, true);
    const edit: WorkspaceEdit | undefined = abilities.takesSnippets
      ? { documentChanges: [{ textDocument: target, edits: [{ range: { start: place, end: place }, snippet: { kind: "snippet", value: snippetOf(comment) } }] }] }
      : workspaceEdit(new Map([[file, [editOf(comment)]]]), targetOf, abilities.takesDocumentChanges);
    return edit ? [{ title: `Suppress ${rule} for this line, with a reason`, kind: CodeActionKind.QuickFix, diagnostics: [shown], edit }] : [];
  });
}

function snippetOf({ before, reason, after }: SuppressingComment): string {
  return `${escaped(before)}\${1:${escaped(reason)}}${escaped(after)}`;
}

/** What has a meaning in a snippet, as what it is. */
function escaped(text: string): string {
  return text.replace(/[\\$}]/g, String.raw`\$&`);
}

/** All safe fixes of a file, proven together as `--fix` does. No other file is edited. */
function fixAll({ name }: Wanted, { scene, projects }: Analysis, { targetOf, abilities }: Editing): readonly CodeAction[] {
  const concerned = projects.filter(({ project }) => project.files.some(({ path }) => path === name));
  if (concerned.length === 0) return [];
  const linted = new Map(concerned.map((each) => [each.request, each] as const));
  const { files } = fixProjects(scene.files, [...linted.keys()], scene.configurationOf, { unsafe: false, mayEdit: (path) => path === name, linted: (request) => linted.get(request) });
  const fixed = files.find(({ path }) => path === name);
  const file = concerned.flatMap(({ project }) => project.files).find(({ path }) => path === name);
  const edit = fixed && file ? workspaceEdit(new Map([[file, fixed.edits]]), targetOf, abilities.takesDocumentChanges) : undefined;
  return edit ? [{ title: "Fix all that is safe to fix in this file", kind: FIX_ALL, edit }] : [];
}
