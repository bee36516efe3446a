import { posix } from "node:path";
import { isComposeFileName } from "@compose-lint/core";
import { isConfigurationName } from "@compose-lint/workspace";
import { TextDocuments } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { placeOf, type DocumentPlace } from "./document-place.js";

/** A document that somebody has open, as it is by now. */
export interface OpenDocument {
  readonly text: TextDocument;
  readonly place: DocumentPlace;
  /** The same as long as the text is: what was parsed is known by them. */
  readonly bytes: Uint8Array;
  /** Whether it is to be linted by itself. Others count if a project reads them. */
  readonly isCompose: boolean;
}

/** Clients call Compose files YAML, or have a name of their own for them. */
const COMPOSE_LANGUAGES = ["dockercompose", "yaml.docker-compose"];

/** The documents that a client has open. */
export class OpenDocuments {
  readonly texts = new TextDocuments(TextDocument);
  private readonly encoder = new TextEncoder();
  private readonly known = new Map<string, { readonly content: string; readonly document: OpenDocument }>();

  get(uri: string): OpenDocument | undefined {
    const text = this.texts.get(uri);
    if (!text) {
      this.known.delete(uri);
      return undefined;
    }
    const known = this.known.get(uri);
    // A text changes under the same object, and not every client counts its versions.
    const content = text.getText();
    if (known?.document.text === text && known.content === content) return known.document;
    const place = known?.document.place ?? placeOf(uri);
    const document = { text, place, bytes: this.encoder.encode(content), isCompose: isCompose(text, place) };
    this.known.set(uri, { content, document });
    return document;
  }

  all(): readonly OpenDocument[] {
    return this.texts.keys().flatMap((uri) => this.get(uri) ?? []);
  }
}

/** Some editors take our configuration for a Compose file, because of how its name begins. */
function isCompose({ languageId }: TextDocument, { path }: DocumentPlace): boolean {
  const name = posix.basename(path.replaceAll("\\", "/"));
  return !isConfigurationName(name) && (COMPOSE_LANGUAGES.includes(languageId) || isComposeFileName(name));
}
