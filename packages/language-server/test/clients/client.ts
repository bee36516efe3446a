import { spawn, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, afterEach } from "vitest";
import {
  CodeActionRequest,
  CodeLensRequest,
  ConfigurationRequest,
  createProtocolConnection,
  DefinitionRequest,
  DiagnosticRefreshRequest,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DidSaveTextDocumentNotification,
  DocumentDiagnosticRequest,
  ExitNotification,
  HoverRequest,
  InitializedNotification,
  LogMessageNotification,
  PublishDiagnosticsNotification,
  RegistrationRequest,
  ShowMessageNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type ClientCapabilities,
  type CodeAction,
  type CodeLens,
  type Command,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type Hover,
  type InitializeResult,
  type Location,
  type Position,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Range,
  type TextDocumentContentChangeEvent,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";

/** What is installed: the bundle. */
export const SERVER = fileURLToPath(new URL("../../../../dist/language-server.mjs", import.meta.url));

/** A client that can do all that matters here; it is pushed diagnostics. */
export const ABLE: ClientCapabilities = {
  textDocument: {
    publishDiagnostics: { relatedInformation: true, versionSupport: true, codeDescriptionSupport: true },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix", "source", "source.fixAll"] } }, isPreferredSupport: true },
    hover: { contentFormat: ["markdown", "plaintext"] },
  },
  workspace: { workspaceEdit: { documentChanges: true }, workspaceFolders: true },
};

/** The same, and it asks for diagnostics itself. */
export const PULLING: ClientCapabilities = {
  ...ABLE,
  textDocument: { ...ABLE.textDocument, diagnostic: { dynamicRegistration: false, relatedDocumentSupport: false } },
  workspace: { ...ABLE.workspace, diagnostics: { refreshSupport: true } },
};

export interface ClientOptions {
  readonly capabilities?: ClientCapabilities;
  /** The folder that is open; absent for none. */
  readonly folder?: string;
  readonly initializationOptions?: object;
  /** What the client answers when it is asked for settings. */
  readonly settings?: object;
  readonly command?: readonly [string, ...string[]];
  /** How long the server is needed. */
  readonly lasting?: "test" | "file";
}

const running = { test: new Set<ChildProcess>(), file: new Set<ChildProcess>() };
afterEach(() => { end(running.test); });
afterAll(() => { end(running.file); });

function end(children: Set<ChildProcess>): void {
  for (const child of children) child.kill("SIGKILL");
  children.clear();
}

/** So long a test waits for the server. In ms. */
const PATIENCE_MS = 15_000;

/** A client as editors are, over the standard streams of a server of its own. */
export class Client {
  readonly documents = new Map<string, TextDocument>();
  /** All that was pushed, the last for each document. */
  readonly pushed = new Map<string, PublishDiagnosticsParams>();
  readonly messages: string[] = [];
  readonly logged: string[] = [];
  readonly registered: string[] = [];
  refreshes = 0;
  settings: object | undefined;
  private readonly waiting = new Set<() => void>();

  private constructor(
    readonly child: ChildProcess,
    readonly connection: ProtocolConnection,
    private readonly exited: Promise<number | null>,
  ) {}

  /** Starts a server, and greets it. */
  static async start({ capabilities = ABLE, folder, initializationOptions = { debounce: 1 }, settings, command = [process.execPath, SERVER, "--stdio"], lasting = "test" }: ClientOptions = {}): Promise<Client & { readonly result: InitializeResult }> {
    const [program, ...args] = command;
    const child = spawn(program, args, { stdio: ["pipe", "pipe", "inherit"] });
    const { stdin, stdout } = child;
    running[lasting].add(child);
    const exited = new Promise<number | null>((resolve) => child.on("exit", resolve));
    const connection = createProtocolConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
    const client = new Client(child, connection, exited);
    client.settings = settings;
    client.listen();
    const all: ClientCapabilities = settings === undefined ? capabilities : { ...capabilities, workspace: { ...capabilities.workspace, configuration: true } };
    const workspaceFolders = folder === undefined ? null : [{ uri: pathToFileURL(folder).href, name: "folder" }];
    const result = await connection.sendRequest<InitializeResult>("initialize", { processId: process.pid, rootUri: null, capabilities: all, workspaceFolders, initializationOptions });
    await connection.sendNotification(InitializedNotification.type, {});
    return Object.assign(client, { result });
  }

  /** Opens a file as it is on the disk, or with another text. */
  async open(path: string, { text = readFileSync(path, "utf8"), languageId = "yaml" } = {}): Promise<string> {
    return await this.openUri(pathToFileURL(path).href, text, languageId);
  }

  async openUri(uri: string, text: string, languageId = "yaml"): Promise<string> {
    const document = TextDocument.create(uri, languageId, 1, text);
    this.documents.set(uri, document);
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument: { uri, languageId, version: 1, text } });
    return uri;
  }

  /** Replaces the first occurrence of a text, as somebody does who types; only what changes is sent. */
  async replace(uri: string, before: string, after: string): Promise<void> {
    const start = this.textOf(uri).indexOf(before);
    if (start === -1) throw new Error(`${uri} does not hold ${before}`);
    const document = this.document(uri);
    await this.change(uri, [{ range: { start: document.positionAt(start), end: document.positionAt(start + before.length) }, text: after }]);
  }

  async change(uri: string, contentChanges: TextDocumentContentChangeEvent[]): Promise<void> {
    const document = this.document(uri);
    const version = document.version + 1;
    this.documents.set(uri, TextDocument.update(document, contentChanges, version));
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, { textDocument: { uri, version }, contentChanges });
  }

  async save(uri: string): Promise<void> {
    await this.connection.sendNotification(DidSaveTextDocumentNotification.type, { textDocument: { uri } });
  }

  async close(uri: string): Promise<void> {
    this.documents.delete(uri);
    await this.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
  }

  textOf(uri: string): string {
    return this.document(uri).getText();
  }

  /** What was pushed for the document as it is by now. */
  async diagnostics(uri: string): Promise<readonly Diagnostic[]> {
    const { version } = this.document(uri);
    return await this.until(() => {
      const last = this.pushed.get(uri);
      return last?.version === version ? last.diagnostics : undefined;
    }, `diagnostics of ${uri}`);
  }

  /** Waits until what was pushed for a document is as a test wants it. */
  async pushedWhere(uri: string, fits: (rules: readonly string[], diagnostics: readonly Diagnostic[]) => boolean): Promise<readonly Diagnostic[]> {
    return await this.until(() => {
      const diagnostics = this.pushed.get(uri)?.diagnostics;
      return diagnostics && fits(rulesIn(diagnostics), diagnostics) ? diagnostics : undefined;
    }, `other diagnostics of ${uri} than ${JSON.stringify(rulesIn(this.pushed.get(uri)?.diagnostics ?? []))}`);
  }

  async pull(uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
    return await this.connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri }, ...(previousResultId === undefined ? {} : { previousResultId }) });
  }

  async pulled(uri: string): Promise<readonly Diagnostic[]> {
    const report = await this.pull(uri);
    return report.kind === "full" ? report.items : [];
  }

  /** The code actions of a range; of the first place of a text where one is given. */
  async actions(uri: string, at: string | Range, only?: string[]): Promise<readonly CodeAction[]> {
    const range = typeof at === "string" ? this.rangeOf(uri, at) : at;
    const found: readonly (Command | CodeAction)[] = (await this.connection.sendRequest(CodeActionRequest.type, { textDocument: { uri }, range, context: { diagnostics: [], ...(only ? { only } : {}) } })) ?? [];
    return found.filter((each): each is CodeAction => !("arguments" in each));
  }

  async hover(uri: string, at: string | Position): Promise<Hover | null> {
    const position = typeof at === "string" ? this.rangeOf(uri, at).start : at;
    return await this.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position });
  }

  /** The text of a hover; empty if there is none. */
  async hoverText(uri: string, at: string | Position): Promise<string> {
    const contents = (await this.hover(uri, at))?.contents;
    return contents !== undefined && typeof contents === "object" && "value" in contents ? contents.value : "";
  }

  /** Where a definition is, as `file:line` from the folder that the file is in. */
  async definitions(uri: string, at: string): Promise<readonly string[]> {
    const found = await this.connection.sendRequest(DefinitionRequest.type, { textDocument: { uri }, position: this.rangeOf(uri, at).start });
    const locations: readonly Location[] = Array.isArray(found) ? found.filter((each): each is Location => "uri" in each) : [];
    return locations.map((location) => `${location.uri.slice(location.uri.lastIndexOf("/") + 1)}:${String(location.range.start.line + 1)}`);
  }

  async lenses(uri: string): Promise<readonly CodeLens[]> {
    return (await this.connection.sendRequest(CodeLensRequest.type, { textDocument: { uri } })) ?? [];
  }

  /** Makes the edit of a code action in the open documents. */
  async apply({ edit }: Pick<CodeAction, "edit">): Promise<void> {
    for (const change of edit?.documentChanges ?? []) {
      if (!("textDocument" in change)) continue;
      const { uri, version } = change.textDocument;
      if (version !== this.document(uri).version) throw new Error(`The edit is about version ${String(version)}.`);
      await this.edit(uri, change.edits.map((each) => ({ range: each.range, newText: "newText" in each ? each.newText : each.snippet.value })));
    }
    for (const [uri, edits] of Object.entries(edit?.changes ?? {})) await this.edit(uri, edits);
  }

  /** Where a text stands first; `¦` in it marks where a cursor is. */
  rangeOf(uri: string, text: string): Range {
    const cursor = text.indexOf("¦");
    const plain = text.replace("¦", "");
    const start = this.textOf(uri).indexOf(plain);
    if (start === -1) throw new Error(`${uri} does not hold ${plain}`);
    const document = this.document(uri);
    if (cursor !== -1) return { start: document.positionAt(start + cursor), end: document.positionAt(start + cursor) };
    return { start: document.positionAt(start), end: document.positionAt(start + plain.length) };
  }

  /** Says goodbye, and tells how the server ended. */
  async stop(): Promise<number | null> {
    await this.connection.sendRequest(ShutdownRequest.type);
    return await this.exit();
  }

  /** Leaves without a word. */
  async exit(): Promise<number | null> {
    await this.connection.sendNotification(ExitNotification.type);
    return await this.exited;
  }

  /** How the server ended. */
  async end(): Promise<number | null> {
    return await this.exited;
  }

  /** Waits for something that the server tells. */
  async until<T>(look: () => T | undefined, what: string): Promise<T> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const found = look();
      if (found !== undefined) return found;
      const left = deadline - Date.now();
      if (left <= 0) throw new Error(`Nothing came: ${what}. Logged: ${this.logged.join("; ")}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.waiting.add(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  private async edit(uri: string, edits: readonly { readonly range: Range; readonly newText: string }[]): Promise<void> {
    const text = TextDocument.applyEdits(this.document(uri), [...edits]);
    await this.change(uri, [{ text }]);
  }

  private document(uri: string): TextDocument {
    const document = this.documents.get(uri);
    if (!document) throw new Error(`${uri} is not open.`);
    return document;
  }

  private listen(): void {
    const { connection } = this;
    connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
      this.pushed.set(params.uri, params);
      this.wake();
    });
    connection.onNotification(ShowMessageNotification.type, ({ message }) => {
      this.messages.push(message);
      this.wake();
    });
    connection.onNotification(LogMessageNotification.type, ({ message }) => {
      this.logged.push(message);
      this.wake();
    });
    connection.onRequest(ConfigurationRequest.type, ({ items }) => items.map(() => this.settings ?? null));
    connection.onRequest(RegistrationRequest.type, ({ registrations }) => {
      this.registered.push(...registrations.map(({ method }) => method));
      this.wake();
    });
    connection.onRequest(DiagnosticRefreshRequest.type, () => {
      this.refreshes += 1;
      this.wake();
    });
    connection.listen();
  }

  private wake(): void {
    const waiting = [...this.waiting];
    this.waiting.clear();
    for (const each of waiting) each();
  }
}

/** The rules of diagnostics, in order, each once. */
export function rulesIn(diagnostics: readonly Diagnostic[]): readonly string[] {
  return [...new Set(diagnostics.map(({ code }) => String(code)))].sort();
}
