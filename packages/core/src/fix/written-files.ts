import type { Project } from "../compose/load.js";
import type { Path } from "../compose/path.js";
import type { SourceFile } from "../text/source-file.js";
import type { YamlEntry, YamlItem, YamlMapping, YamlNode, YamlSequence } from "../yaml/nodes.js";
import type { WritingStyle } from "../yaml/write.js";
import { writtenEntry } from "./edit-mapping.js";
import { habitsOf } from "./habits.js";

/** What holds a node in its file. */
export type Home =
  | { readonly kind: "entry"; readonly file: SourceFile; readonly mapping: YamlMapping; readonly entry: YamlEntry }
  | { readonly kind: "item"; readonly file: SourceFile; readonly sequence: YamlSequence; readonly item: YamlItem };

/** A mapping, and the file that it is written in. */
export interface WrittenMapping {
  readonly file: SourceFile;
  readonly mapping: YamlMapping;
}

/** Anything that is written, and its file. */
export interface WrittenNode {
  readonly file: SourceFile;
  readonly node: YamlNode;
}

/** The files of a project as they are written: what stands where, and how each is usually written. Found out when first asked for. */
export class WrittenFiles {
  private homes: ReadonlyMap<YamlNode, Home> | undefined;
  private readonly habits = new Map<SourceFile, WritingStyle>();
  private readonly bodies = new Map<SourceFile, readonly YamlMapping[]>();

  constructor(private readonly project: Project) {}

  /** What holds a node; nothing for the root of a document. */
  homeOf(node: YamlNode): Home | undefined {
    this.homes ??= findHomes(this.project.roots);
    return this.homes.get(node);
  }

  /** How a file is written; new text in it follows its habits. */
  styleOf(file: SourceFile): WritingStyle {
    const known = this.habits.get(file);
    if (known) return known;
    const style = habitsOf(file, this.project.roots.get(file) ?? []);
    this.habits.set(file, style);
    return style;
  }

  /** The services that are written in a file, each with its keys. */
  servicesOf(file: SourceFile): readonly YamlMapping[] {
    const known = this.bodies.get(file);
    if (known) return known;
    const services = (this.project.roots.get(file) ?? []).map((root) => writtenAt(root, ["services"]));
    const bodies = services.flatMap((node) => (node?.kind === "mapping" ? node.entries.map(({ value }) => value) : [])).filter((value) => value.kind === "mapping");
    this.bodies.set(file, bodies);
    return bodies;
  }

  /** What is written at a path in the project's own files, in the order in which they are laid over each other. */
  nodesAt(path: Path): readonly WrittenNode[] {
    return this.project.request.files.flatMap((name) => this.nodesIn(name, path));
  }

  /** What is written at a path in the documents of one file, which may be an included one. */
  nodesIn(name: string, path: Path): readonly WrittenNode[] {
    const file = this.project.files.find((source) => source.path === name);
    if (!file) return [];
    const nodes = (this.project.roots.get(file) ?? []).map((root) => writtenAt(root, path));
    return nodes.filter((node) => node !== undefined).map((node) => ({ file, node }));
  }

  /** Whether a file is laid over another one; what is included or extended lies below all the project's own files. */
  isOver(upper: SourceFile, lower: SourceFile): boolean {
    const { files } = this.project.request;
    return files.indexOf(upper.path) > files.indexOf(lower.path);
  }
}

/** What is written under keys, without following aliases or merge keys. */
function writtenAt(root: YamlNode, path: Path): YamlNode | undefined {
  return path.reduce<YamlNode | undefined>((node, key) => (node?.kind === "mapping" ? writtenEntry(node, String(key))?.value : undefined), root);
}

function findHomes(roots: Project["roots"]): ReadonlyMap<YamlNode, Home> {
  const homes = new Map<YamlNode, Home>();
  const visit = (file: SourceFile, node: YamlNode): void => {
    if (node.kind === "mapping") {
      for (const entry of node.entries) {
        homes.set(entry.value, { kind: "entry", file, mapping: node, entry });
        visit(file, entry.value);
      }
    } else if (node.kind === "sequence") {
      for (const item of node.items) {
        homes.set(item.value, { kind: "item", file, sequence: node, item });
        visit(file, item.value);
      }
    }
  };
  for (const [file, documents] of roots) for (const root of documents) visit(file, root);
  return homes;
}
