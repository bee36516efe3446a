import type { ProjectFiles } from "../../compose/project-files.js";
import { prove } from "../../fix/prove.js";
import type { CommentEdit } from "../../rules/rule.js";
import type { SourceFile } from "../../text/source-file.js";
import { applyEdits, type TextEdit } from "../../text/text-edit.js";
import type { ConfigurationFor } from "../configuration.js";
import { identityOf, type Diagnostic } from "../diagnostic.js";
import { lintProject, type LintResult } from "../lint.js";
import { withTexts, type LintedProject, type Repaired } from "../prove-fixes.js";

/**
 * Edits comments of ours. Proven by what they are: nothing else may change, neither what Docker runs nor any other comment, and the
 * same is found and suppressed as before, in every project that has one of the files.
 */
export function proveCommentEdits(files: ProjectFiles, projects: readonly LintedProject[], wanted: readonly CommentEdit[], configuration: ConfigurationFor): Repaired | { readonly failure: string } {
  const paths = new Set(wanted.map(({ path }) => path));
  const concerned = projects.filter(({ project }) => project.files.some(({ path }) => paths.has(path)));
  const sources = new Map<string, SourceFile>(concerned.flatMap(({ project }) => project.files.map((file) => [file.path, file] as const)));
  const edits = new Map<string, readonly TextEdit[]>([...paths].map((path) => [path, wanted.filter((each) => each.path === path).map(({ edit }) => edit)] as const));
  const texts = new Map([...edits].map(([path, some]) => [path, applyEdits(sources.get(path)?.text ?? "", some)] as const));
  const edited = withTexts(files, texts);

  const after = new Map<LintedProject, LintedProject>();
  for (const before of concerned) {
    const { request } = before;
    const proof = prove(before.project, [], edited, request, edits);
    if ("failure" in proof) return proof;
    const result = lintProject(proof.project, configuration(request));
    if (findingsIn(result) !== findingsIn(before)) return { failure: "it would change what is reported" };
    after.set(before, { request, ...result });
  }
  return { edits: new Map([...edits].flatMap(([path, some]) => onSource(sources.get(path), some))), texts, projects: after };
}

function onSource(file: SourceFile | undefined, edits: readonly TextEdit[]): readonly (readonly [SourceFile, readonly TextEdit[]])[] {
  return file ? [[file, edits]] : [];
}

/** All that was found, be it told or suppressed; the same for the same findings in other places. */
function findingsIn({ diagnostics, suppressed }: LintResult): string {
  const inOrder = (some: readonly Diagnostic[]): readonly string[] => some.map(identityOf).sort();
  return JSON.stringify([inOrder(diagnostics), inOrder(suppressed.map(({ diagnostic }) => diagnostic))]);
}
