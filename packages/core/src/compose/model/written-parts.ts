import type { SourceFile } from "../../text/source-file.js";
import type { YamlMapping, YamlNode, YamlSequence } from "../../yaml/nodes.js";
import type { Project } from "../load.js";
import type { Path } from "../path.js";
import { firstLine, type Place } from "../place.js";
import { remember } from "../remember.js";
import type { Tree } from "../tree.js";

/** A mapping or list as one file has it. What arrives by an alias, `<<` or `extends` is written elsewhere. */
export interface WrittenCollection {
  readonly file: SourceFile;
  readonly path: Path;
  readonly node: YamlMapping | YamlSequence;
  /** Its key; of a whole document, its first line. */
  readonly place: Place;
}

/** The keys of a mapping, or the names in a list, as they stand in one file, whatever others say at the same path. */
export interface WrittenParts extends WrittenCollection {
  readonly parts: readonly WrittenPart[];
}

export interface WrittenPart {
  /** The key, or the name in a list. */
  readonly name: string;
  readonly place: Place;
  readonly value: YamlNode;
}

/** What the project's own and included files say at the paths that a pattern names; `*` stands for any one key. */
export function writtenCollections(project: Project, pattern: readonly string[]): readonly WrittenCollection[] {
  return filesInEffect(project).flatMap((file) => (project.roots.get(file) ?? []).flatMap((root) => collectionsBelow(file, root, pattern, [], { file, range: firstLine(file, root.range) })));
}

/** The same, part by part; what has a part without a name, or two of one name, is left out. */
export function writtenParts(project: Project, pattern: readonly string[]): readonly WrittenParts[] {
  return writtenCollections(project, pattern).flatMap((collection) => {
    const parts = partsOf(collection);
    return parts ? [{ ...collection, parts }] : [];
  });
}

/** A file that only lends a service to `extends` is a project's own somewhere else. */
const filesInEffect = remember((project: Project): readonly SourceFile[] => {
  const own = new Set(project.files.filter(({ path }) => project.request.files.includes(path)));
  const visit = (node: Tree, depth: number): void => {
    if (!node.origin.via.some(({ kind }) => kind === "extends")) own.add(node.origin.file);
    if (depth > 0 && node.kind === "mapping") for (const child of node.entries.values()) visit(child, depth - 1);
  };
  // Sections, what they define, and the keys of that.
  if (project.tree) visit(project.tree, 3);
  return project.files.filter((file) => own.has(file));
});

function collectionsBelow(file: SourceFile, node: YamlNode, [step, ...rest]: readonly string[], path: Path, place: Place): readonly WrittenCollection[] {
  if (step === undefined) return node.kind === "mapping" || node.kind === "sequence" ? [{ file, path, node, place }] : [];
  if (node.kind !== "mapping") return [];
  return node.entries.flatMap(({ key, value }) =>
    key.kind === "scalar" && (step === "*" || step === key.text) ? collectionsBelow(file, value, rest, [...path, key.text], { file, range: key.range }) : [],
  );
}

function partsOf({ file, node }: WrittenCollection): readonly WrittenPart[] | undefined {
  const named = node.kind === "mapping" ? node.entries : node.items.map(({ value }) => ({ key: value, value }));
  const parts = named.flatMap(({ key, value }) => (key.kind === "scalar" ? [{ name: key.text, place: { file, range: key.range }, value }] : []));
  return parts.length === named.length && new Set(parts.map(({ name }) => name)).size === parts.length ? parts : undefined;
}
