import { setTimeout } from "node:timers/promises";
import type { LintedProject, SourceFile } from "@compose-lint/core";
import {
  MarkupKind,
  type CancellationToken,
  type CodeAction,
  type CodeActionParams,
  type CodeLens,
  type Hover,
  type Location,
  type Position,
  type Range,
  type TextDocumentPositionParams,
} from "vscode-languageserver/node";
import type { Abilities } from "./abilities.js";
import type { Analysis, Session } from "./analysis/session.js";
import { codeActions } from "./code-actions/code-actions.js";
import type { Findings, FoundDiagnostic } from "./findings.js";
import { hoverText } from "./hover/hover.js";
import { definitionsOf, type Target } from "./navigation/definition.js";
import type { OpenDocument, OpenDocuments } from "./open-documents.js";
import { rangeOf } from "./positions.js";
import { codeLenses } from "./readiness/code-lenses.js";
import { verdictInWords, type Readiness } from "./readiness/readiness.js";
import type { Sessions } from "./sessions.js";

/** A document in a project that has it. */
interface DocumentInProject {
  readonly session: Session;
  readonly analysis: Analysis;
  readonly project: LintedProject;
  readonly file: SourceFile;
}

/** What a client is answered, of documents as they are by now. Of what is not open, nothing is known. */
export class Answers {
  private readonly actions = new WeakMap<Analysis, Map<string, readonly CodeAction[]>>();

  constructor(
    private readonly documents: OpenDocuments,
    private readonly sessions: Sessions,
    private readonly findings: Findings,
    private readonly readiness: Readiness,
    private readonly abilities: Abilities,
  ) {}

  async hover({ textDocument: { uri }, position }: TextDocumentPositionParams): Promise<Hover | null> {
    const document = this.documents.get(uri);
    if (!document) return null;
    const { found } = await this.findings.in(document);
    const place = await this.projectOf(document);
    const hovered = found.filter(({ shown }) => touches(shown.range, { start: position, end: position })).map(({ diagnostic }) => diagnostic);
    const offset = document.text.offsetAt(position);
    const hover = hoverText(hovered, place && { project: place.project.project, files: place.analysis.scene.files, file: place.file, offset });
    if (!hover) return null;
    const range = place && hover.range ? rangeOf(place.file, hover.range, true) : undefined;
    return { contents: { kind: this.abilities.takesMarkdown ? MarkupKind.Markdown : MarkupKind.PlainText, value: hover.markdown }, ...(range ? { range } : {}) };
  }

  async definitions({ textDocument: { uri }, position }: TextDocumentPositionParams): Promise<Location[]> {
    const document = this.documents.get(uri);
    const place = document && (await this.projectOf(document));
    if (!place) return [];
    const targets = definitionsOf({ project: place.project.project, files: place.analysis.scene.files, file: place.file, offset: document.text.offsetAt(position) });
    return targets.flatMap((target) => this.locationOf(target, place.session) ?? []);
  }

  async codeActions({ textDocument: { uri }, range, context: { only } }: CodeActionParams): Promise<CodeAction[]> {
    const document = this.documents.get(uri);
    if (!document) return [];
    const { found } = await this.findings.in(document);
    const chosen = found.filter(({ shown }) => touches(shown.range, range));
    const bySession = new Map<Session, FoundDiagnostic[]>([[this.sessions.of(document), []]]);
    for (const each of chosen) bySession.set(each.session, [...(bySession.get(each.session) ?? []), each]);
    const actions: CodeAction[] = [];
    for (const [session, some] of bySession) {
      const analysis = await session.current();
      actions.push(...this.remembered(analysis, JSON.stringify([uri, some.map(({ shown }) => shown), only]), () => codeActions({ name: session.ground.nameOf(document.place.path), findings: some, only }, analysis, this.editingIn(session))));
    }
    return actions;
  }

  /** Clients ask whenever the cursor moves, most often for the same. */
  private remembered(analysis: Analysis, key: string, workOut: () => readonly CodeAction[]): readonly CodeAction[] {
    const known = this.actions.get(analysis) ?? new Map<string, readonly CodeAction[]>();
    this.actions.set(analysis, known);
    const actions = known.get(key) ?? workOut();
    known.set(key, actions);
    return actions;
  }

  /** An audit asks all rules, so that it waits until nobody types. */
  async codeLenses(uri: string, token: CancellationToken, quietMs: number): Promise<CodeLens[]> {
    await setTimeout(quietMs);
    const document = token.isCancellationRequested ? undefined : this.documents.get(uri);
    const place = document && (await this.projectOf(document));
    if (!place?.session.settings.codeLens) return [];
    const configurationOf = await place.analysis.scene.auditConfigurationOf();
    const { project, request } = place.project;
    return [...codeLenses(uri, place.file.path, project, this.readiness.of(project, configurationOf(request)))];
  }

  /** What counts against a service, in words; nothing if there is no such service. */
  async readinessOf(uri: string, service: string): Promise<string | undefined> {
    const document = this.documents.get(uri);
    const place = document && (await this.projectOf(document));
    if (!place) return undefined;
    const configurationOf = await place.analysis.scene.auditConfigurationOf();
    const audit = this.readiness.of(place.project.project, configurationOf(place.project.request)).find(({ name }) => name === service);
    return audit && verdictInWords(audit);
  }

  /** The first project that has a document: its own session's before others. */
  private async projectOf(document: OpenDocument): Promise<DocumentInProject | undefined> {
    for (const session of this.sessions.readersOf(document)) {
      const analysis = await session.current();
      const name = session.ground.nameOf(document.place.path);
      for (const project of analysis.projects) {
        const file = project.project.files.find(({ path }) => path === name);
        if (file) return { session, analysis, project, file };
      }
    }
    return undefined;
  }

  private locationOf(target: Target, session: Session): Location | undefined {
    const { uriOf, isOpen } = this.sessions.filesOf(session);
    if (target.kind === "file") {
      const uri = uriOf({ path: target.name });
      const start: Position = { line: 0, character: 0 };
      return uri === undefined ? undefined : { uri, range: { start, end: start } };
    }
    const uri = uriOf(target.file);
    return uri === undefined ? undefined : { uri, range: rangeOf(target.file, target.range, isOpen(target.file)) };
  }

  /** What may be edited: what is open, and as it was when it was looked at. */
  private editingIn(session: Session): Parameters<typeof codeActions>[2] {
    const documentOf = (name: string): OpenDocument | undefined => this.documents.all().find(({ place }) => place.path === session.ground.pathOf(name));
    return {
      mayEdit: (name) => documentOf(name) !== undefined,
      targetOf: ({ path, text }) => {
        const document = documentOf(path);
        return document?.text.getText() === text ? { uri: document.text.uri, version: document.text.version } : undefined;
      },
      abilities: this.abilities,
    };
  }
}

/** Whether two ranges have anything in common; one that is empty is a place. */
function touches(one: Range, other: Range): boolean {
  return isBefore(one.start, other.end) && isBefore(other.start, one.end);
}

function isBefore(one: Position, other: Position): boolean {
  return one.line < other.line || (one.line === other.line && one.character <= other.character);
}
