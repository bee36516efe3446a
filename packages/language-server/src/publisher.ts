import type { PublishDiagnosticsParams } from "vscode-languageserver/node";
import type { Findings } from "./findings.js";
import type { OpenDocuments } from "./open-documents.js";

/** Pushes what is found to clients that do not ask for it. */
export class Publisher {
  /** What was pushed last, by document. */
  private readonly sent = new Map<string, { readonly version: number; readonly id: string }>();

  constructor(
    private readonly documents: OpenDocuments,
    private readonly findings: Findings,
    private readonly send: (params: PublishDiagnosticsParams) => Promise<void>,
  ) {}

  /** Pushes what is found in each open document, where that is something new. */
  async publish(): Promise<void> {
    for (const { uri } of this.documents.all().map(({ text }) => text)) {
      const document = this.documents.get(uri);
      if (!document) continue;
      const { version } = document.text;
      const { shown, id } = await this.findings.in(document);
      const now = this.documents.get(uri);
      // Something was typed meanwhile: the next round tells.
      if (now?.text.version !== version || now.bytes !== document.bytes) continue;
      const last = this.sent.get(uri);
      if (last?.id === id && last.version === version) continue;
      this.sent.set(uri, { version, id });
      await this.send({ uri, version, diagnostics: shown });
    }
  }

  /** Takes back what was pushed for a document that is closed. */
  async close(uri: string): Promise<void> {
    this.findings.forget(uri);
    this.sent.delete(uri);
    await this.send({ uri, diagnostics: [] });
  }
}
