import { TextDocumentSyncKind, type Connection, type ServerCapabilities } from "vscode-languageserver/node";
import { abilitiesOf, FIX_ALL, type Abilities } from "./abilities.js";
import { LanguageServer } from "./language-server.js";
import { SHOW_READINESS } from "./readiness/code-lenses.js";
import { version } from "./version.js";

/** Answers a client until it says goodbye. */
export function serve(connection: Connection): void {
  // A bug in one place is no reason to leave somebody without all the rest.
  process.on("uncaughtException", (error) => { connection.console.error(`This is a bug of compose-lint; the rest goes on. ${error.stack ?? error.message}`); });
  connection.onInitialize((params) => {
    const abilities = abilitiesOf(params);
    new LanguageServer(connection, params, abilities).listen();
    return { capabilities: capabilitiesFor(abilities), serverInfo: { name: "compose-lint", version } };
  });
  connection.listen();
}

function capabilitiesFor({ pullsDiagnostics, takesCodeActions }: Abilities): ServerCapabilities {
  return {
    positionEncoding: "utf-16",
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: { includeText: false } },
    ...(pullsDiagnostics ? { diagnosticProvider: { identifier: "compose-lint", interFileDependencies: true, workspaceDiagnostics: false } } : {}),
    ...(takesCodeActions ? { codeActionProvider: { codeActionKinds: ["quickfix", FIX_ALL] } } : {}),
    hoverProvider: true,
    definitionProvider: true,
    codeLensProvider: { resolveProvider: false },
    executeCommandProvider: { commands: [SHOW_READINESS] },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  };
}
