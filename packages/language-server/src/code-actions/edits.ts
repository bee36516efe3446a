import type { SourceFile, TextEdit } from "@compose-lint/core";
import type { TextDocumentEdit, TextEdit as ShownEdit, WorkspaceEdit } from "vscode-languageserver/node";
import { rangeOf } from "../positions.js";

/** An open document, as an edit names it. */
export interface Target {
  readonly uri: string;
  readonly version: number;
}

/** Finds the open document of a file; nothing if none is open. */
export type TargetOf = (file: SourceFile) => Target | undefined;

/**
 * Edits of files as a client makes them, with the versions that they are about if it takes these; nothing if one of the files is not open.
 * @param edits by the files as they were analysed: the documents have to be the same still.
 */
export function workspaceEdit(edits: ReadonlyMap<SourceFile, readonly TextEdit[]>, targetOf: TargetOf, takesDocumentChanges: boolean): WorkspaceEdit | undefined {
  const byDocument: { readonly target: Target; readonly edits: ShownEdit[] }[] = [];
  for (const [file, some] of edits) {
    const target = targetOf(file);
    if (!target) return undefined;
    byDocument.push({ target, edits: some.map(({ range, text }) => ({ range: rangeOf(file, range, true), newText: text })) });
  }
  if (!takesDocumentChanges) return { changes: Object.fromEntries(byDocument.map(({ target, edits: some }) => [target.uri, some])) };
  return { documentChanges: byDocument.map(({ target, edits: some }): TextDocumentEdit => ({ textDocument: target, edits: some })) };
}
