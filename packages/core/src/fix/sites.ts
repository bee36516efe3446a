import type { Path } from "../compose/path.js";
import { nodeAt, type Mapping } from "../compose/tree.js";
import type { SourceFile } from "../text/source-file.js";
import type { YamlItem, YamlNode } from "../yaml/nodes.js";
import { writtenEntry } from "./edit-mapping.js";
import { refuse } from "./refusal.js";
import type { Home, WrittenFiles, WrittenMapping } from "./written-files.js";

/** Says where parts of the effective configuration are written, and where new ones may be. */
export class Sites {
  constructor(
    readonly tree: Mapping,
    readonly written: WrittenFiles,
    private readonly mayEdit: (path: string) => boolean,
  ) {}

  isEditable({ path }: SourceFile): boolean {
    return this.mayEdit(path);
  }

  /** @throws Refusal that says which file would have to be fixed. */
  editable(file: SourceFile): SourceFile {
    if (!this.mayEdit(file.path)) refuse(`it is written in ${file.path}, which is not among the files to be fixed`);
    return file;
  }

  /** Where the key or the item is written that takes effect, in a file that may be changed. */
  homeAt(path: Path): Home {
    const key = path.at(-1);
    const node = nodeAt(this.tree, path)?.origin.node;
    const parent = nodeAt(this.tree, path.slice(0, -1))?.origin.node;
    const home = node && this.written.homeOf(node);
    if (node !== undefined && node === parent) refuse("it is a part of a short form, which is not written without it");
    const isThere = home && (home.kind === "item" || keyOf(home) === key);
    if (!isThere) refuse("the key is not written where it takes effect");
    this.editable(home.file);
    return home;
  }

  /** The key behind which a single value stands for a list that has `path` as its only item; nothing if the list is written as one. */
  homeOfSingle(path: Path): (Home & { readonly kind: "entry" }) | undefined {
    const list = nodeAt(this.tree, path.slice(0, -1));
    const { node } = list?.origin ?? {};
    const home = list?.kind === "sequence" && node?.kind === "scalar" && nodeAt(this.tree, path)?.origin.node === node ? this.written.homeOf(node) : undefined;
    return home?.kind === "entry" ? home : undefined;
  }

  /** Everywhere that a key is written, in all that is laid over each other: the value that takes effect hides the others. */
  homesAt(path: Path): readonly Home[] {
    const home = this.homeAt(path);
    const name = path.at(-1);
    if (typeof name !== "string") return [home];
    const others = this.written.nodesAt(path.slice(0, -1)).flatMap(({ file, node }): readonly Home[] => {
      if (node.kind === "mapping") {
        const entry = writtenEntry(node, name);
        return entry ? [{ kind: "entry", file, mapping: node, entry }] : [];
      }
      if (node.kind !== "sequence") return [];
      return node.items.filter((item) => nameOf(item) === name).map((item) => ({ kind: "item", file, sequence: node, item }));
    });
    const hidden = others.filter((other) => partOf(other) !== partOf(home));
    for (const { file } of hidden) this.editable(file);
    return [home, ...hidden];
  }

  /** Of the mappings that are laid over each other at `path`, the one that has the key which takes effect, if it may be changed. */
  mappingWith(path: Path, key: string): WrittenMapping | undefined {
    const places = this.written.nodesAt(path).flatMap(({ file, node }) => (node.kind === "mapping" && writtenEntry(node, key) ? [{ file, mapping: node }] : []));
    const place = places.at(-1);
    return place && this.isEditable(place.file) ? place : undefined;
  }

  /**
   * Where something may be said about `path` that is laid over `file`: the deepest mapping on the way that stands in a file which may
   * be changed. Of what is there at all, no more than a key is added: services are not spread over files that do not have them.
   */
  overlay(path: Path, file?: SourceFile): { readonly place: WrittenMapping; readonly path: Path } | undefined {
    const shallowest = path[0] === "services" || nodeAt(this.tree, path.slice(0, 2)) ? 2 : 0;
    for (let length = path.length - 1; length >= shallowest; length -= 1) {
      const above = path.slice(0, length);
      const places = this.written.nodesAt(above).flatMap((found): readonly WrittenMapping[] => (found.node.kind === "mapping" ? [{ file: found.file, mapping: found.node }] : []));
      const free = places.findLast((place) => this.isEditable(place.file) && (!file || this.written.isOver(place.file, file)) && !writtenEntry(place.mapping, String(path[length])));
      if (free) return { place: free, path: above };
    }
    return undefined;
  }

  homeOf(node: YamlNode | undefined): Home | undefined {
    return node && this.written.homeOf(node);
  }
}

function partOf(home: Home): unknown {
  return home.kind === "entry" ? home.entry : home.item;
}

function keyOf(home: Home): string | undefined {
  return home.kind === "entry" && home.entry.key.kind === "scalar" ? home.entry.key.text : undefined;
}

/** The name in `KEY=value`, or in a list of names. */
function nameOf({ value }: YamlItem): string | undefined {
  return value.kind === "scalar" ? value.text.split("=", 1)[0] : undefined;
}
