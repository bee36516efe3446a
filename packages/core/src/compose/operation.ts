import type { Path } from "./path.js";
import { emptyMapping, isPlainList, isPlainMapping, type Plain, type PlainScalar } from "./plain.js";

/**
 * What must hold of the effective configuration after a fix. Says nothing about text: the patch engine finds out how to write it.
 * A path that ends in a number names an item of a list. All paths mean the configuration as it is before any of the operations. A
 * value may be in any spelling that Compose understands, such as a port's short syntax.
 */
export type Operation =
  /** The value at `path` becomes `value`; mappings on the way that do not exist are made. */
  | { readonly kind: "set"; readonly path: Path; readonly value: Plain; readonly after?: string }
  /** The value at `path` becomes what stands at `from`, written the same way, variables included. */
  | { readonly kind: "copy"; readonly path: Path; readonly from: Path; readonly after?: string }
  /** The list at `path` gets one more item; the list is made if there is none. */
  | { readonly kind: "append"; readonly path: Path; readonly item: Plain }
  /** An item is put in front of the one at `path`. */
  | { readonly kind: "insert"; readonly path: Path; readonly item: Plain }
  /** A key, or an item of a list, goes. */
  | { readonly kind: "remove"; readonly path: Path }
  /** The last key of `path` gets another name; its value stays. */
  | { readonly kind: "rename"; readonly path: Path; readonly key: string }
  /**
   * The keys of the mapping, or the items of the list (by their present index), at `path` stand in this order; what is not named follows
   * as it stood. With a `file`, the keys or names that this file has at `path`, all of them, do: their order means nothing.
   */
  | { readonly kind: "arrange"; readonly path: Path; readonly order: readonly (string | number)[]; readonly file?: string }
  /**
   * What is written at `path` is taken as the text that it is: in quotes, so that it is no number, without them, or with its dollar
   * signs escaped, so that they name no variable. `value` is that text, absent where it was read as such before.
   */
  | { readonly kind: "respell"; readonly path: Path; readonly as: "quoted" | "plain" | "escaped"; readonly value?: string }
  /** What a file says at `path` in a list of `KEY=value` becomes a mapping, or the other way round; it means the same. */
  | { readonly kind: "respell"; readonly path: Path; readonly as: "mapping" | "list"; readonly file: string; readonly value?: undefined };

/** Where a new key may well stand: a hint that the patch engine follows if that key is written in the same mapping. */
interface Placement {
  readonly after?: string;
}

export function set(path: Path, value: Plain, placement: Placement = {}): Operation {
  return { kind: "set", path, value, ...placement };
}

export function copy(from: Path, path: Path, placement: Placement = {}): Operation {
  return { kind: "copy", path, from, ...placement };
}

export function append(path: Path, item: Plain): Operation {
  return { kind: "append", path, item };
}

export function insert(path: Path, item: Plain): Operation {
  return { kind: "insert", path, item };
}

export function arrange(path: Path, order: readonly (string | number)[], file?: string): Operation {
  return { kind: "arrange", path, order, ...(file === undefined ? {} : { file }) };
}

export function remove(path: Path): Operation {
  return { kind: "remove", path };
}

export function rename(path: Path, key: string): Operation {
  return { kind: "rename", path, key };
}

export function respell(path: Path, as: "quoted" | "plain" | "escaped", value?: string): Operation {
  return { kind: "respell", path, as, ...(value === undefined ? {} : { value }) };
}

export function respellAssignments(path: Path, as: "mapping" | "list", file: string): Operation {
  return { kind: "respell", path, as, file };
}

/** The meaning of operations, free of any text. Kept so simple that it is obviously right: the proof of every fix rests on it. */
export function applyOperations(model: Plain, operations: readonly Operation[]): Plain {
  // One copy for all operations: a project of thousands of services has tens of thousands of them.
  return inOrder(operations).reduce((draft, operation) => applyOne(draft, operation), draftOf(model));
}

/** What gives other paths another meaning comes after everything else: the deepest first, and within a list from its end to its beginning. */
function inOrder(operations: readonly Operation[]): readonly Operation[] {
  // Of several items that are put in front of one, the last one stands next to it.
  const inserted = operations.filter(({ kind }) => kind === "insert").reverse();
  const others = operations.filter(({ kind }) => kind !== "insert");
  return [...others, ...inserted].sort((a, b) => shiftOf(b).depth - shiftOf(a).depth || shiftOf(b).from - shiftOf(a).from);
}

/** How deep an operation moves what others may mean, and from which place on. */
function shiftOf({ kind, path }: Operation): { readonly depth: number; readonly from: number } {
  const last = path.at(-1);
  if (kind === "arrange") return { depth: path.length, from: -1 };
  if (kind === "rename") return { depth: path.length - 1, from: 0 };
  if ((kind === "remove" || kind === "insert") && typeof last === "number") return { depth: path.length - 1, from: last };
  return { depth: Number.MAX_SAFE_INTEGER, from: 0 };
}

/** Plain data that is ours alone and may be changed in place. */
type Draft = PlainScalar | DraftCollection;
type DraftCollection = Draft[] | { [key: string]: Draft };

function applyOne(model: Draft, operation: Operation): Draft {
  const { path } = operation;
  switch (operation.kind) {
    case "set":
      return change(model, path, () => draftOf(operation.value));
    case "copy": {
      const value = valueAt(model, operation.from);
      return value === undefined ? model : change(model, path, () => draftOf(value));
    }
    case "append":
      return change(model, path, (list) => [...(Array.isArray(list) ? list : []), draftOf(operation.item)]);
    case "insert": {
      const item = draftOf(operation.item);
      return change(model, path.slice(0, -1), (list) => (Array.isArray(list) ? list.toSpliced(Number(path.at(-1)), 0, item) : list));
    }
    case "remove":
      return change(model, path, () => undefined);
    case "arrange":
      return change(model, path, (value) => (Array.isArray(value) ? arrangedItems(value, operation.order) : value));
    case "rename": {
      const value = valueAt(model, path);
      if (value === undefined) return model;
      return change(change(model, path, () => undefined), [...path.slice(0, -1), operation.key], () => value);
    }
    case "respell": {
      const { value } = operation;
      return value === undefined ? model : change(model, path, () => value);
    }
  }
}

function arrangedItems(items: readonly Draft[], order: readonly (string | number)[]): Draft[] {
  const named = order.map(Number);
  const rest = [...items.keys()].filter((index) => !named.includes(index));
  return [...named, ...rest].map((index) => items[index] ?? null);
}

function draftOf(value: Plain): Draft {
  if (isPlainMapping(value)) {
    const draft = emptyMapping<Draft>();
    for (const [key, held] of Object.entries(value)) draft[key] = draftOf(held);
    return draft;
  }
  return isPlainList(value) ? value.map(draftOf) : value;
}

function valueAt(model: Draft, path: Path): Draft | undefined {
  let value: Draft | undefined = model;
  for (const step of path) {
    if (Array.isArray(value)) value = typeof step === "number" ? value[step] : undefined;
    else value = typeof value === "object" && value !== null ? value[step] : undefined;
  }
  return value;
}

/** The draft with the value at `path` replaced by what `update` makes of it; undefined removes it. Mappings that are missing on the way are made. */
function change(model: Draft, path: Path, update: (value: Draft | undefined) => Draft | undefined): Draft {
  const top: { [key: string]: Draft } = { "": model };
  let holder: DraftCollection = top;
  let key: string | number = "";
  for (const step of path) {
    const held: Draft | undefined = Array.isArray(holder) ? holder[Number(key)] : holder[key];
    if (held === undefined && Array.isArray(holder)) return model;
    const next: DraftCollection = typeof held === "object" && held !== null ? held : emptyMapping<Draft>();
    if (Array.isArray(holder)) holder[Number(key)] = next;
    else holder[key] = next;
    holder = next;
    key = step;
  }
  replaceHeld(holder, key, update);
  return top[""] ?? null;
}

function replaceHeld(holder: DraftCollection, key: string | number, update: (value: Draft | undefined) => Draft | undefined): void {
  if (Array.isArray(holder)) {
    const index = Number(key);
    const value = index in holder ? update(holder[index]) : undefined;
    if (value === undefined) holder.splice(index, 1);
    else holder[index] = value;
    return;
  }
  const value = update(holder[key]);
  // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- the mapping is ours alone and has no prototype
  if (value === undefined) delete holder[key];
  else holder[key] = value;
}
