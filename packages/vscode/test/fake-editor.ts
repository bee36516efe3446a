import type { LanguageStatusItem, TextDocument, Uri } from "vscode";
import type { Editor } from "../src/editor.js";
import type { Server, ServerState } from "../src/server.js";

/** What a test wants VS Code to be like. */
export interface Scene {
  readonly isTrusted?: boolean;
  /** The file that is being edited. */
  readonly active?: { readonly path: string; readonly language?: string; readonly isDirty?: boolean };
  /** The folders of the workspace. */
  readonly folders?: readonly string[];
  readonly diagnostics?: readonly { readonly source: string; readonly severity: number }[];
  readonly settings?: Readonly<Record<string, unknown>>;
  /** What executing a command of VS Code's own gives. */
  readonly answers?: Readonly<Record<string, unknown>>;
  /** Whether VS Code makes an edit. */
  readonly takesEdits?: boolean;
  /** Which folder people pick. */
  readonly picked?: string;
}

/** A VS Code that does nothing, and takes down what is asked of it. */
export class FakeEditor {
  readonly commands = new Map<string, (...words: readonly unknown[]) => unknown>();
  readonly messages: string[] = [];
  readonly edits: unknown[] = [];
  readonly panels: { readonly title: string; readonly options: unknown; html: string; disposed: boolean }[] = [];
  readonly executed: (readonly unknown[])[] = [];
  readonly item: Partial<LanguageStatusItem> = {};
  private readonly listeners: Record<string, (event: unknown) => void> = {};
  isTrusted: boolean;

  constructor(private readonly scene: Scene = {}) {
    this.isTrusted = scene.isTrusted ?? true;
  }

  /** Tells those who listen. */
  fire(event: string, value?: unknown): void {
    this.listeners[event]?.(value);
  }

  /** As VS Code would be handed in. Only what the extension uses is there. */
  get api(): Editor {
    const listen = (event: string) => (listener: (value: unknown) => void): { dispose: () => void } => {
      this.listeners[event] = listener;
      return { dispose: () => undefined };
    };
    const say = (message: string): void => { this.messages.push(message); };
    const { scene } = this;
    const folderOf = (uri: Uri): { uri: Uri } | undefined => {
      const folder = (scene.folders ?? []).find((each) => uri.path.startsWith(`${located(each).path}/`));
      return folder === undefined ? undefined : { uri: located(folder) };
    };
    const fake = {
      Range: class { constructor(readonly fromLine: number, readonly fromColumn: number, readonly toLine: number, readonly toColumn: number) {} },
      Uri: { parse: located },
      LanguageStatusSeverity: { Information: 0, Warning: 1, Error: 2 },
      ProgressLocation: { Window: 10 },
      ViewColumn: { Active: -1 },
      commands: {
        registerCommand: (name: string, run: (...words: readonly unknown[]) => unknown) => {
          this.commands.set(name, run);
          return { dispose: () => this.commands.delete(name) };
        },
        executeCommand: (...words: readonly unknown[]) => {
          this.executed.push(words);
          return Promise.resolve(scene.answers?.[String(words[0])]);
        },
      },
      languages: {
        createLanguageStatusItem: () => Object.assign(this.item, { dispose: () => undefined }),
        getDiagnostics: () => scene.diagnostics ?? [],
        match: (selector: readonly { language: string }[], document: Pick<TextDocument, "languageId">) => (selector.some(({ language }) => language === document.languageId) ? 10 : 0),
        onDidChangeDiagnostics: listen("diagnostics"),
      },
      window: {
        activeTextEditor: scene.active && { document: documentOf(scene.active) },
        createWebviewPanel: (_type: string, title: string, _column: unknown, options: unknown) => {
          const panel = { title, options, html: "", disposed: false };
          this.panels.push(panel);
          return {
            webview: { set html(html: string) { panel.html = html; } },
            reveal: () => undefined,
            onDidDispose: listen(`dispose ${title}`),
            dispose: () => { panel.disposed = true; },
          };
        },
        onDidChangeActiveTextEditor: listen("active"),
        showErrorMessage: say,
        showInformationMessage: say,
        showWorkspaceFolderPick: () => Promise.resolve(scene.picked === undefined ? undefined : { uri: located(scene.picked) }),
        withProgress: async (_options: unknown, task: (progress: unknown, cancellation: unknown) => Promise<unknown>) => await task(undefined, { onCancellationRequested: listen("cancel") }),
      },
      workspace: {
        applyEdit: (edit: unknown) => {
          this.edits.push(edit);
          return Promise.resolve(scene.takesEdits ?? true);
        },
        getConfiguration: () => ({ get: (key: string, otherwise: unknown) => scene.settings?.[key] ?? otherwise }),
        getWorkspaceFolder: folderOf,
        onDidChangeConfiguration: listen("configuration"),
        onDidGrantWorkspaceTrust: listen("trust"),
        textDocuments: scene.active ? [documentOf(scene.active)] : [],
        workspaceFolders: scene.folders?.map((folder) => ({ uri: located(folder) })),
      },
    };
    Object.defineProperty(fake.workspace, "isTrusted", { get: () => this.isTrusted });
    // The real one is far larger than what is used of it.
    return fake as unknown as Editor;
  }
}

/** A server that does nothing, and takes down what is asked of it. */
export class FakeServer implements Server {
  readonly calls: string[] = [];
  now: ServerState = "stopped";
  private changed: () => void = () => undefined;

  constructor(private readonly starts = true) {}

  readonly state = (): ServerState => this.now;
  readonly onDidChangeState = (listener: () => void): { dispose: () => void } => {
    this.changed = listener;
    return { dispose: () => undefined };
  };
  readonly start = (): Promise<void> => {
    this.calls.push("start");
    if (!this.starts) return Promise.reject(new Error("no such file"));
    this.become("running");
    return Promise.resolve();
  };
  readonly restart = (): Promise<void> => this.note("restart");
  readonly stop = (): Promise<void> => this.note("stop");
  readonly trust = (): Promise<void> => this.note("trust");
  readonly showLog = (): void => { this.calls.push("showLog"); };

  become(state: ServerState): void {
    this.now = state;
    this.changed();
  }

  private note(call: string): Promise<void> {
    this.calls.push(call);
    return Promise.resolve();
  }
}

/** A path stands for a file of the disk. */
function located(text: string): Uri {
  const [, scheme = "file", path = text] = /^([a-z-]+):\/\/(.*)$/.exec(text) ?? [];
  const uri = { scheme, path, fsPath: path, toString: () => `${scheme}://${path}` };
  return uri as unknown as Uri;
}

function documentOf({ path, language = "dockercompose", isDirty = false }: NonNullable<Scene["active"]>): Partial<TextDocument> {
  return { uri: located(path), languageId: language, isDirty, lineCount: 40 };
}
