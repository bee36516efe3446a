import { join } from "node:path";
import { LanguageClient, State, TransportKind, type LanguageClientOptions } from "vscode-languageclient/node";
import { NAME, SECTION } from "./names.js";

export type ServerState = "starting" | "running" | "stopped";

/** The language server, as far as the rest has to do with it. */
export interface Server {
  readonly state: () => ServerState;
  readonly onDidChangeState: (listener: () => void) => { dispose: () => void };
  readonly start: () => Promise<void>;
  readonly restart: () => Promise<void>;
  readonly stop: () => Promise<void>;
  /** The workspace is trusted from now on. */
  readonly trust: () => Promise<void>;
  readonly showLog: () => void;
}

/** The server that is in the extension; it runs on the Node that VS Code has. */
export function bundledServer(extensionPath: string, options: LanguageClientOptions): Server {
  const module = join(extensionPath, "dist/language-server.mjs");
  const client = new LanguageClient(SECTION, NAME, { module, transport: TransportKind.ipc }, options);
  return {
    state: () => stateOf(client.state),
    onDidChangeState: (listener) => client.onDidChangeState(listener),
    start: async () => { await client.start(); },
    restart: async () => { await client.restart(); },
    stop: async () => { await client.stop(); },
    trust: async () => { await client.sendNotification("composeLint/trust"); },
    showLog: () => { client.outputChannel.show(true); },
  };
}

function stateOf(state: State): ServerState {
  switch (state) {
    case State.Starting:
      return "starting";
    case State.Running:
      return "running";
    default:
      return "stopped";
  }
}
