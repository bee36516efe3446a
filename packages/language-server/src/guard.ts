import type { RemoteConsole } from "vscode-languageserver/node";

/** Lets work fail without harm to the rest: what went wrong is logged where the client shows it. */
export class Guard {
  private readonly told = new Set<string>();

  constructor(private readonly console: Pick<RemoteConsole, "error">) {}

  /** @returns what the work returns, or `otherwise` if it fails. */
  async around<T>(what: string, work: () => T | Promise<T>, otherwise: T): Promise<T> {
    try {
      return await work();
    } catch (error) {
      this.tell(what, error);
      return otherwise;
    }
  }

  /** Logs a bug, once each. */
  tell(what: string, error: unknown): void {
    const text = `${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
    if (this.told.has(text)) return;
    if (this.told.size >= MOST_REMEMBERED) this.told.clear();
    this.told.add(text);
    this.console.error(`This is a bug of compose-lint; the rest goes on. ${text}`);
  }
}

const MOST_REMEMBERED = 100;
