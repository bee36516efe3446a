import type { CodeAction } from "vscode";
import type { Editor } from "./editor.js";
import { FIX_ALL } from "./names.js";

/** Makes all safe fixes of the file that is being edited; those of its project may touch other files. Nothing is saved. */
export async function fixAll(editor: Pick<Editor, "commands" | "window" | "workspace" | "Range">): Promise<void> {
  const { commands, window, workspace } = editor;
  const document = window.activeTextEditor?.document;
  if (!document) {
    void window.showInformationMessage("Open a Compose file first: what is fixed is the file that is being edited.");
    return;
  }
  const all = new editor.Range(0, 0, document.lineCount, 0);
  const actions = (await commands.executeCommand<readonly CodeAction[] | undefined>("vscode.executeCodeActionProvider", document.uri, all, FIX_ALL, MOST_RESOLVED)) ?? [];
  const edits = actions.flatMap(({ edit }) => edit ?? []);
  if (edits.length === 0) {
    void window.showInformationMessage("Nothing to fix: what compose-lint finds in this file, if anything, needs a decision of yours. The quick fixes of a finding show the choices.");
    return;
  }
  for (const edit of edits) {
    if (await workspace.applyEdit(edit)) continue;
    void window.showErrorMessage("The fixes were not made, because VS Code refused the edit: a file may have changed meanwhile, or cannot be written. Try again.");
    return;
  }
}

/** Code actions whose edits may be told only when they are asked for. There is one for each file. */
const MOST_RESOLVED = 1;
