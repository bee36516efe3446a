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
  /** All that sessions have found, as they have it. */
  readonly diagnostics: readonly Diagnostic[];
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
    const parts: Part[] = [];
    const faults = new Map<string, ConfigurationFault>();
    for (const session of this.sessions.readersOf(document)) {
      const { byFile, scene } = await session.current();
      const diagnostics = byFile.get(session.ground.nameOf(document.place.path));
      if (diagnostics) parts.push({ session, diagnostics });
      for (const fault of scene.faults) if (fault.path === document.place.path) faults.set(JSON.stringify(fault), fault);
    }
    const { uri } = document.text;
    const before = this.known.get(uri);
    if (before && isSame(before.diagnostics, parts.flatMap(({ diagnostics }) => diagnostics)) && isSame(before.faults.map((fault) => JSON.stringify(fault)), [...faults.keys()])) return before;
    const findings = this.show(parts, [...faults.values()]);
    this.known.set(uri, findings);
    return findings;
  }

  forget(uri: string): void {
    this.known.delete(uri);
  }

  private show(parts: readonly Part[], faults: readonly ConfigurationFault[]): DocumentFindings {
    const found = parts.flatMap(({ session, diagnostics }) => {
      const around = { ...this.sessions.filesOf(session), showsRelatedInformation: this.showsRelatedInformation };
      return diagnostics.map((diagnostic) => ({ diagnostic, session, shown: shownDiagnostic(diagnostic, around) }));
    });
    // What two sessions have found is told once.
    const once = parts.length < 2 ? found : [...new Map(found.map((each) => [identityIn(each.diagnostic), each] as const)).values()];
    this.count += 1;
    return { found: once, diagnostics: parts.flatMap(({ diagnostics }) => diagnostics), faults, shown: [...once.map(({ shown }) => shown), ...faults.map(shownFault)], id: String(this.count) };
  }
}

/** What one session has found in a document. */
interface Part {
  readonly session: Session;
  readonly diagnostics: readonly Diagnostic[];
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
