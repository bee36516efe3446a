import type { Path } from "../compose/path.js";
import type { Mapping, Tree } from "../compose/tree.js";
import { loansOf } from "../fix/shared.js";
import type { WrittenFiles, WrittenMapping } from "../fix/written-files.js";
import type { YamlNode } from "../yaml/nodes.js";

/** Who has what in common: values that arrive by alias, merge key or `extends`, and mappings whose keys several services inherit. */
export class Sharing {
  /** Nearly every node has one user. */
  private readonly users = new Map<YamlNode, string | Set<string>>();
  private readonly travelling = new Set<YamlNode>();
  /** For a service's own mapping, the one that it takes keys from. */
  private readonly sources = new Map<YamlNode, WrittenMapping>();

  /** Templates under `x-…` are no users. */
  constructor(tree: Mapping, written: WrittenFiles) {
    for (const [section, node] of tree.entries) {
      if (section.startsWith("x-")) continue;
      this.visit(node, ownerOf([section]));
      for (const [key, child] of childrenOf(node)) {
        const owner = ownerOf([section, key]);
        this.visitAll(child, owner);
        const source = sourceFor(child, written);
        if (!source) continue;
        this.sources.set(child.origin.node, source);
        this.use(source.mapping, owner);
      }
    }
  }

  /** Where a key has to be added so that it reaches all who inherit from there; nothing if nobody is inherited from. */
  sourceOf(node: YamlNode): WrittenMapping | undefined {
    const seen = new Set<YamlNode>();
    let source: WrittenMapping | undefined;
    for (let next = this.sources.get(node); next && !seen.has(next.mapping); next = this.sources.get(next.mapping)) {
      seen.add(next.mapping);
      source = next;
    }
    return source;
  }

  /** The services, networks, volumes … in which a node takes effect. */
  usersOf(node: YamlNode): ReadonlySet<string> {
    const users = this.users.get(node);
    return typeof users === "object" ? users : new Set(users === undefined ? [] : [users]);
  }

  /** Whether a node takes effect somewhere else than where it is written. */
  arrivesElsewhere(node: YamlNode): boolean {
    return this.travelling.has(node);
  }

  private visitAll(node: Tree, owner: string): void {
    this.visit(node, owner);
    for (const [, child] of childrenOf(node)) this.visitAll(child, owner);
  }

  private visit(node: Tree, owner: string): void {
    this.use(node.origin.node, owner);
    if (loansOf(node).length > 0) this.travelling.add(node.origin.node);
  }

  private use(node: YamlNode, owner: string): void {
    const users = this.users.get(node);
    if (users === undefined) this.users.set(node, owner);
    else if (typeof users === "object") users.add(owner);
    else if (users !== owner) this.users.set(node, new Set([users, owner]));
  }
}

/** The mapping from which a service gets the first of the keys that it inherits. */
function sourceFor(service: Tree, written: WrittenFiles): WrittenMapping | undefined {
  if (service.kind !== "mapping") return undefined;
  for (const child of service.entries.values()) {
    if (!loansOf(child).some((kind) => kind !== "alias")) continue;
    const home = written.homeOf(child.origin.node);
    if (home?.kind === "entry" && home.mapping !== service.origin.node) return home;
  }
  return undefined;
}

function childrenOf(node: Tree): Iterable<readonly [string | number, Tree]> {
  if (node.kind === "scalar") return [];
  return node.kind === "mapping" ? node.entries : node.items.entries();
}

/** `["services", "web", …]` belongs to the service web. */
export function ownerOf(path: Path): string {
  return JSON.stringify(path.slice(0, 2));
}
