import { basename, dirname } from "node:path";
import type { Uri, WebviewPanel } from "vscode";
import { COMPOSE_FILES, PROJECT_FILES } from "../documents.js";
import type { Editor } from "../editor.js";
import { NAME, SECTION } from "../names.js";
import { auditPage, WEBVIEW_OPTIONS } from "./audit-page.js";
import { chooseFolder, type Choice } from "./audited-folder.js";
import { runAudit, type Audit, type AuditOutcome } from "./run-audit.js";

/** What the command needs of VS Code. */
export type AuditingEditor = Pick<Editor, "languages" | "window" | "workspace" | "ProgressLocation" | "ViewColumn">;

/** Runs an audit until the signal says stop. */
export type RunAudit = (audit: Audit, extensionPath: string, signal: AbortSignal) => Promise<AuditOutcome>;

/** Audits projects and shows each audit in a tab of its own, which the next one of the same folder takes over. */
export class AuditCommand {
  private readonly panels = new Map<string, WebviewPanel>();

  constructor(
    private readonly editor: AuditingEditor,
    private readonly extensionPath: string,
    private readonly run: RunAudit = runAudit,
  ) {}

  /** Audits the project of a Compose file; without one, that which is being worked on. */
  async audit(file?: Uri): Promise<void> {
    const { window, workspace } = this.editor;
    // The configuration of an untrusted workspace may be a program, and the command would run it.
    if (!workspace.isTrusted) {
      void window.showInformationMessage("The audit waits until this workspace is trusted: its configuration may be a program.");
      return;
    }
    const folder = await this.folderOf(this.choice(file));
    if (folder === undefined) return;
    const outcome = await window.withProgress(
      { location: this.editor.ProgressLocation.Window, title: `${NAME}: auditing ${basename(folder.path)}`, cancellable: true },
      async (_progress, cancellation) => {
        const stop = new AbortController();
        cancellation.onCancellationRequested(() => { stop.abort(); });
        return await this.run({ folder: folder.path, workspaceFolder: folder.workspaceFolder, config: folder.config }, this.extensionPath, stop.signal);
      },
    );
    this.tell(outcome, folder.path);
  }

  dispose(): void {
    for (const panel of [...this.panels.values()]) panel.dispose();
  }

  private choice(asked: Uri | undefined): Choice<Uri> {
    const { languages, window, workspace } = this.editor;
    const active = window.activeTextEditor?.document;
    const composeFile = asked ?? (active && languages.match(COMPOSE_FILES.map((documents) => ({ ...documents })), active) > 0 ? active.uri : undefined);
    const around = active && workspace.getWorkspaceFolder(active.uri)?.uri;
    return chooseFolder({ composeFile, around, folders: (workspace.workspaceFolders ?? []).map(({ uri }) => uri) });
  }

  /** Nothing if there is none, which has been said by then. */
  private async folderOf(choice: Choice<Uri>): Promise<{ readonly path: string; readonly workspaceFolder: string; readonly config: string } | undefined> {
    const { window, workspace } = this.editor;
    switch (choice.kind) {
      case "none":
        void window.showInformationMessage(choice.because);
        return undefined;
      case "ask": {
        const picked = await window.showWorkspaceFolderPick({ placeHolder: "Which folder is to be audited?" });
        return picked && (await this.folderOf(chooseFolder({ composeFile: undefined, around: picked.uri, folders: [] })));
      }
      case "folder":
        return { path: choice.folder.fsPath, workspaceFolder: choice.folder.fsPath, config: this.configFor(choice.folder) };
      case "beside": {
        const path = dirname(choice.file.fsPath);
        return { path, workspaceFolder: workspace.getWorkspaceFolder(choice.file)?.uri.fsPath ?? path, config: this.configFor(choice.file) };
      }
    }
  }

  private configFor(uri: Uri): string {
    return this.editor.workspace.getConfiguration(SECTION, uri).get("config", "");
  }

  private tell(outcome: AuditOutcome, folder: string): void {
    const { window, workspace, languages } = this.editor;
    switch (outcome.kind) {
      case "cancelled":
        return;
      case "failed":
        void window.showErrorMessage(`There is no audit of ${basename(folder)}. ${outcome.message}`);
        return;
      case "page": {
        this.show(folder, auditPage(outcome.html));
        const isChanged = workspace.textDocuments.some((document) => document.isDirty && languages.match(PROJECT_FILES.map((documents) => ({ ...documents })), document) > 0);
        const remarks = [...(isChanged ? ["What is not saved yet does not count in the audit."] : []), ...(outcome.remarks === "" ? [] : [outcome.remarks])];
        if (remarks.length > 0) void window.showInformationMessage(remarks.join(" "));
      }
    }
  }

  private show(folder: string, html: string): void {
    const known = this.panels.get(folder);
    const panel = known ?? this.editor.window.createWebviewPanel(`${SECTION}.audit`, `Audit of ${basename(folder)}`, { viewColumn: this.editor.ViewColumn.Active, preserveFocus: false }, { ...WEBVIEW_OPTIONS, localResourceRoots: [] });
    panel.webview.html = html;
    if (known) known.reveal();
    else {
      this.panels.set(folder, panel);
      panel.onDidDispose(() => this.panels.delete(folder));
    }
  }
}
