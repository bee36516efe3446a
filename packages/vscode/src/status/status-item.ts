import type { Disposable, LanguageStatusItem } from "vscode";
import { COMPOSE_FILES } from "../documents.js";
import type { Editor } from "../editor.js";
import { COMMANDS, NAME, SECTION, SOURCE } from "../names.js";
import type { Server } from "../server.js";
import { statusOf, type Status } from "./status.js";

const OFFERS: Readonly<Record<Status["offer"], { readonly title: string; readonly command: string }>> = {
  restart: { title: "Restart", command: COMMANDS.restart },
  showLog: { title: "Log", command: COMMANDS.showLog },
};

/** Shows, among what VS Code says of the language of a Compose file, what is found in it and how the server does. */
export function showStatus(editor: Pick<Editor, "languages" | "window" | "workspace" | "LanguageStatusSeverity">, server: Server): readonly Disposable[] {
  const { languages, window, workspace } = editor;
  const item = languages.createLanguageStatusItem(SECTION, COMPOSE_FILES.map((documents) => ({ ...documents })));
  item.name = NAME;
  const update = (): void => {
    const uri = window.activeTextEditor?.document.uri;
    const found = uri ? languages.getDiagnostics(uri).filter(({ source }) => source === SOURCE) : [];
    const isEnabled = workspace.getConfiguration(SECTION, uri ?? null).get("enable", true);
    const status = statusOf({ server: server.state(), isEnabled, isTrusted: workspace.isTrusted, severities: found.map(({ severity }) => severity) });
    put(item, status, editor.LanguageStatusSeverity);
  };
  update();
  return [
    item,
    server.onDidChangeState(update),
    languages.onDidChangeDiagnostics(({ uris }) => {
      const shown = window.activeTextEditor?.document.uri.toString();
      if (uris.some((uri) => uri.toString() === shown)) update();
    }),
    window.onDidChangeActiveTextEditor(update),
    workspace.onDidChangeConfiguration((change) => { if (change.affectsConfiguration(SECTION)) update(); }),
    workspace.onDidGrantWorkspaceTrust(update),
  ];
}

function put(item: LanguageStatusItem, { text, detail, isBusy, isFault, offer }: Status, severities: Editor["LanguageStatusSeverity"]): void {
  item.text = `${NAME}: ${text}`;
  item.detail = detail;
  item.busy = isBusy;
  item.severity = isFault ? severities.Error : severities.Information;
  item.command = OFFERS[offer];
}
