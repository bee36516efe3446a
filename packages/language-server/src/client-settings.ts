import type { Connection } from "vscode-languageserver/node";
import type { Abilities } from "./abilities.js";
import { uriOf } from "./document-place.js";
import { isRecord, readSettings, SECTION, USUAL, type Settings } from "./settings.js";

/** So long a client may take to answer; who is asked and never answers does not keep anybody from being told of faults. In ms. */
const PATIENCE_MS = 3_000;

/** What is set in the client, for each of its folders. */
export class ClientSettings {
  private readonly byFolder = new Map<string | undefined, Settings>();
  private general: unknown;

  constructor(
    private readonly connection: Connection,
    private readonly abilities: Pick<Abilities, "hasSettings">,
    /** What the client said when it started the server. */
    initial: unknown,
    /** Told of settings that make no sense. */
    private readonly complain: (fault: string) => void,
  ) {
    this.general = initial;
  }

  /** What holds for the documents of a folder; nothing stands for those that are in none. */
  of(folder: string | undefined): Settings {
    return this.byFolder.get(folder) ?? this.byFolder.get(undefined) ?? USUAL;
  }

  /** Asks the client, or takes what it has said. */
  async load(folders: readonly string[]): Promise<void> {
    const scopes = [undefined, ...folders];
    const values = this.abilities.hasSettings ? await this.ask(scopes) : scopes.map(() => this.general);
    this.byFolder.clear();
    for (const [index, folder] of scopes.entries()) {
      const { settings, faults } = readSettings(values[index] ?? this.general);
      this.byFolder.set(folder, settings);
      faults.forEach(this.complain);
    }
  }

  /** Takes what comes with a change: only clients that cannot be asked send settings along. */
  take(settings: unknown): void {
    if (this.abilities.hasSettings) return;
    this.general = isRecord(settings) && SECTION in settings ? settings[SECTION] : settings;
  }

  private async ask(scopes: readonly (string | undefined)[]): Promise<readonly unknown[]> {
    const items = scopes.map((folder) => ({ section: SECTION, ...(folder === undefined ? {} : { scopeUri: uriOf(folder) }) }));
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<readonly unknown[]>((resolve) => {
      timer = setTimeout(() => { resolve([]); }, PATIENCE_MS);
    });
    try {
      const answer: unknown = await Promise.race([this.connection.workspace.getConfiguration(items), late]);
      return Array.isArray(answer) ? answer.map((value: unknown) => value) : [];
    } catch {
      return [];
    } finally {
      clearTimeout(timer);
    }
  }
}
