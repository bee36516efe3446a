import { dirname } from "node:path";
import { isBelow, repositoryOf } from "@compose-lint/workspace";
import type { SourceFile } from "@compose-lint/core";
import { DiskGround } from "./analysis/disk-ground.js";
import { Session } from "./analysis/session.js";
import { TextGround } from "./analysis/text-ground.js";
import type { DocumentPlace } from "./document-place.js";
import type { OpenDocument, OpenDocuments } from "./open-documents.js";
import type { Settings } from "./settings.js";

/** Where the files of a session are, as the client names them, and which of them it has open. */
export interface FilesOfSession {
  /** Nothing for a file that has no URI. */
  readonly uriOf: (file: Pick<SourceFile, "path">) => string | undefined;
  readonly isOpen: (file: Pick<SourceFile, "path">) => boolean;
}

/** The sessions of all open documents: one for each folder that the editor has open, or that a document stands in. */
export class Sessions {
  private readonly byKey = new Map<string, Session>();

  constructor(
    private readonly documents: OpenDocuments,
    /** The folders that the editor has open. */
    private readonly folders: () => readonly string[],
    /** What holds for the documents of a folder; or for those that are in none. */
    private readonly settingsOf: (folder: string | undefined) => Settings,
    private readonly isTrusted: () => boolean,
  ) {}

  /** The session that a document belongs to. */
  of({ place }: OpenDocument): Session {
    const key = this.keyOf(place);
    const known = this.byKey.get(key);
    if (known) return known;
    const folder = place.kind === "disk" ? this.folderOf(place.path) : undefined;
    const settings = this.settingsOf(folder);
    const ground = folder === undefined ? new TextGround(settings) : new DiskGround(folder, settings, this.isTrusted());
    const session = new Session(ground, settings, () => this.documentsOf(key));
    this.byKey.set(key, session);
    return session;
  }

  /** Those that have a document open, and of these the one that a document belongs to, first. */
  readersOf(document: OpenDocument): readonly Session[] {
    const own = this.of(document);
    if (document.place.kind === "elsewhere") return [own];
    const others = this.documents.all().flatMap((other) => (other.place.kind === "disk" ? [this.of(other)] : []));
    return [...new Set([own, ...others])];
  }

  all(): readonly Session[] {
    return [...new Set(this.documents.all().map((document) => this.of(document)))];
  }

  /** All paths that the latest analyses rest on, and since when. */
  async lookedAt(): Promise<{ readonly paths: ReadonlySet<string>; readonly since: number }> {
    const analyses = await Promise.all(this.all().map((session) => session.current()));
    return { paths: new Set(analyses.flatMap(({ scene }) => [...scene.lookedAt])), since: Math.min(...analyses.map(({ since }) => since)) };
  }

  filesOf({ ground }: Session): FilesOfSession {
    const open = new Map(this.documents.all().map(({ place, text }) => [ground.nameOf(place.path), text.uri] as const));
    return {
      uriOf: ({ path }) => open.get(path) ?? ground.uriOf(path),
      isOpen: ({ path }) => open.has(path),
    };
  }

  /** The folder whose settings hold for a file, and that names are told from. */
  folderOf(path: string): string {
    const [around] = this.folders().filter((folder) => isBelow(path, folder)).toSorted((a, b) => b.length - a.length);
    return around ?? repositoryOf(dirname(path)) ?? dirname(path);
  }

  /** Begins anew, as when settings have changed. */
  clear(): void {
    this.byKey.clear();
  }

  /** Forgets the sessions that no document is left of. */
  tidy(): void {
    const used = new Set(this.documents.all().map(({ place }) => this.keyOf(place)));
    for (const key of this.byKey.keys()) if (!used.has(key)) this.byKey.delete(key);
  }

  private keyOf(place: DocumentPlace): string {
    return place.kind === "disk" ? `disk ${this.folderOf(place.path)}` : `elsewhere ${place.realm}`;
  }

  private documentsOf(key: string): { readonly own: readonly OpenDocument[]; readonly all: readonly OpenDocument[] } {
    const all = this.documents.all();
    const own = all.filter(({ place }) => this.keyOf(place) === key);
    // A project may read files of another folder that is open.
    return { own, all: key.startsWith("disk ") ? all.filter(({ place }) => place.kind === "disk") : own };
  }
}
