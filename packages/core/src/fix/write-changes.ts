import { keyRank } from "../compose/key-order.js";
import type { SourceFile } from "../text/source-file.js";
import type { TextEdit } from "../text/text-edit.js";
import type { YamlEntry, YamlMapping, YamlSequence } from "../yaml/nodes.js";
import type { Change, NewEntry, NewItem, Removal } from "./change.js";
import { insertEntries, replaceValue } from "./edit-mapping.js";
import { appendItems, replaceItem } from "./edit-sequence.js";
import { deeperFirst, isReplacement } from "./layout.js";
import { placementIn, type Placement } from "./placement.js";
import { refuse } from "./refusal.js";
import { removeParts } from "./remove-parts.js";
import type { Writable } from "../yaml/write.js";
import type { Home, WrittenFiles } from "./written-files.js";

/** Writes changes as text edits of their files: the only place where it is decided what stands where. */
export class ChangeWriter {
  private readonly placement: Placement;

  constructor(readonly written: WrittenFiles) {
    this.placement = placementIn(written);
  }

  /** The edits of each file, those for one place in the order in which they are to be made. */
  write(changes: readonly Change[]): ReadonlyMap<SourceFile, readonly TextEdit[]> {
    return new Map([...groupBy(changes, ({ file }) => file)].map(([file, inFile]) => [file, this.writeInFile(file, inFile)] as const));
  }

  private writeInFile(file: SourceFile, changes: readonly Change[]): readonly TextEdit[] {
    const added = groupBy(changes.filter((change) => change.kind === "entry" || change.kind === "item"), (change) => (change.kind === "entry" ? change.mapping : change.sequence));
    const removals = groupBy(changes.filter((change) => change.kind === "removal"), ({ collection }) => collection);
    const edits = [
      ...changes.flatMap((change) => (change.kind === "edit" ? [change.edit] : [])),
      ...[...removals].flatMap(([collection, some]) => (added.has(collection) ? [] : this.writeRemovals(file, collection, some))),
      ...[...added].flatMap(([collection, some]) => this.writeAdded(file, collection, some, removals.get(collection) ?? [])),
    ];
    return withoutRepeats(edits).sort(deeperFirst);
  }

  /** Each fix by itself: what several of them together would leave without any content is not what any of them wants. */
  private writeRemovals(file: SourceFile, collection: YamlMapping | YamlSequence, removals: readonly Removal[]): readonly TextEdit[] {
    return removals.flatMap(({ indexes }) => removeParts(file, collection, indexes, this.written.homeOf(collection)));
  }

  /** Writes what one collection gets, and takes out of it what goes. */
  private writeAdded(file: SourceFile, collection: YamlMapping | YamlSequence, added: readonly (NewEntry | NewItem)[], removals: readonly Removal[]): readonly TextEdit[] {
    const home = this.written.homeOf(collection);
    const removed = new Set(removals.flatMap(({ indexes }) => [...indexes]));
    const count = collection.kind === "mapping" ? collection.entries.length : collection.items.length;
    if (removed.size > 0 && removed.size === count) return this.renew(home ?? refuse("everything in it would be replaced"), added);
    const entries = added.filter((change) => change.kind === "entry");
    const items = added.filter((change) => change.kind === "item");
    return [
      ...this.writeRemovals(file, collection, removals),
      ...(collection.kind === "mapping" ? this.writeEntries(file, collection, entries, removed) : this.writeItems(file, collection, items, removed)),
    ];
  }

  /** Nothing stays of a collection, and something comes: it is written anew. */
  private renew(home: Home, added: readonly (NewEntry | NewItem)[]): readonly TextEdit[] {
    const style = this.written.styleOf(home.file);
    const entries = added.filter((change) => change.kind === "entry");
    const value = entries.length > 0 ? Object.fromEntries(this.inOrder(entries)) : added.flatMap((change) => (change.kind === "item" ? [change.item] : []));
    return home.kind === "entry" ? replaceValue(home.file, home.mapping, home.entry, value, style) : replaceItem(home.file, home.sequence, home.item, value, style);
  }

  private writeEntries(file: SourceFile, mapping: YamlMapping, entries: readonly NewEntry[], removed: ReadonlySet<number>): readonly TextEdit[] {
    const staying = mapping.entries.filter((_, index) => !removed.has(index));
    const places = groupBy(entries, (entry): YamlEntry | undefined => this.placement.entryBefore(entry, staying));
    return [...places].flatMap(([before, some]) => insertEntries(file, mapping, this.inOrder(some), this.written.styleOf(file), before));
  }

  private inOrder(entries: readonly NewEntry[]): readonly (readonly [string, Writable])[] {
    return entries.toSorted((a, b) => this.rankOf(a) - this.rankOf(b)).map(({ key, value }) => [key, value] as const);
  }

  /** What belongs behind a certain key comes first, then keys in their usual order. */
  private rankOf(entry: NewEntry): number {
    return entry.after === undefined || this.placement.keepsUsualOrder(entry) ? keyRank(entry.path, entry.key) : -1;
  }

  private writeItems(file: SourceFile, sequence: YamlSequence, items: readonly NewItem[], removed: ReadonlySet<number>): readonly TextEdit[] {
    // What several users of one list want is written once.
    const wanted = new Map(items.map(({ item }) => [JSON.stringify(item), item] as const));
    const last = sequence.items.findLast((_, index) => !removed.has(index));
    return appendItems(file, sequence, [...wanted.values()], this.written.styleOf(file), last);
  }
}

/** Several operations may ask for the same: the ports of a range are one text. What is inserted is meant as often as it is asked for. */
function withoutRepeats(edits: readonly TextEdit[]): TextEdit[] {
  const made = new Set<string>();
  return edits.filter((edit) => {
    if (!isReplacement(edit)) return true;
    const identity = JSON.stringify([edit.range.start, edit.range.end, edit.text]);
    if (made.has(identity)) return false;
    made.add(identity);
    return true;
  });
}

function groupBy<T, K>(values: readonly T[], keyOf: (value: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}
