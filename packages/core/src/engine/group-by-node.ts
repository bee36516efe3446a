import type { Operation } from "../compose/operation.js";
import { nodeAt, type Mapping } from "../compose/tree.js";
import type { WrittenFiles, WrittenMapping } from "../fix/written-files.js";
import type { YamlNode } from "../yaml/nodes.js";
import { identityOf, type Diagnostic } from "./lint.js";
import { ownerOf, Sharing } from "./sharing.js";

/** Findings that one edit mends. */
export interface Group {
  /** The first one's operations say where the edit is to be made. */
  readonly diagnostics: readonly [Diagnostic, ...Diagnostic[]];
  /** Whether what is edited is shared, and all who share it are in the group. */
  readonly atAnchor: boolean;
  /** What all of them inherit keys from: new keys go there. */
  readonly source?: WrittenMapping;
}

/** Findings of one rule with the same operations on the same nodes. */
interface Candidate {
  readonly diagnostics: [Diagnostic, ...Diagnostic[]];
  readonly nodes: readonly YamlNode[];
  readonly source: WrittenMapping | undefined;
}

/**
 * What several services have in common (an anchor, a template, or a service that others merge or extend) is edited once, where it is
 * written, if all of them want the same. If not, each finding is a group of its own. `separately` holds the identities of findings
 * that did not hold together.
 */
export function groupByNode(tree: Mapping, written: WrittenFiles, wanted: readonly Diagnostic[], separately: ReadonlySet<string>): readonly Group[] {
  const sharing = new Sharing(tree, written);
  const numbers = new Map<YamlNode, number>();
  const candidates = new Map<string, Candidate>();
  for (const diagnostic of wanted) {
    const operations = diagnostic.fix?.operations ?? [];
    const edited = operations.map((operation) => editedNode(tree, operation));
    const sources = edited.map((node) => sharing.sourceOf(node));
    const nodes = edited.map((node, index) => sources[index]?.mapping ?? node);
    for (const node of nodes) if (!numbers.has(node)) numbers.set(node, numbers.size);
    const key = JSON.stringify([diagnostic.rule, operations.map(withoutOwner), nodes.map((node) => numbers.get(node))]);
    const candidate = candidates.get(key);
    if (candidate) candidate.diagnostics.push(diagnostic);
    else candidates.set(key, { diagnostics: [diagnostic], nodes, source: sources.find((source) => source !== undefined) });
  }

  return [...candidates.values()].flatMap(({ diagnostics, nodes, source }): readonly Group[] => {
    const owners = new Set(diagnostics.flatMap(({ fix }) => (fix?.operations ?? []).map(({ path }) => ownerOf(path))));
    const isShared = diagnostics.length > 1 || nodes.some((node) => sharing.arrivesElsewhere(node));
    const together = isShared && nodes.every((node) => sameMembers(sharing.usersOf(node), owners)) && !diagnostics.some((diagnostic) => separately.has(identityOf(diagnostic)));
    return together ? [{ diagnostics, atAnchor: true, ...(source ? { source } : {}) }] : diagnostics.map((diagnostic) => ({ diagnostics: [diagnostic], atAnchor: false }));
  });
}

function withoutOwner(operation: Operation): unknown {
  return { ...operation, path: operation.path.slice(2), ...("from" in operation ? { from: operation.from.slice(2) } : {}) };
}

/** The written node that an operation edits: what stands at its path, or else what gets a new key. */
function editedNode(tree: Mapping, { path }: Operation): YamlNode {
  let { length } = path;
  while (length > 0 && !nodeAt(tree, path.slice(0, length))) length -= 1;
  return (nodeAt(tree, path.slice(0, length)) ?? tree).origin.node;
}

function sameMembers(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...b].every((member) => a.has(member));
}
