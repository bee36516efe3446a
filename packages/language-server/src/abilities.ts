import { CodeActionKind, type InitializeParams } from "vscode-languageserver/node";

/** What a client can do, as far as it matters here. */
export interface Abilities {
  /** Asks for diagnostics itself; then none are pushed. */
  readonly pullsDiagnostics: boolean;
  /** Takes diagnostics of other documents along with those of the one that it has asked for. */
  readonly takesRelatedDocuments: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly showsRelatedInformation: boolean;
  readonly refreshesCodeLenses: boolean;
  /** Can be asked for settings. */
  readonly hasSettings: boolean;
  readonly toldOfSettings: boolean;
  readonly watchesFiles: boolean;
  readonly hasFolders: boolean;
  /** Takes edits of documents with their versions, so that none is made in a text that has changed since. */
  readonly takesDocumentChanges: boolean;
  readonly takesSnippets: boolean;
  readonly takesMarkdown: boolean;
  /** Takes code actions as such; one that does not knows commands only, of which there are none here. */
  readonly takesCodeActions: boolean;
}

/** Reads what a client announces. Absent is no. */
export function abilitiesOf({ capabilities: { textDocument = {}, workspace = {} } }: Pick<InitializeParams, "capabilities">): Abilities {
  return {
    pullsDiagnostics: textDocument.diagnostic !== undefined,
    takesRelatedDocuments: textDocument.diagnostic?.relatedDocumentSupport === true,
    refreshesDiagnostics: workspace.diagnostics?.refreshSupport === true,
    showsRelatedInformation: (textDocument.diagnostic ?? textDocument.publishDiagnostics)?.relatedInformation === true || textDocument.publishDiagnostics?.relatedInformation === true,
    refreshesCodeLenses: workspace.codeLens?.refreshSupport === true,
    hasSettings: workspace.configuration === true,
    toldOfSettings: workspace.didChangeConfiguration?.dynamicRegistration === true,
    watchesFiles: workspace.didChangeWatchedFiles?.dynamicRegistration === true,
    hasFolders: workspace.workspaceFolders === true,
    takesDocumentChanges: workspace.workspaceEdit?.documentChanges === true,
    takesSnippets: workspace.workspaceEdit?.snippetEditSupport === true,
    takesMarkdown: textDocument.hover?.contentFormat?.includes("markdown") === true,
    takesCodeActions: textDocument.codeAction?.codeActionLiteralSupport?.codeActionKind.valueSet !== undefined,
  };
}

/** What the quick fixes of a file together are called by clients. */
export const FIX_ALL = `${CodeActionKind.SourceFixAll}.compose-lint`;
