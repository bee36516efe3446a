import { CodeLensRefreshRequest, DidChangeConfigurationNotification, DidChangeWatchedFilesNotification, type Connection, type InitializeParams } from "vscode-languageserver/node";
import type { Abilities } from "./abilities.js";
import { Answers } from "./answers.js";
import { ClientSettings } from "./client-settings.js";
import { Debounce } from "./debounce.js";
import { DiskPoll } from "./disk-poll.js";
import { placeOf } from "./document-place.js";
import { Findings } from "./findings.js";
import { Guard } from "./guard.js";
import { Notices } from "./notices.js";
import { OpenDocuments } from "./open-documents.js";
import { Publisher } from "./publisher.js";
import { Puller } from "./puller.js";
import { SHOW_READINESS } from "./readiness/code-lenses.js";
import { Readiness } from "./readiness/readiness.js";
import { Sessions } from "./sessions.js";
import { readStart, SECTION } from "./settings.js";

/** Sent by a client when somebody trusts the folder after all. */
export const TRUST = "composeLint/trust";

/** What projects are made of, by the names that such files have. Files of other names are noticed when something else changes. */
const WATCHED = ["**/*.{yml,yaml}", "**/compose-lint.config.{json,mjs}", "**/package.json", "**/{.env,.env.*,*.env}", "**/*{Dockerfile,dockerfile,Containerfile}*", "**/.gitignore"];

/** Keeps what a client has open, and tells it what is found. */
export class LanguageServer {
  private readonly documents = new OpenDocuments();
  private readonly guard: Guard;
  private readonly notices: Notices;
  private readonly settings: ClientSettings;
  private readonly sessions: Sessions;
  private readonly findings: Findings;
  private readonly answers: Answers;
  private readonly publisher: Publisher;
  private readonly puller: Puller;
  private readonly poll: DiskPoll;
  private readonly soon: Debounce;
  private readonly quietMs: number;
  private folders: readonly string[];
  private lensesAreOld = false;
  private isTrusted: boolean;
  /** Nothing is told before the settings are known. */
  private ready: Promise<void>;
  private begin: () => void = () => undefined;

  constructor(
    private readonly connection: Connection,
    params: InitializeParams,
    private readonly abilities: Abilities,
  ) {
    this.ready = new Promise((resolve) => { this.begin = resolve; });
    const start = readStart(params.initializationOptions);
    this.isTrusted = start.trusted;
    this.quietMs = start.debounce;
    this.folders = foldersIn(params);
    this.guard = new Guard(connection.console);
    this.notices = new Notices(connection, this.guard);
    this.settings = new ClientSettings(connection, abilities, start.settings, (fault) => { this.notices.warn(fault); });
    this.sessions = new Sessions(this.documents, () => this.folders, (folder) => this.settings.of(folder), () => this.isTrusted);
    this.findings = new Findings(this.sessions, abilities.showsRelatedInformation);
    this.answers = new Answers(this.documents, this.sessions, this.findings, new Readiness(), abilities);
    this.publisher = new Publisher(this.documents, this.findings, (told) => connection.sendDiagnostics(told));
    this.puller = new Puller(this.documents, this.findings, abilities.refreshesDiagnostics ? () => connection.languages.diagnostics.refresh() : undefined);
    this.poll = new DiskPoll((paths) => { this.filesChanged(paths); });
    this.soon = new Debounce(() => void this.guard.around("telling what is found", () => this.tell(), undefined), this.quietMs);
  }

  /** Listens to what the client tells and asks. */
  listen(): void {
    const { connection, documents: { texts } } = this;
    texts.listen(connection);
    connection.onInitialized(() => { this.start(); });
    texts.onDidChangeContent(({ document: { uri } }) => { this.documentsChanged(uri); });
    texts.onDidSave(() => { this.filesChanged([]); });
    texts.onDidClose(({ document: { uri } }) => { this.closed(uri); });
    connection.onDidChangeWatchedFiles(({ changes }) => { this.filesChanged(changes.map(({ uri }) => placeOf(uri).path)); });
    connection.onDidChangeConfiguration(({ settings }) => {
      this.settings.take(settings);
      this.reconfigure();
    });
    connection.onNotification(TRUST, () => {
      this.isTrusted = true;
      this.reconfigure();
    });
    this.answer();
  }

  private answer(): void {
    const { connection, answers, guard } = this;
    const answered = async <T>(what: string, work: () => Promise<T>, otherwise: T): Promise<T> => {
      await this.ready;
      return await guard.around(what, work, otherwise);
    };
    if (this.abilities.pullsDiagnostics) connection.languages.diagnostics.on((params) => answered("diagnostics", () => this.puller.pull(params), { kind: "full", items: [] }));
    connection.onHover((params) => answered("a hover", () => answers.hover(params), null));
    connection.onDefinition((params) => answered("a definition", () => answers.definitions(params), []));
    connection.onCodeAction((params) => answered("code actions", () => answers.codeActions(params), []));
    connection.onCodeLens(({ textDocument: { uri } }, token) => answered("code lenses", () => answers.codeLenses(uri, token, 2 * this.quietMs), []));
    connection.onExecuteCommand(({ command, arguments: given = [] }) => answered(command, () => this.execute(command, given), null));
  }

  /** After the handshake, clients can be asked. */
  private start(): void {
    this.reconfigure();
    const { client, workspace } = this.connection;
    const attempt = (what: string, work: () => Promise<unknown>): void => void this.guard.around<unknown>(what, work, undefined);
    if (this.abilities.toldOfSettings) attempt("watching settings", () => client.register(DidChangeConfigurationNotification.type, { section: SECTION }));
    if (this.abilities.watchesFiles) attempt("watching files", () => client.register(DidChangeWatchedFilesNotification.type, { watchers: WATCHED.map((globPattern) => ({ globPattern })) }));
    if (this.abilities.hasFolders) {
      workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.flatMap(({ uri }) => pathOf(uri)));
        this.folders = [...this.folders.filter((folder) => !gone.has(folder)), ...added.flatMap(({ uri }) => pathOf(uri))];
        this.reconfigure();
      });
    }
  }

  /** Asks for settings, and begins anew with them. */
  private reconfigure(): void {
    const before = this.begin;
    const read = async (): Promise<void> => {
      this.notices.forget();
      await this.settings.load(this.folders);
      // What was begun meanwhile has begun with other settings.
      this.sessions.clear();
    };
    this.ready = this.guard.around("reading settings", read, undefined);
    void this.ready.then(before);
    this.lensesAreOld = true;
    this.soon.ask();
  }

  private documentsChanged(uri: string): void {
    this.puller.willPull(uri);
    this.somethingChanged([placeOf(uri).path]);
  }

  private closed(uri: string): void {
    this.puller.close(uri);
    if (!this.abilities.pullsDiagnostics) void this.guard.around("closing a document", () => this.publisher.close(uri), undefined);
    this.sessions.tidy();
    this.somethingChanged([placeOf(uri).path]);
  }

  /** What is on the disk may have changed; nobody need know which file. */
  private filesChanged(paths: readonly string[]): void {
    this.lensesAreOld = true;
    this.somethingChanged(paths);
  }

  private somethingChanged(paths: readonly string[]): void {
    for (const session of this.sessions.all()) session.change(paths);
    this.soon.ask();
  }

  private async tell(): Promise<void> {
    await this.ready;
    for (const session of this.sessions.all()) this.notices.of(await session.current());
    await (this.abilities.pullsDiagnostics ? this.puller.refresh() : this.publisher.publish());
    if (!this.abilities.watchesFiles) {
      const { paths, since } = await this.sessions.lookedAt();
      this.poll.watch(paths, since);
    }
    if (this.lensesAreOld && this.abilities.refreshesCodeLenses) await this.connection.sendRequest(CodeLensRefreshRequest.type);
    this.lensesAreOld = false;
  }

  private async execute(command: string, [uri, service]: readonly unknown[]): Promise<null> {
    if (command !== SHOW_READINESS || typeof uri !== "string" || typeof service !== "string") return null;
    const text = await this.answers.readinessOf(uri, service);
    if (text !== undefined) this.notices.show(text);
    return null;
  }
}

function foldersIn({ workspaceFolders }: InitializeParams): readonly string[] {
  return (workspaceFolders ?? []).flatMap(({ uri }) => pathOf(uri));
}

/** Folders that only the editor gets at are none for the server. */
function pathOf(uri: string): readonly string[] {
  const place = placeOf(uri);
  return place.kind === "disk" ? [place.path] : [];
}
