import type { Range } from "../text/range.js";
import type { SourceFile } from "../text/source-file.js";
import type { YamlNode } from "../yaml/nodes.js";
import type { Path } from "./path.js";
import { mapToPlain, type Plain, type PlainScalar } from "./plain.js";

/** Where an effective value was written, and how it got into the effective model. */
export interface Origin {
  readonly file: SourceFile;
  /** The value as it is written. */
  readonly range: Range;
  /** The key it is written under, where it has one. */
  readonly keyRange?: Range;
  readonly node: YamlNode;
  /** The way from the place of use to the place of writing, outermost first; empty if both are one. */
  readonly via: readonly Step[];
}

/** One hop between where a value takes effect and where it is written. */
export interface Step {
  readonly kind: "alias" | "merge-key" | "next-document" | "extends" | "include" | "override";
  /** The anchor's name, the extended service, the included or overriding file; for a further document, its number from 1. */
  readonly name: string;
  /** The alias, the `<<` entry, the document, the `extends`, the entry of `include`; for an override, its beginning. */
  readonly file: SourceFile;
  readonly range: Range;
}

/** A variable that took part in a value. */
export interface Variable {
  readonly name: string;
  /** Who supplied the text: the default beside it, an `.env` file, or nobody. */
  readonly from: "default" | "environment" | "nobody";
}

/** The effective configuration: what Compose would run, every node with its origin. */
export type Tree = Scalar | Sequence | Mapping;

interface Node {
  readonly origin: Origin;
}

/** One value, typed as Compose types it. */
export interface Scalar extends Node {
  readonly kind: "scalar";
  readonly type: "null" | "boolean" | "integer" | "float" | "timestamp" | "string";
  /** If not `known`: what Compose takes while the variable is unset. */
  readonly value: PlainScalar;
  /** All digits of an integer that is too large for JavaScript to hold exactly. */
  readonly digits?: string;
  /** False if the value depends on a variable that nobody set: it is not absent, it is not known. */
  readonly known: boolean;
  /** Empty for a literal. */
  readonly variables: readonly Variable[];
}

/** A list of values. */
export interface Sequence extends Node {
  readonly kind: "sequence";
  readonly items: readonly Tree[];
}

/** Keys with their values. */
export interface Mapping extends Node {
  readonly kind: "mapping";
  readonly entries: ReadonlyMap<string, Tree>;
  /** True if it was written, or merged, as a list of `KEY=value`: Compose keeps some promises only for that form. */
  readonly listed?: boolean;
}

/** The node at a path, if there is one. */
export function nodeAt(tree: Tree | undefined, path: Path): Tree | undefined {
  let node = tree;
  for (const step of path) {
    if (node?.kind === "mapping") node = node.entries.get(String(step));
    else if (node?.kind === "sequence" && typeof step === "number") node = node.items[step];
    else return undefined;
  }
  return node;
}

/** The text of a known value: a number or a truth value counts as its text, null and what is not known do not. */
export function textOf(node: Tree | undefined): string | undefined {
  return node?.kind === "scalar" && node.known && node.value !== null ? String(node.value) : undefined;
}

/** The text of a known value that is text to YAML: `80` and `true` without quotes are none. */
export function stringOf(node: Tree | undefined): string | undefined {
  return node?.kind === "scalar" && node.known && typeof node.value === "string" ? node.value : undefined;
}

/** The items of a list; none if it is something else. */
export function itemsOf(node: Tree | undefined): readonly Tree[] {
  return node?.kind === "sequence" ? node.items : [];
}

/** The entries of a mapping; none if it is something else. */
export function entriesOf(node: Tree | undefined): ReadonlyMap<string, Tree> {
  return node?.kind === "mapping" ? node.entries : NO_ENTRIES;
}

const NO_ENTRIES: ReadonlyMap<string, Tree> = new Map();

/** The same nodes, one hop further away: `step` leads from where they take effect to where they came from so far. */
export function withStep(tree: Tree, step: Step): Tree {
  const { file, range, keyRange, node } = tree.origin;
  const via = [step, ...tree.origin.via];
  const origin: Origin = keyRange ? { file, range, node, via, keyRange } : { file, range, node, via };
  switch (tree.kind) {
    case "scalar":
      return makeScalar(tree, origin);
    case "sequence":
      return makeSequence(tree.items.map((item) => withStep(item, step)), origin);
    case "mapping":
      return makeMapping(new Map([...tree.entries].map(([key, value]) => [key, withStep(value, step)] as const)), origin, tree.listed);
  }
}

/** The same mapping with other entries. */
export function withEntries({ listed, origin }: Mapping, entries: ReadonlyMap<string, Tree>): Mapping {
  return makeMapping(entries, origin, listed);
}

/** The same list with other items. */
export function withItems({ origin }: Sequence, items: readonly Tree[]): Sequence {
  return makeSequence(items, origin);
}

/** The same scalar, read in another way. */
export function withReading(scalar: Scalar, reading: Partial<Reading>): Scalar {
  const { type = scalar.type, value = scalar.value, digits = scalar.digits, known = scalar.known, variables = scalar.variables } = reading;
  return makeScalar({ type, value, digits, known, variables }, scalar.origin);
}

/** What a scalar says. */
type Reading = Pick<Scalar, "type" | "value" | "known" | "variables"> & { readonly digits?: string | undefined };

// All nodes are made by these three, key by key: there are as many as values, and only objects that are made at one place are alike to the engine.

/** A scalar that says this. */
export function makeScalar({ type, value, digits, known, variables }: Reading, origin: Origin): Scalar {
  return digits === undefined ? { kind: "scalar", type, value, known, variables, origin } : { kind: "scalar", type, value, digits, known, variables, origin };
}

/** A scalar that is known and has no variables. */
export function makeLiteral({ type, value, digits }: Omit<Reading, "known" | "variables">, origin: Origin): Scalar {
  return makeScalar({ type, value, digits, known: true, variables: NO_VARIABLES }, origin);
}

const NO_VARIABLES: readonly Variable[] = [];

/** A list of these items. */
export function makeSequence(items: readonly Tree[], origin: Origin): Sequence {
  return { kind: "sequence", items, origin };
}

/** A mapping of these entries. */
export function makeMapping(entries: ReadonlyMap<string, Tree>, origin: Origin, listed?: boolean): Mapping {
  return listed === undefined ? { kind: "mapping", entries, origin } : { kind: "mapping", entries, listed, origin };
}

/** The same configuration without places. A value that is not known is told by its text as written, variables and all. */
export function toPlain(tree: Tree): Plain {
  switch (tree.kind) {
    case "scalar":
      return tree.known ? tree.value : `\${unknown}${tree.origin.node.kind === "scalar" ? tree.origin.node.text : ""}`;
    case "sequence":
      return tree.items.map(toPlain);
    case "mapping":
      return mapToPlain(tree.entries, toPlain);
  }
}
