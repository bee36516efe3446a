import * as vscode from "vscode";
import { activateWith } from "./activate.js";
import { bundledServer, type Server } from "./server.js";

let server: Server | undefined;

/** Called by VS Code when the first Compose file is there. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  server = await activateWith(vscode, context, bundledServer);
}

/** Called by VS Code before it ends. */
export async function deactivate(): Promise<void> {
  await server?.stop();
}
