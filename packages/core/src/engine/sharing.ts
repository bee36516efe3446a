import type { Path } from "../compose/path.js";
import type { Mapping, Tree } from "../compose/tree.js";
import type { YamlNode } from "../yaml/nodes.js";

/** Who has what in common: values that arrive by alias, merge key or `extends`, and services whose keys others inherit. */
export class Sharing {
  private readonly users = new Map<YamlNode, Set<string>>();
  private readonly travelling = new Set<YamlNode>();
  /** A service's own mapping, for a mapping that takes keys from it. */
  private readonly sources = new Map<YamlNode, YamlNode>();

  /** Templates under `x-…` are no users. */
  constructor(tree: Mapping) {
    const owners: { readonly name: string; readonly tree: Tree }[] = [];
    const visit = (node: Tree, owner: string): void => {
      const { node: written, via } = node.origin;
      const users = this.users.get(written) ?? new Set<string>();
      this.users.set(written, users.add(owner));
      if (via.some((step) => step.kind !== "next-document")) this.travelling.add(written);
    };
    const visitAll = (node: Tree, owner: string): void => {
      visit(node, owner);
      for (const [, child] of childrenOf(node)) visitAll(child, owner);
    };
    for (const [section, node] of tree.entries) {
      if (section.startsWith("x-")) continue;
      visit(node, ownerOf([section]));
      for (const [key, child] of childrenOf(node)) {
        const name = ownerOf([section, key]);
        owners.push({ name, tree: child });
        visitAll(child, name);
      }
    }

    const homes = new Map<YamlNode, YamlNode>();
    for (const { tree: owner } of owners) {
      const { node } = owner.origin;
      if (node.kind === "mapping") for (const { value } of node.entries) homes.set(value, node);
    }
    for (const { name, tree: owner } of owners) {
      const own = owner.origin.node;
      const inherited = owner.kind === "mapping" ? [...owner.entries.values()].filter(isInherited) : [];
      const home = inherited.map(({ origin }) => homes.get(origin.node)).find((mapping) => mapping && mapping !== own);
      if (!home) continue;
      this.sources.set(own, home);
      this.users.get(home)?.add(name);
    }
  }

  /** Where a key has to be added so that it reaches all who inherit from there; the node itself if it inherits from no other service. */
  sourceOf(node: YamlNode): YamlNode {
    const seen = new Set<YamlNode>();
    let source = node;
    for (let next = this.sources.get(source); next && !seen.has(next); next = this.sources.get(source)) {
      seen.add(next);
      source = next;
    }
    return source;
  }

  /** The services, networks, volumes … in which a node takes effect. */
  usersOf(node: YamlNode): ReadonlySet<string> {
    return this.users.get(node) ?? new Set();
  }

  /** Whether a node takes effect somewhere else than where it is written. */
  arrivesElsewhere(node: YamlNode): boolean {
    return this.travelling.has(node);
  }
}

function childrenOf(node: Tree): Iterable<readonly [string | number, Tree]> {
  if (node.kind === "scalar") return [];
  return node.kind === "mapping" ? node.entries : node.items.entries();
}

function isInherited({ origin }: Tree): boolean {
  return origin.via.some(({ kind }) => kind === "merge-key" || kind === "extends");
}

/** `["services", "web", …]` belongs to the service web. */
export function ownerOf(path: Path): string {
  return JSON.stringify(path.slice(0, 2));
}
