import type { Project } from "../compose/load.js";
import type { Operation } from "../compose/operation.js";
import type { Path } from "../compose/path.js";
import type { Plain } from "../compose/plain.js";
import { nodeAt, type Mapping, type Origin, type Tree } from "../compose/tree.js";
import type { SourceFile } from "../text/source-file.js";
import type { TextEdit } from "../text/text-edit.js";
import type { YamlEntry, YamlMapping, YamlScalar } from "../yaml/nodes.js";
import { quote, WrittenYaml, type Writable, type WritingStyle } from "../yaml/write.js";
import { anchorFor } from "./anchors.js";
import { asWritten, nest } from "./as-written.js";
import { editDefault } from "./edit-default.js";
import { insertEntries, removeEntry, renameKey, replaceScalar, replaceValue, writtenEntry } from "./edit-mapping.js";
import { setPortAddress } from "./edit-port.js";
import { appendItems, scalarToList } from "./edit-sequence.js";
import { columnOf, deeperFirst, withoutRepeats } from "./layout.js";
import { ownValue } from "./own-value.js";
import { Refusal, refuse } from "./refusal.js";
import { firstShared, type Shared } from "./shared.js";

/** The smallest text edits that should make operations true, or why there are none. Whether they do is for the proof to say. */
export type Plan = { readonly edits: readonly TextEdit[] } | { readonly refused: string };

export interface PlanningOptions {
  readonly style: WritingStyle;
  /** Edit what is shared where it is written, for all its users at once, instead of giving one user its own value. */
  readonly atAnchor: boolean;
}

/** Plans the operations of one fix. They must not undo each other. */
export function planEdits(project: Project, operations: readonly Operation[], options: PlanningOptions): Plan {
  const { tree } = project;
  if (!tree) return { refused: "the file could not be understood" };
  try {
    const planner = new Planner(project, tree, options);
    const edits = joinNewLists(tree, operations).flatMap((operation) => planner.plan(operation));
    return { edits: withoutRepeats([...edits, ...planner.gathered()]).sort(deeperFirst) };
  } catch (error) {
    if (error instanceof Refusal) return { refused: error.message };
    throw error;
  }
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
  /** New keys by the mapping that takes them: several keys for one `{…}` must be written together. */
  private readonly added = new Map<YamlMapping, { readonly file: SourceFile; readonly entries: Map<string, Writable>; readonly after: string | undefined }>();

  /** What gets a value of its own instead of a shared one, by its path. */
  private readonly shared = new Map<string, { readonly place: Shared; readonly operations: Operation[] }>();

  constructor(
    private readonly project: Project,
    private readonly tree: Mapping,
    private readonly options: PlanningOptions,
  ) {}

  plan(operation: Operation): readonly TextEdit[] {
    const shared = this.options.atAnchor ? undefined : firstShared(this.tree, operation.path);
    if (shared) return this.planShared(shared, operation);
    switch (operation.kind) {
      case "set":
        return this.set(operation.path, operation.value, operation.after);
      case "copy":
        return this.set(operation.path, asWritten(this.tree, operation.from), operation.after);
      case "append":
        return this.append(operation.path, operation.item);
      case "remove": {
        const { file, mapping, entry } = this.entryAt(operation.path);
        return removeEntry(file, mapping, entry);
      }
      case "rename":
        return renameKey(this.entryAt(operation.path).entry, operation.key);
      case "respell":
        return this.respell(operation.path, operation.as);
    }
  }

  /** The edits that several operations may share: values of one's own, and new keys. */
  gathered(): readonly TextEdit[] {
    const own = [...this.shared.values()].flatMap(({ place, operations }) => this.writeOwn(place, operations));
    const added = [...this.added].flatMap(([mapping, { file, entries, after }]) => insertEntries(file, mapping, [...entries], this.options.style, after));
    return [...own, ...added];
  }

  private add(file: SourceFile, mapping: YamlMapping, key: string, value: Writable, after?: string): readonly TextEdit[] {
    const { entries } = this.added.get(mapping) ?? { entries: new Map<string, Writable>() };
    entries.set(key, value);
    this.added.set(mapping, { file, entries, after });
    return [];
  }

  private set(path: Path, value: Writable, after: string | undefined): readonly TextEdit[] {
    const existing = nodeAt(this.tree, path);
    const parent = nodeAt(this.tree, path.slice(0, -1));
    // A part of a short form, such as a port's address, is written into that form.
    if (existing && parent && existing.origin.node !== parent.origin.node) return this.replace(path, existing, value);
    // The deepest mapping on the way that exists takes the rest as one new entry.
    let length = path.length - 1;
    while (length > 0 && !nodeAt(this.tree, path.slice(0, length))) length -= 1;
    const [key = "", ...rest] = path.slice(length).map(String);
    return this.insert(nodeAt(this.tree, path.slice(0, length)) ?? this.tree, key, nest(rest, value), after);
  }

  private replace(path: Path, existing: Tree, value: Writable): readonly TextEdit[] {
    const { file, node } = this.inFile(existing.origin);
    const { style } = this.options;
    if (existing.kind !== "scalar" || node.kind !== "scalar" || isBlockScalar(node)) refuse("the present value is written in a form that is not edited");
    if (existing.variables.length > 0) return editDefault(file, node.range, value, style) ?? refuse("the present value comes from a variable");
    if (node.text !== "" || node.style !== "plain") return replaceScalar(node, value, style);
    // `key:` without a value: what is missing is written behind the colon.
    const { mapping, entry } = this.entryAt(path);
    return replaceValue(file, mapping, entry, value, style);
  }

  private insert(parent: Tree, key: string, value: Writable, after: string | undefined): readonly TextEdit[] {
    const { file, node } = this.inFile(parent.origin);
    if (node.kind === "mapping") {
      const anchor = anchorFor(this.tree, value, { file, offset: node.range.end });
      return this.add(file, node, key, anchor === undefined ? value : new WrittenYaml(`*${anchor}`), after);
    }
    if (node.kind === "scalar" && !isBlockScalar(node) && key === "host_ip" && typeof value === "string") return setPortAddress(file, node, value, this.options.style);
    refuse("the value is written in a short form that has no place for it");
  }

  /** The same text in quotes, or with the dollar sign of every variable doubled. */
  private respell(path: Path, as: "quoted" | "escaped"): readonly TextEdit[] {
    const origin = nodeAt(this.tree, path)?.origin;
    const { file, node } = origin ? this.inFile(origin) : refuse("the value is not there");
    if (node.kind !== "scalar") refuse("the value is not written as one text");
    if (as === "quoted") return node.style === "plain" ? [{ range: node.range, text: quote(node.text, this.options.style.quote) }] : [];
    return [...file.text.slice(node.range.start, node.range.end).matchAll(/\$(?:\$|(?=[A-Za-z_{]))/g)]
      .filter(([dollars]) => dollars.length === 1)
      .map(({ index }) => ({ range: { start: node.range.start + index, end: node.range.start + index }, text: "$" }));
  }

  private append(path: Path, item: Plain): readonly TextEdit[] {
    const list = nodeAt(this.tree, path);
    if (list?.kind !== "sequence") refuse("the present value is no list");
    const { file, keyRange, node } = this.inFile(list.origin);
    const { style } = this.options;
    if (node.kind === "sequence") return appendItems(file, node, [item], style);
    if (node.kind !== "scalar" || isBlockScalar(node) || !keyRange) refuse("the list is written in a form that is not edited");
    const parent = nodeAt(this.tree, path.slice(0, -1))?.origin.node;
    const inFlow = parent?.kind === "mapping" && parent.style === "flow";
    return scalarToList(file, node, inFlow ? undefined : columnOf(file, keyRange.start), [item], style);
  }

  private entryAt(path: Path): { readonly file: SourceFile; readonly mapping: YamlMapping; readonly entry: YamlEntry } {
    const parent = nodeAt(this.tree, path.slice(0, -1))?.origin;
    const entry = parent?.node.kind === "mapping" ? writtenEntry(parent.node, String(path.at(-1))) : undefined;
    if (parent?.node.kind !== "mapping" || !entry) refuse("the key is not written where it takes effect");
    return { file: this.inFile(parent).file, mapping: parent.node, entry };
  }

  /** Only the project's first file is edited; what others say stays with them. */
  private inFile(origin: Origin): Origin {
    if (origin.file !== this.project.files[0]) refuse(`it is written in another file, ${origin.file.path}`);
    return origin;
  }

  /** Gives the mapping a value of its own where it has one in common with others; what they see stays as it is. */
  private planShared(shared: Shared, operation: Operation): readonly TextEdit[] {
    const { file, node: mapping } = this.inFile(shared.parent.origin);
    if (mapping.kind !== "mapping") refuse("the value is shared with others through an anchor");
    const key = String(shared.path.at(-1));
    const entry = writtenEntry(mapping, key);
    const isWhole = operation.path.length === shared.path.length;
    if (operation.kind === "remove" && isWhole) {
      if (!entry) refuse("the key arrives by `<<` from an anchor, and what is merged cannot be taken out of one mapping alone");
      return removeEntry(file, mapping, entry);
    }
    if (operation.kind === "rename" && isWhole && entry) return renameKey(entry, operation.key);

    const place = JSON.stringify(shared.path);
    const { operations } = this.shared.get(place) ?? { operations: [] };
    this.shared.set(place, { place: shared, operations: [...operations, operation] });
    return [];
  }

  private writeOwn(shared: Shared, operations: readonly Operation[]): readonly TextEdit[] {
    const { file, node: mapping } = shared.parent.origin;
    if (mapping.kind !== "mapping") refuse("the value is shared with others through an anchor");
    const key = String(shared.path.at(-1));
    const entry = writtenEntry(mapping, key);
    const value = ownValue(this.tree, shared, operations, entry, this.options.style);
    return entry ? replaceValue(file, mapping, entry, value, this.options.style) : this.add(file, mapping, key, value);
  }

}

function isBlockScalar({ style }: YamlScalar): boolean {
  return style === "literal" || style === "folded";
}
