import type { Operation } from "../compose/operation.js";
import { nodeAt, type Mapping } from "../compose/tree.js";
import type { YamlNode } from "../yaml/nodes.js";
import { identityOf, type Diagnostic } from "./lint.js";
import { ownerOf, Sharing } from "./sharing.js";

/** Findings that one edit mends. */
export interface Group {
  /** The first one's operations say where the edit is to be made. */
  readonly diagnostics: readonly [Diagnostic, ...Diagnostic[]];
  /** Whether what is edited is shared, and all who share it are in the group. */
  readonly atAnchor: boolean;
}

/**
 * What several services have in common (an anchor, or a service that others merge or extend) is edited once, where it is written, if
 * all of them want the same. If not, each finding is a group of its own. `separately` holds the identities of findings that did not
 * hold together.
 */
export function groupByNode(tree: Mapping, wanted: readonly Diagnostic[], separately: ReadonlySet<string>): readonly Group[] {
  const sharing = new Sharing(tree);
  const numbers = new Map<YamlNode, number>();
  const groups = new Map<string, { readonly diagnostics: [Diagnostic, ...Diagnostic[]]; readonly nodes: readonly YamlNode[]; isAtSource: boolean }>();
  for (const diagnostic of wanted) {
    const operations = diagnostic.fix?.operations ?? [];
    const edited = operations.map((operation) => editedNode(tree, operation));
    const nodes = edited.map((node) => sharing.sourceOf(node));
    const isAtSource = nodes.every((node, index) => node === edited[index]);
    for (const node of nodes) if (!numbers.has(node)) numbers.set(node, numbers.size);
    const key = JSON.stringify([diagnostic.rule, operations.map(withoutOwner), nodes.map((node) => numbers.get(node))]);
    const group = groups.get(key);
    if (!group) groups.set(key, { diagnostics: [diagnostic], nodes, isAtSource });
    else if (group.isAtSource || !isAtSource) group.diagnostics.push(diagnostic);
    else {
      group.diagnostics.unshift(diagnostic);
      group.isAtSource = true;
    }
  }

  return [...groups.values()].flatMap(({ diagnostics, nodes }): readonly Group[] => {
    const owners = new Set(diagnostics.flatMap(({ fix }) => (fix?.operations ?? []).map(({ path }) => ownerOf(path))));
    const isShared = diagnostics.length > 1 || nodes.some((node) => sharing.arrivesElsewhere(node));
    const together = isShared && nodes.every((node) => sameMembers(sharing.usersOf(node), owners)) && !diagnostics.some((diagnostic) => separately.has(identityOf(diagnostic)));
    return together ? [{ diagnostics, atAnchor: true }] : diagnostics.map((diagnostic) => ({ diagnostics: [diagnostic], atAnchor: false }));
  });
}

function withoutOwner(operation: Operation): unknown {
  return { ...operation, path: operation.path.slice(2), ...("from" in operation ? { from: operation.from.slice(2) } : {}) };
}

/** The written node that an operation edits: the value it changes, or the mapping that gets, loses or renames a key. */
function editedNode(tree: Mapping, { kind, path }: Operation): YamlNode {
  let length = kind === "remove" || kind === "rename" ? path.length - 1 : path.length;
  while (length > 0 && !nodeAt(tree, path.slice(0, length))) length -= 1;
  return (nodeAt(tree, path.slice(0, length)) ?? tree).origin.node;
}

function sameMembers(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...b].every((member) => a.has(member));
}
