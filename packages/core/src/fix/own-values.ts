import type { Operation } from "../compose/operation.js";
import type { Writable } from "../yaml/write.js";
import { asWritten } from "./as-written.js";
import { edits, type Change } from "./change.js";
import { renameKey, replaceValue, writtenEntry } from "./edit-mapping.js";
import { insertItem, replaceItem } from "./edit-sequence.js";
import type { NewEntries } from "./new-entries.js";
import { increment, ownValue } from "./own-value.js";
import { refuse } from "./refusal.js";
import type { Shared } from "./shared.js";
import type { Sites } from "./sites.js";
import type { Home } from "./written-files.js";

/** Plans operations as if the first `settled` steps of their paths were not shared: where the value is written. */
export type PlanBehind = (operations: readonly Operation[], settled: number) => readonly Change[];

/** Gives mappings and lists values of their own where they have them in common with others; what the others see stays as it is. */
export class OwnValues {
  private readonly wanted = new Map<string, { readonly shared: Shared; readonly operations: Operation[] }>();

  constructor(
    private readonly sites: Sites,
    private readonly entries: NewEntries,
    private readonly planBehind: PlanBehind,
  ) {}

  /** Plans an operation on something shared, or keeps it until all that concern the same value are known. */
  plan(shared: Shared, operation: Operation): readonly Change[] {
    const isWhole = operation.path.length === shared.path.length;
    const home = localHome(shared);
    if (isWhole) {
      if (operation.kind === "remove") return [removal(this.editable(home ?? refuse(cannotGo(shared))))];
      if (operation.kind === "rename") return this.rename(this.editable(home ?? refuse(cannotGo(shared))), operation.key);
      if (operation.kind === "insert" && home?.kind === "item") return edits(this.sites.editable(home.file), insertItem(home.file, home.sequence, home.item, operation.item, this.sites.written.styleOf(home.file)));
      if (operation.kind === "insert") refuse("the list is shared with others through an anchor");
    }
    if (operation.kind === "arrange" && shared.node.kind === "mapping") refuse("its order is written where others have it from");
    const place = JSON.stringify(shared.path);
    const { operations } = this.wanted.get(place) ?? { operations: [] };
    this.wanted.set(place, { shared, operations: [...operations, operation] });
    return [];
  }

  changes(): readonly Change[] {
    return [...this.wanted.values()].flatMap(({ shared, operations }) => this.write(shared, operations));
  }

  private write(shared: Shared, operations: readonly Operation[]): readonly Change[] {
    const { path, parent, step } = shared;
    const { file, node } = parent.origin;
    if (!this.sites.isEditable(file)) {
      this.entries.addElsewhere(path, file, increment(this.sites.tree, shared, operations));
      return [];
    }
    const home = localHome(shared);
    const style = this.sites.written.styleOf(file);
    // What is laid over an alias, by a later document or file, says only what is new: the anchor is not known there.
    const isLaidOver = step.kind === "extends" || (step.kind === "alias" && !home);
    const value = isLaidOver ? increment(this.sites.tree, shared, operations) : this.valueOf(shared, operations);
    if (home?.kind === "entry") return edits(file, replaceValue(file, home.mapping, home.entry, value, style));
    if (home) return edits(file, replaceItem(file, home.sequence, home.item, value, style));
    const key = String(path.at(-1));
    if (node.kind === "mapping") this.entries.add({ file, mapping: node }, path.slice(0, -1), key, value);
    else if (node.kind === "sequence" && parent.kind === "mapping" && parent.listed === true && typeof value !== "object") return [{ kind: "item", file, sequence: node, item: `${key}=${String(value)}` }];
    else refuse("the value is shared with others through an anchor");
    return [];
  }

  private valueOf(shared: Shared, operations: readonly Operation[]): Writable {
    // `KEY=value` in a list is changed as the text that it is.
    const isNamed = shared.parent.kind === "mapping" && shared.parent.origin.node.kind === "sequence";
    const whole = isNamed ? undefined : operations.findLast((operation) => operation.path.length === shared.path.length && (operation.kind === "set" || operation.kind === "copy"));
    if (whole?.kind === "set") return whole.value;
    if (whole?.kind === "copy") return asWritten(this.sites.tree, whole.from);
    const anchor = shared.step.kind === "alias" ? shared.step.name : undefined;
    return ownValue(this.sites.written, shared, anchor, this.planBehind(operations, shared.path.length));
  }

  private rename(home: Home, name: string): readonly Change[] {
    return home.kind === "entry" ? edits(home.file, renameKey(home.entry, name, this.sites.written.styleOf(home.file))) : refuse("the name is an item of a list, not a key");
  }

  private editable(home: Home): Home {
    this.sites.editable(home.file);
    return home;
  }
}

/** The alias by which something arrives; what is merged in or inherited has no place of its own. */
function localHome({ parent, path, step }: Shared): Home | undefined {
  const { file, node } = parent.origin;
  if (step.kind !== "alias") return undefined;
  if (node.kind === "mapping") {
    const entry = writtenEntry(node, String(path.at(-1)));
    return entry && { kind: "entry", file, mapping: node, entry };
  }
  const item = node.kind === "sequence" ? node.items.find(({ value }) => value.kind === "alias" && value.range.start === step.range.start) : undefined;
  return node.kind === "sequence" && item ? { kind: "item", file, sequence: node, item } : undefined;
}

/** Takes a key or an item out. */
export function removal(home: Home): Change {
  return home.kind === "entry"
    ? { kind: "removal", file: home.file, collection: home.mapping, indexes: new Set([home.mapping.entries.indexOf(home.entry)]) }
    : { kind: "removal", file: home.file, collection: home.sequence, indexes: new Set([home.sequence.items.indexOf(home.item)]) };
}

function cannotGo({ step }: Shared): string {
  return step.kind === "extends"
    ? "the key is inherited by `extends`, and cannot be taken out of one service alone"
    : "the key arrives by `<<` from an anchor, and what is merged cannot be taken out of one mapping alone";
}
