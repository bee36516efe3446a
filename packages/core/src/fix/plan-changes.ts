import type { Project } from "../compose/load.js";
import type { Operation } from "../compose/operation.js";
import type { Path } from "../compose/path.js";
import { isPlainList, isPlainMapping, plainMapping, type Plain } from "../compose/plain.js";
import { nodeAt, type Mapping, type Sequence, type Tree } from "../compose/tree.js";
import type { SourceFile } from "../text/source-file.js";
import { haveConflict, type TextEdit } from "../text/text-edit.js";
import type { YamlMapping, YamlNode, YamlSequence } from "../yaml/nodes.js";
import { quote } from "../yaml/write.js";
import { arrangeParts } from "./arrange.js";
import { edits, type Change, type Removal } from "./change.js";
import { renameKey, replaceScalar, replaceValue } from "./edit-mapping.js";
import { insertItem, scalarToList } from "./edit-sequence.js";
import { NewEntries } from "./new-entries.js";
import { OwnValues, removal } from "./own-values.js";
import { Refusal, refuse } from "./refusal.js";
import { respellAssignments } from "./respell-assignments.js";
import { ValueSetter } from "./set-value.js";
import { firstShared, loansOf } from "./shared.js";
import { ShortForms } from "./short-forms.js";
import { Sites } from "./sites.js";
import type { ChangeWriter } from "./write-changes.js";
import type { Home, WrittenMapping } from "./written-files.js";

/** The smallest changes that should make operations true, or why there are none. Whether they do is for the proof to say. */
export type Plan = PlannedChanges | { readonly refused: string };

export interface PlannedChanges {
  readonly changes: readonly Change[];
  /** What the changes make of the text, if no other ones are made. */
  readonly edits: ReadonlyMap<SourceFile, readonly TextEdit[]>;
}

export interface PlanningOptions {
  /** Edit what is shared where it is written, for all its users at once, instead of giving one user its own value. */
  readonly atAnchor: boolean;
  /** What all services that are to get a key take their keys from: the key is written there. */
  readonly source?: WrittenMapping;
  /** Whether a file may be changed. */
  readonly mayEdit: (path: string) => boolean;
}

/** Plans the operations of one fix. They must not undo each other. */
export function planChanges({ tree }: Project, writer: ChangeWriter, operations: readonly Operation[], { atAnchor, source, mayEdit }: PlanningOptions): Plan {
  if (!tree) return { refused: "the file could not be understood" };
  const sites = new Sites(tree, writer.written, mayEdit);
  try {
    const changes = planOperations(sites, joinNewLists(tree, operations.map(escaped)), atAnchor ? Infinity : 0, source);
    // Writing them may be refused as well.
    const made = writer.write(changes);
    return [...made.values()].some(haveConflict) ? { refused: "its parts would touch the same text" } : { changes, edits: made };
  } catch (error) {
    if (error instanceof Refusal) return { refused: error.message };
    throw error;
  }
}

/** Where Compose would take a dollar sign of a new value for the beginning of a variable, it is written twice. */
function escaped(operation: Operation): Operation {
  switch (operation.kind) {
    case "set":
      return { ...operation, value: escapedValue(operation.value) };
    case "append":
    case "insert":
      return { ...operation, item: escapedValue(operation.item) };
    default:
      return operation;
  }
}

function escapedValue(value: Plain): Plain {
  if (typeof value === "string") return value.replaceAll(/\$(?=[$_A-Za-z{])/g, "$$$$");
  if (isPlainMapping(value)) return plainMapping(Object.entries(value).map(([key, held]) => [key, escapedValue(held)] as const));
  return isPlainList(value) ? value.map(escapedValue) : value;
}

/** Of the first `settled` steps of a path it does not matter whether what they lead to is shared. */
function planOperations(sites: Sites, operations: readonly Operation[], settled: number, source?: WrittenMapping): readonly Change[] {
  const planner = new Planner(sites, settled, source);
  const changes = operations.flatMap((operation) => planner.plan(operation));
  return joinRemovals([...changes, ...planner.gathered()]);
}

/** What goes from one collection goes in one piece. */
function joinRemovals(changes: readonly Change[]): readonly Change[] {
  const removals = new Map<unknown, Removal>();
  for (const change of changes) {
    if (change.kind !== "removal") continue;
    const before = removals.get(change.collection)?.indexes ?? [];
    removals.set(change.collection, { ...change, indexes: new Set([...before, ...change.indexes]) });
  }
  return [...changes.filter(({ kind }) => kind !== "removal"), ...removals.values()];
}

/** Items for one list that does not exist yet become one new list. */
function joinNewLists(tree: Mapping, operations: readonly Operation[]): readonly Operation[] {
  const joined: Operation[] = [];
  const lists = new Map<string, { index: number; items: Plain[] }>();
  for (const operation of operations) {
    if (operation.kind !== "append" || nodeAt(tree, operation.path)) {
      joined.push(operation);
      continue;
    }
    const key = JSON.stringify(operation.path);
    const list = lists.get(key) ?? { index: joined.length, items: [] };
    list.items.push(operation.item);
    lists.set(key, list);
    joined[list.index] = { kind: "set", path: operation.path, value: list.items };
  }
  return joined;
}

class Planner {
  private readonly entries: NewEntries;
  private readonly shortForms: ShortForms;
  private readonly ownValues: OwnValues;
  private readonly values: ValueSetter;

  constructor(
    private readonly sites: Sites,
    private readonly settled: number,
    source: WrittenMapping | undefined,
  ) {
    this.entries = new NewEntries(sites);
    this.shortForms = new ShortForms(sites);
    this.ownValues = new OwnValues(sites, this.entries, (operations, depth) => planOperations(sites, operations, depth));
    this.values = new ValueSetter(sites, this.entries, this.shortForms, source);
  }

  plan(operation: Operation): readonly Change[] {
    const { path } = operation;
    // What changes no meaning is edited where it is written, whoever else has it.
    if (operation.kind === "respell" && operation.value === undefined) return this.respell(operation);
    if (operation.kind === "arrange" && operation.file !== undefined) return this.arrangeNames(operation.file, path, operation.order);
    const shared = firstShared(this.sites.tree, path, this.settled);
    if (shared) return this.ownValues.plan(shared, operation);
    switch (operation.kind) {
      case "set":
        return this.values.set(path, operation.value, operation.after);
      case "copy":
        return this.values.copy(path, operation.from, operation.after);
      case "append":
        return this.append(path, operation.item);
      case "insert":
        return this.insert(path, operation.item);
      case "remove":
        return this.remove(path);
      case "rename":
        return this.sites.homesAt(path).flatMap((home) => this.rename(home, path, operation.key));
      case "arrange":
        return this.arrange(path, operation.order);
      case "respell":
        return this.respell(operation);
    }
  }

  /** The changes that several operations may have in common: values of one's own, longer forms, and new keys. */
  gathered(): readonly Change[] {
    return [...this.ownValues.changes(), ...this.shortForms.changes(), ...this.entries.changes()];
  }

  private append(path: Path, item: Plain): readonly Change[] {
    const list = nodeAt(this.sites.tree, path);
    if (list?.kind === "scalar" && list.value === null) return this.values.set(path, [item]);
    if (list?.kind !== "sequence") refuse("the present value is no list");
    const { file, node } = this.endOf(list);
    if (!this.sites.isEditable(file)) {
      this.entries.addElsewhere(path, file, [item]);
      return [];
    }
    if (node.kind === "sequence") return [{ kind: "item", file, sequence: node, item }];
    const home = this.sites.homeOf(node);
    if (node.kind !== "scalar" || home?.kind !== "entry") refuse("the list is written in a form that is not edited");
    return edits(file, scalarToList(home, node, [], [item], this.sites.written.styleOf(file)));
  }

  /** A list from several files ends in the last of them; an item that is an alias tells nothing about that. */
  private endOf(list: Tree & { readonly kind: "sequence" }): { readonly file: Home["file"]; readonly node: YamlNode } {
    const last = list.items.at(-1);
    const home = last && loansOf(last).length === loansOf(list).length ? this.sites.homeOf(last.origin.node) : undefined;
    return home?.kind === "item" ? { file: home.file, node: home.sequence } : list.origin;
  }

  private insert(path: Path, item: Plain): readonly Change[] {
    if (!nodeAt(this.sites.tree, path)) return this.append(path.slice(0, -1), item);
    const single = this.sites.homeOfSingle(path);
    if (single?.entry.value.kind === "scalar") return edits(this.sites.editable(single.file), scalarToList(single, single.entry.value, [item], [], this.sites.written.styleOf(single.file)));
    const home = this.sites.homeAt(path);
    if (home.kind !== "item") refuse("the list is written in a form that is not edited");
    return edits(home.file, insertItem(home.file, home.sequence, home.item, item, this.sites.written.styleOf(home.file)));
  }

  private remove(path: Path): readonly Change[] {
    const single = this.sites.homeOfSingle(path);
    if (!single) return this.sites.homesAt(path).map(removal);
    return edits(this.sites.editable(single.file), replaceValue(single.file, single.mapping, single.entry, [], this.sites.written.styleOf(single.file)));
  }

  private rename(home: Home, path: Path, name: string): readonly Change[] {
    const style = this.sites.written.styleOf(home.file);
    if (home.kind === "entry") return edits(home.file, renameKey(home.entry, name, style));
    const { value } = home.item;
    if (typeof path.at(-1) !== "string" || value.kind !== "scalar") refuse("the name is an item of a list, not a key");
    // `KEY=value`, or a name in a list of names.
    return edits(home.file, replaceScalar(value, name + value.text.slice(String(path.at(-1)).length), style));
  }

  private arrange(path: Path, order: readonly (string | number)[]): readonly Change[] {
    const arranged = nodeAt(this.sites.tree, path) ?? refuse("the value is not there");
    if (arranged.kind === "sequence") return this.arrangeItems(arranged, order.map(Number));
    const { file, node } = arranged.origin;
    if (node.kind !== "mapping" && node.kind !== "sequence") refuse(NOT_EDITED);
    this.sites.editable(file);
    const indexes = order.flatMap((name) => this.indexIn(node, arranged, name) ?? []);
    return edits(file, arrangeParts(file, node, completed(indexes, partCount(node))));
  }

  /** A list may come from several files, each of which keeps its own items; what stands for several items moves as one. */
  private arrangeItems({ items }: Sequence, order: readonly number[]): readonly Change[] {
    const places = completed(order, items.length).map((index) => this.placeOf(items[index]));
    const before = items.map((item) => this.placeOf(item));
    const lists = inARow(places.map(({ sequence }) => sequence));
    if (new Set(lists).size < lists.length || inARow(before.map(({ sequence }) => sequence)).some((list, index) => list !== lists[index])) refuse(NOT_EDITED);
    return lists.flatMap((list) => {
      const own = inARow(places.filter(({ sequence }) => sequence === list));
      const [first] = own;
      if (!first || own.length !== list.items.length || new Set(own).size < own.length) return refuse(NOT_EDITED);
      return edits(this.sites.editable(first.file), arrangeParts(first.file, list, own.map(({ item }) => list.items.indexOf(item))));
    });
  }

  private placeOf(item: Tree | undefined): Home & { readonly kind: "item" } {
    const home = this.sites.homeOf(item?.origin.node);
    return home?.kind === "item" ? home : refuse(NOT_EDITED);
  }

  /** The keys, or the names in a list, of one file; of several documents, of those that have just these. */
  private arrangeNames(name: string, path: Path, order: readonly (string | number)[]): readonly Change[] {
    return this.sites.written.nodesIn(name, path).flatMap(({ file, node }) => {
      if (node.kind !== "mapping" && node.kind !== "sequence") return [];
      const names = node.kind === "mapping" ? node.entries.map(({ key }) => key) : node.items.map(({ value }) => value);
      const indexes = order.map((each) => names.findIndex((part) => part.kind === "scalar" && part.text === each));
      if (indexes.includes(-1) || indexes.length !== names.length) return [];
      return edits(this.sites.editable(file), arrangeParts(file, node, indexes));
    });
  }

  /** The place of a key or an item among those that are written in a collection. */
  private indexIn(node: YamlNode, arranged: Tree, name: string | number): number | undefined {
    if (node.kind === "mapping") {
      const index = node.entries.findIndex(({ key }) => key.kind === "scalar" && key.text === name);
      return index === -1 ? undefined : index;
    }
    const home = this.sites.homeOf(nodeAt(arranged, [name])?.origin.node);
    return node.kind === "sequence" && home?.kind === "item" && home.sequence === node ? node.items.indexOf(home.item) : undefined;
  }

  /** The same text in quotes, without them, or with the dollar sign of every variable doubled; or the same assignments in the other form. */
  private respell(operation: Operation & { readonly kind: "respell" }): readonly Change[] {
    const { path, as } = operation;
    if (as === "mapping" || as === "list") return this.respellAssignments(operation.file, path, as);
    const origin = nodeAt(this.sites.tree, path)?.origin ?? refuse("the value is not there");
    const file = this.sites.editable(origin.file);
    const { node } = origin;
    if (node.kind !== "scalar") refuse("the value is not written as one text");
    if (as === "plain") return edits(file, [{ range: node.range, text: node.text }]);
    if (as === "quoted") {
      if (node.style !== "plain") return [];
      const style = this.sites.written.styleOf(file);
      const home = this.sites.homeOf(node);
      if (node.text === "" && home?.kind === "entry") return edits(file, replaceValue(file, home.mapping, home.entry, "", style));
      return edits(file, [{ range: node.range, text: quote(node.text, style.quote) }]);
    }
    const dollars = [...file.text.slice(node.range.start, node.range.end).matchAll(/\$(?:\$|(?=[A-Za-z_{]))/g)].filter(([found]) => found.length === 1);
    return edits(file, dollars.map(({ index }) => ({ range: { start: node.range.start + index, end: node.range.start + index }, text: "$" })));
  }

  private respellAssignments(name: string, path: Path, as: "mapping" | "list"): readonly Change[] {
    const { written } = this.sites;
    return written.nodesIn(name, path).flatMap(({ file, node }) => {
      if (node.kind !== (as === "mapping" ? "sequence" : "mapping")) return [];
      return edits(this.sites.editable(file), respellAssignments(file, node, written.homeOf(node), written.styleOf(file)));
    });
  }
}

const NOT_EDITED = "the list is written in a form that is not edited";

/** The indexes in order, and behind them those that are missing. */
function completed(indexes: readonly number[], count: number): readonly number[] {
  return [...indexes, ...Array.from({ length: count }, (_, index) => index).filter((index) => !indexes.includes(index))];
}

function partCount(node: YamlMapping | YamlSequence): number {
  return node.kind === "mapping" ? node.entries.length : node.items.length;
}

/** The same, each of what repeats itself once. */
function inARow<T extends object>(values: readonly T[]): readonly T[] {
  return values.filter((value, index) => index === 0 || value !== values[index - 1]);
}
