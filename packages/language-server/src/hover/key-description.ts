import { KINDS } from "./key-descriptions.generated.js";

interface DescribedKey {
  readonly text: string;
  /** The kind of what stands under it. */
  readonly kind?: string;
}

/** What the schema says of the keys of one kind of mapping, or of the items of one kind of list. */
export interface KeyKind {
  readonly keys?: Readonly<Record<string, DescribedKey>>;
  /** The kind of what stands under names that people choose. */
  readonly any?: string;
  readonly items?: string;
}

/** What the key at a path is for; nothing for names that people have chosen. */
export function describeKey(path: readonly (string | number)[]): string | undefined {
  const [last = "", ...above] = path.toReversed();
  const parent = above.reduceRight<KeyKind>(below, kindNamed("project"));
  return keyOf(parent, last)?.text;
}

function below(kind: KeyKind, step: string | number): KeyKind {
  const key = keyOf(kind, step);
  if (key) return kindNamed(key.kind);
  return kindNamed(typeof step === "number" ? kind.items : kind.any);
}

function keyOf({ keys = {} }: KeyKind, step: string | number): DescribedKey | undefined {
  return typeof step === "string" && Object.hasOwn(keys, step) ? keys[step] : undefined;
}

function kindNamed(name: string | undefined): KeyKind {
  return (name === undefined ? undefined : KINDS[name]) ?? {};
}
