import type { Path } from "../path.js";
import { nodeAt, type Origin, type Scalar, type Tree, type Variable } from "../tree.js";
import { parseCpus } from "../values/amount.js";
import { parseByteSize } from "../values/byte-size.js";
import { parseDuration } from "../values/duration.js";

interface Placed {
  readonly origin: Origin;
  /** Where it stands in the effective configuration; operations name it by this. */
  readonly path: Path;
  /** Empty for a literal. */
  readonly variables: readonly Variable[];
}

/** A value that the files tell. */
export interface Known<T> extends Placed {
  readonly known: true;
  readonly value: T;
  /** The value as a person would write it, for messages. */
  readonly text: string;
}

/** A value that depends on a variable nobody set: present, but not known. */
export interface Unknown extends Placed {
  readonly known: false;
}

export type Value<T> = Known<T> | Unknown;

/** The value, if it is there and known. */
export function knownValue<T>(value: Value<T> | undefined): T | undefined {
  return value?.known === true ? value.value : undefined;
}

/**
 * Reads a key of a mapping; nothing if it is absent, null or of a shape that `parse` does not accept: the schema has reported that.
 */
export function readValue<T>(mapping: Tree | undefined, path: Path, keys: readonly string[], parse: (scalar: Scalar) => T | undefined): Value<T> | undefined {
  const node = nodeAt(mapping, keys);
  return node?.kind === "scalar" ? readScalar(node, [...path, ...keys], parse) : undefined;
}

export function readScalar<T>(node: Scalar, path: Path, parse: (scalar: Scalar) => T | undefined): Value<T> | undefined {
  if (node.value === null && node.known) return undefined;
  const { origin, variables } = node;
  if (!node.known) return { known: false, origin, path, variables };
  const value = parse(node);
  return value === undefined ? undefined : { known: true, value, text: String(node.value), origin, path, variables };
}

/** Reads values below one place, by their keys; for what a part of a service is made of. */
export type Read = <T>(parse: (scalar: Scalar) => T | undefined, ...keys: readonly string[]) => Value<T> | undefined;

export function readerOf(tree: Tree | undefined, path: Path): Read {
  return (parse, ...keys) => readValue(tree, path, keys, parse);
}

/** The items of a list of texts; a single text counts as a list of one. */
export function readTexts(mapping: Tree | undefined, path: Path, keys: Path): readonly Value<string>[] {
  const node = nodeAt(mapping, keys);
  // Most lists that rules ask for are not there.
  if (!node || node.kind === "mapping") return NO_TEXTS;
  const at = [...path, ...keys];
  if (node.kind === "scalar") return [readScalar(node, at, asText)].filter((value) => value !== undefined);
  return node.items.map((item, index) => (item.kind === "scalar" ? readScalar(item, [...at, index], asText) : undefined)).filter((value) => value !== undefined);
}

const NO_TEXTS: readonly Value<string>[] = [];

export const asText = (scalar: Scalar): string | undefined => (scalar.value === null ? undefined : String(scalar.value));

export const asFlag = (scalar: Scalar): boolean | undefined => (typeof scalar.value === "boolean" ? scalar.value : undefined);

export const asNumber = (scalar: Scalar): number | undefined => {
  if (typeof scalar.value === "number") return scalar.value;
  return typeof scalar.value === "string" && /^[-+]?\d+(?:\.\d+)?$/.test(scalar.value) ? Number(scalar.value) : undefined;
};

/** Bytes. A fraction without a unit is no limit to Compose. */
export const asByteSize = (scalar: Scalar): number | undefined => {
  if (typeof scalar.value === "number") return scalar.type === "float" ? undefined : scalar.value;
  return typeof scalar.value === "string" ? parseByteSize(scalar.value) : undefined;
};

/** CPUs: `0.5`, `"2"`. */
export const asCpus = (scalar: Scalar): number | undefined => {
  if (typeof scalar.value === "number") return scalar.value;
  return typeof scalar.value === "string" ? parseCpus(scalar.value) : undefined;
};

/** Milliseconds, with a fraction where there is one. */
export const asDuration = (scalar: Scalar): number | undefined => {
  const nanoseconds = typeof scalar.value === "string" ? parseDuration(scalar.value) : undefined;
  return nanoseconds === undefined ? undefined : Number(nanoseconds) / 1_000_000;
};
