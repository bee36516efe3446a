import { DiagnosticSeverity, type Diagnostic as Shown } from "vscode-languageserver/node";
import type { Diagnostic } from "@compose-lint/core";
import type { ConfigurationFault } from "./analysis/folder-configuration.js";
import type { Session } from "./analysis/session.js";
import { shownDiagnostic } from "./features/diagnostics.js";
import type { OpenDocument } from "./open-documents.js";
import type { Sessions } from "./sessions.js";

/** What is found in a document, and how clients show it. */
export interface DocumentFindings {
  readonly found: readonly FoundDiagnostic[];
  /** What keeps the document, if it is a configuration, from being used. */
  readonly faults: readonly ConfigurationFault[];
  readonly shown: Shown[];
  /** Changes whenever what is shown does. */
  readonly id: string;
}

/** A finding, how it is shown, and who has found it. */
export interface FoundDiagnostic {
  readonly diagnostic: Diagnostic;
  readonly shown: Shown;
  readonly session: Session;
}

/** What is found in the open documents, by all projects that have them. */
export class Findings {
  private readonly known = new Map<string, DocumentFindings>();
  private count = 0;

  constructor(
    private readonly sessions: Sessions,
    private readonly showsRelatedInformation: boolean,
  ) {}

  /** What is found in a document as it is by now. */
  async in(document: OpenDocument): Promise<DocumentFindings> {
    const diagnostics = new Map<string, { readonly diagnostic: Diagnostic; readonly session: Session }>();
    const faults = new Map<string, ConfigurationFault>();
    for (const session of this.sessions.readersOf(document)) {
      const { byFile, scene } = await session.current();
      for (const diagnostic of byFile.get(session.ground.nameOf(document.place.path)) ?? []) diagnostics.set(identityIn(diagnostic), { diagnostic, session });
      for (const fault of scene.faults) if (fault.path === document.place.path) faults.set(JSON.stringify(fault), fault);
    }
    const { uri } = document.text;
    const before = this.known.get(uri);
    if (before && isSame(before.found.map(({ diagnostic }) => diagnostic), [...diagnostics.values()].map(({ diagnostic }) => diagnostic)) && isSame(before.faults.map((fault) => JSON.stringify(fault)), [...faults.keys()])) return before;
    this.count += 1;
    const found = [...diagnostics.values()].map(({ diagnostic, session }) => ({ diagnostic, session, shown: this.show(diagnostic, session) }));
    const findings = { found, faults: [...faults.values()], shown: [...found.map(({ shown }) => shown), ...[...faults.values()].map(shownFault)], id: String(this.count) };
    this.known.set(uri, findings);
    return findings;
  }

  forget(uri: string): void {
    this.known.delete(uri);
  }

  private show(diagnostic: Diagnostic, session: Session): Shown {
    return shownDiagnostic(diagnostic, { ...this.sessions.filesOf(session), showsRelatedInformation: this.showsRelatedInformation });
  }
}

/** Within one file, whatever the name by which a session knows it. */
function identityIn({ rule, message, place: { range } }: Diagnostic): string {
  return JSON.stringify([rule, message, range.start, range.end]);
}

function isSame<T>(some: readonly T[], others: readonly T[]): boolean {
  return some.length === others.length && some.every((item, index) => item === others[index]);
}

function shownFault({ line, column, message }: ConfigurationFault): Shown {
  const start = { line: line - 1, character: column - 1 };
  return { range: { start, end: start }, severity: DiagnosticSeverity.Error, source: "compose-lint", message };
}
