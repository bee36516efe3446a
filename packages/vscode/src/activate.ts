import type { Disposable, ExtensionContext } from "vscode";
import type { LanguageClientOptions } from "vscode-languageclient/node";
import { AuditCommand } from "./audit/audit-command.js";
import { clientOptions } from "./client-options.js";
import type { Editor } from "./editor.js";
import { fixAll } from "./fix-all.js";
import { COMMANDS } from "./names.js";
import type { Server } from "./server.js";
import { showStatus } from "./status/status-item.js";

/** What VS Code gives an extension, as far as it is of use here. */
export type Context = Pick<ExtensionContext, "extensionPath"> & { readonly subscriptions: Disposable[] };

/** Registers what the extension offers, and starts the server. Whatever becomes of that, the rest stays. */
export async function activateWith(editor: Editor, context: Context, serverWith: (extensionPath: string, options: LanguageClientOptions) => Server): Promise<Server> {
  const { commands, workspace } = editor;
  const audit = new AuditCommand(editor, context.extensionPath);
  const server = serverWith(context.extensionPath, clientOptions(editor, async (file) => { await audit.audit(file); }));
  context.subscriptions.push(
    audit,
    ...showStatus(editor, server),
    commands.registerCommand(COMMANDS.fixAll, async () => { await fixAll(editor); }),
    commands.registerCommand(COMMANDS.audit, async () => { await audit.audit(); }),
    commands.registerCommand(COMMANDS.restart, async () => { await server.restart(); }),
    commands.registerCommand(COMMANDS.showLog, () => { server.showLog(); }),
    workspace.onDidGrantWorkspaceTrust(() => void trust(server)),
  );
  try {
    await server.start();
  } catch {
    // The client has shown why, and the status says that there is none.
  }
  return server;
}

/** A server that does not run learns of it when it is started. */
async function trust(server: Server): Promise<void> {
  if (server.state() !== "stopped") await server.trust();
}
