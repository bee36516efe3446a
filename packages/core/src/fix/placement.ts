import { isInUsualOrder, keyRank } from "../compose/key-order.js";
import { remember } from "../compose/remember.js";
import type { SourceFile } from "../text/source-file.js";
import type { YamlEntry, YamlMapping, YamlNode } from "../yaml/nodes.js";
import type { NewEntry } from "./change.js";
import { writtenEntry } from "./edit-mapping.js";
import { entryEnd } from "./layout.js";
import type { WrittenFiles } from "./written-files.js";

/** So many neighbours are asked where they have a key. */
const NEIGHBOURS = 8;

/** Finds the place of new keys: where the neighbouring services have them, else where Compose files usually do. */
export class Placement {
  private readonly chains = new Map<SourceFile, ReadonlyMap<string, readonly (readonly string[])[]>>();
  private readonly ordered = new Map<SourceFile, boolean>();

  constructor(private readonly written: WrittenFiles) {}

  /** Which of the entries, those of the mapping that stay, a new one follows; nothing if it comes before all of them. */
  entryBefore(added: NewEntry, entries: readonly YamlEntry[]): YamlEntry | undefined {
    const { file, mapping } = added;
    const chosen = this.chosenEntry(added, entries);
    if (!chosen || mapping.style === "flow" || canBeFollowed(file, chosen)) return chosen;
    return entries[entries.indexOf(chosen) - 1];
  }

  /** Whether all services of a file have their keys in the usual order: then a new one stands in it, whatever else speaks for its place. */
  keepsUsualOrder({ file, path }: Pick<NewEntry, "file" | "path">): boolean {
    if (!isOfService(path)) return false;
    const known = this.ordered.get(file);
    if (known !== undefined) return known;
    const ordered = this.written.servicesOf(file).every((service) => isInUsualOrder(path, keysOf(service)));
    this.ordered.set(file, ordered);
    return ordered;
  }

  private chosenEntry(added: NewEntry, entries: readonly YamlEntry[]): YamlEntry | undefined {
    const { mapping, path, after } = added;
    const usual = entries[lastAbove(added, entries)];
    if (this.keepsUsualOrder(added)) return usual;
    const hinted = after === undefined ? undefined : atOrAbove(mapping, writtenEntry(mapping, after), entries);
    if (!isOfService(path)) return hinted ?? usual;
    // Nothing is put in front of what somebody chose to begin a service with.
    return hinted ?? this.asInNeighbours(added, entries) ?? usual ?? entries.at(-1);
  }

  /** The key that most neighbours have in front of this one, of those that this mapping has. */
  private asInNeighbours({ file, mapping, key }: NewEntry, entries: readonly YamlEntry[]): YamlEntry | undefined {
    const votes = new Map<YamlEntry, number>();
    for (const chain of this.chainsOf(file).get(key) ?? []) {
      const found = firstOf(chain, (name) => entries.find((entry) => entry === writtenEntry(mapping, name)));
      if (found) votes.set(found, (votes.get(found) ?? 0) + 1);
    }
    return [...votes].reduce<readonly [YamlEntry, number] | undefined>((best, next) => (best && best[1] >= next[1] ? best : next), undefined)?.[0];
  }

  /** For each key that services of the file have: what stands in front of it in some of them, the nearest first. */
  private chainsOf(file: SourceFile): ReadonlyMap<string, readonly (readonly string[])[]> {
    const known = this.chains.get(file);
    if (known) return known;
    const chains = new Map<string, (readonly string[])[]>();
    for (const { entries } of this.written.servicesOf(file)) {
      const before: string[] = [];
      for (const { key } of entries) {
        if (key.kind !== "scalar") continue;
        const some = chains.get(key.text) ?? [];
        if (some.length < NEIGHBOURS) chains.set(key.text, [...some, before.toReversed()]);
        before.push(key.text);
      }
    }
    this.chains.set(file, chains);
    return chains;
  }
}

function isOfService(path: NewEntry["path"]): boolean {
  return path.length === 2 && path[0] === "services";
}

function keysOf({ entries }: YamlMapping): readonly string[] {
  return entries.flatMap(({ key }) => (key.kind === "scalar" ? [key.text] : []));
}

/** What is known of the files' habits serves all fixes. */
export const placementIn = remember((written: WrittenFiles) => new Placement(written));

/** An entry, or where it goes, the nearest one above it that stays. */
function atOrAbove({ entries }: YamlMapping, wanted: YamlEntry | undefined, staying: readonly YamlEntry[]): YamlEntry | undefined {
  return wanted && entries.slice(0, entries.indexOf(wanted) + 1).findLast((entry) => staying.includes(entry));
}

/** The index of the last entry that usually stands above such a key; -1 if none does. */
function lastAbove({ path, key }: NewEntry, entries: readonly YamlEntry[]): number {
  const rank = keyRank(path, key);
  return entries.findLastIndex((entry) => entry.key.kind === "scalar" && keyRank(path, entry.key.text) <= rank);
}

/** A line break at the end of the file would become part of a text that ends there without one. */
function canBeFollowed({ text }: SourceFile, entry: YamlEntry): boolean {
  return entryEnd(entry) < text.length || text.endsWith("\n") || !endsInBlockScalar(entry.value);
}

/** Whether the last thing that is written for a node is literal or folded text. */
export function endsInBlockScalar(node: YamlNode): boolean {
  const last = node.kind === "mapping" ? node.entries.at(-1)?.value : node.kind === "sequence" ? node.items.at(-1)?.value : undefined;
  return last ? endsInBlockScalar(last) : node.kind === "scalar" && (node.style === "literal" || node.style === "folded");
}

function firstOf<T, R>(values: readonly T[], find: (value: T) => R | undefined): R | undefined {
  for (const value of values) {
    const found = find(value);
    if (found !== undefined) return found;
  }
  return undefined;
}
