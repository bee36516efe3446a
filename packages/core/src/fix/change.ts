import type { Path } from "../compose/path.js";
import type { SourceFile } from "../text/source-file.js";
import type { TextEdit } from "../text/text-edit.js";
import type { YamlMapping, YamlSequence } from "../yaml/nodes.js";
import type { Writable } from "../yaml/write.js";

/** A part of what a fix does to a text. What fixes add to one place or take out of it is written together, so these are not yet edits. */
export type Change = Edit | NewEntry | NewItem | Removal;

/** Text that is replaced. */
export interface Edit {
  readonly kind: "edit";
  readonly file: SourceFile;
  readonly edit: TextEdit;
}

/** A key that a mapping gets. */
export interface NewEntry {
  readonly kind: "entry";
  readonly file: SourceFile;
  readonly mapping: YamlMapping;
  /** What the mapping is in the effective configuration: its keys may have a usual order. */
  readonly path: Path;
  readonly key: string;
  readonly value: Writable;
  /** The key that it follows, if that is written in the mapping. */
  readonly after?: string;
}

/** An item that is added at the end of a list. */
export interface NewItem {
  readonly kind: "item";
  readonly file: SourceFile;
  readonly sequence: YamlSequence;
  readonly item: Writable;
}

/** Entries or items of one collection that go, by their place. */
export interface Removal {
  readonly kind: "removal";
  readonly file: SourceFile;
  readonly collection: YamlMapping | YamlSequence;
  readonly indexes: ReadonlySet<number>;
}

/** Edits of one file, as changes. */
export function edits(file: SourceFile, some: readonly TextEdit[]): readonly Change[] {
  return some.map((edit) => ({ kind: "edit", file, edit }));
}
