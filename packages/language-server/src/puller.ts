import type { DocumentDiagnosticParams, DocumentDiagnosticReport } from "vscode-languageserver/node";
import type { Findings } from "./findings.js";
import type { OpenDocuments } from "./open-documents.js";

/** What clients ask for themselves, and when they should ask again. */
export class Puller {
  /** What was answered last, by document. */
  private readonly answered = new Map<string, string>();
  /** Documents that have changed: clients ask for them without being told. */
  private readonly expected = new Set<string>();

  constructor(
    private readonly documents: OpenDocuments,
    private readonly findings: Findings,
    /** Makes the client ask again; absent if it cannot be made to. */
    private readonly askAgain: (() => Promise<void>) | undefined,
  ) {}

  async pull({ textDocument: { uri }, previousResultId }: DocumentDiagnosticParams): Promise<DocumentDiagnosticReport> {
    this.expected.delete(uri);
    const document = this.documents.get(uri);
    if (!document) return { kind: "full", items: [] };
    const { shown, id } = await this.findings.in(document);
    this.answered.set(uri, id);
    return previousResultId === id ? { kind: "unchanged", resultId: id } : { kind: "full", resultId: id, items: shown };
  }

  /** A document has changed. */
  willPull(uri: string): void {
    this.expected.add(uri);
  }

  /** Makes the client ask again if something else is found in what it has asked for. */
  async refresh(): Promise<void> {
    let isOld = false;
    for (const document of this.documents.all()) {
      const { uri } = document.text;
      const before = this.answered.get(uri);
      if (before === undefined || this.expected.has(uri)) continue;
      if ((await this.findings.in(document)).id !== before) isOld = true;
    }
    if (isOld) await this.askAgain?.();
  }

  close(uri: string): void {
    this.findings.forget(uri);
    this.answered.delete(uri);
    this.expected.delete(uri);
  }
}
