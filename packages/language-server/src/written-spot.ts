import type { Project, Range, SourceFile, YamlEntry, YamlNode } from "@compose-lint/core";

/** What is written at a place of a file. */
export interface WrittenSpot {
  readonly file: SourceFile;
  /** The keys and places in lists that lead to it. */
  readonly path: readonly (string | number)[];
  /** The key, or the value, that the place is in. */
  readonly part: "key" | "value";
  /** The key or value itself. */
  readonly range: Range;
  /** The value; of a key, the one under it. */
  readonly node: YamlNode;
  /** The entry of a mapping that the key or value belongs to; absent in a list. */
  readonly entry?: YamlEntry;
}

/** Finds what is written at a place; nothing between keys and values, or in a comment. */
export function spotAt({ roots }: Project, file: SourceFile, offset: number): WrittenSpot | undefined {
  const root = (roots.get(file) ?? []).findLast(({ range }) => holds(range, offset));
  return root && spotIn(file, root, [], offset);
}

function spotIn(file: SourceFile, node: YamlNode, path: WrittenSpot["path"], offset: number): WrittenSpot | undefined {
  if (node.kind === "mapping") {
    const entry = node.entries.findLast(({ key, value }) => holds(key.range, offset) || holds(value.range, offset));
    if (!entry) return undefined;
    const { key, value } = entry;
    const below = [...path, key.kind === "scalar" ? key.text : ""];
    if (holds(key.range, offset)) return { file, path: below, part: "key", range: key.range, node: value, entry };
    const deeper = spotIn(file, value, below, offset);
    return deeper && isScalar(value) ? { ...deeper, entry } : deeper;
  }
  if (node.kind === "sequence") {
    const index = node.items.findLastIndex(({ value }) => holds(value.range, offset));
    const item = node.items[index];
    return item && spotIn(file, item.value, [...path, index], offset);
  }
  return { file, path, part: "value", range: node.range, node };
}

function isScalar({ kind }: YamlNode): boolean {
  return kind === "scalar" || kind === "alias";
}

/** The end counts as well: a cursor stands between characters. */
function holds({ start, end }: Range, offset: number): boolean {
  return start <= offset && offset <= end;
}

/** The keys under which a path is written in the files of a project, in the order in which these were read. */
export function entriesAt({ files, roots }: Project, path: WrittenSpot["path"]): readonly { readonly file: SourceFile; readonly entry: YamlEntry }[] {
  return files.flatMap((file) => (roots.get(file) ?? []).flatMap((root) => {
    const entry = entryIn(root, path);
    return entry ? [{ file, entry }] : [];
  }));
}

function entryIn(root: YamlNode, path: WrittenSpot["path"]): YamlEntry | undefined {
  let node: YamlNode | undefined = root;
  let entry: YamlEntry | undefined;
  for (const step of path) {
    if (node?.kind === "mapping") {
      entry = node.entries.find(({ key }) => key.kind === "scalar" && key.text === String(step));
      node = entry?.value;
    } else if (node?.kind === "sequence" && typeof step === "number") {
      entry = undefined;
      node = node.items[step]?.value;
    } else return undefined;
  }
  return entry;
}
