import type { Range } from "../text/range.js";

/** YAML as it is written: nothing resolved, every part knows its place. Built by `parse.ts`, read by the loader and the patch engine. */
export type YamlNode = YamlScalar | YamlMapping | YamlSequence | YamlAlias;

interface Located {
  /** The value alone, without anchor, tag and trailing comment. Empty at the place where a missing value would stand. */
  readonly range: Range;
}

interface WithProperties extends Located {
  readonly anchor?: string;
  /** As resolved by YAML: `!reset`, `tag:yaml.org,2002:str`. */
  readonly tag?: string;
}

export type ScalarStyle = "plain" | "single-quoted" | "double-quoted" | "literal" | "folded";

/** The styles by the names that `yaml` has for them. */
export const SCALAR_STYLES: Readonly<Record<string, ScalarStyle>> = {
  PLAIN: "plain",
  QUOTE_SINGLE: "single-quoted",
  QUOTE_DOUBLE: "double-quoted",
  BLOCK_LITERAL: "literal",
  BLOCK_FOLDED: "folded",
};

/** A value without parts. */
export interface YamlScalar extends WithProperties {
  readonly kind: "scalar";
  readonly style: ScalarStyle;
  /** Decoded text: quotes and escapes resolved, lines folded, but not typed. */
  readonly text: string;
}

export type CollectionStyle = "block" | "flow";

/** Keys with their values. */
export interface YamlMapping extends WithProperties {
  readonly kind: "mapping";
  readonly style: CollectionStyle;
  readonly entries: readonly YamlEntry[];
}

/** A key with its value. */
export interface YamlEntry {
  /** Where the entry's text begins: its key, the key's anchor or tag, or the `?` of an explicit key. */
  readonly start: number;
  readonly key: YamlNode;
  readonly value: YamlNode;
  /** Offset of the `:`; absent for a lone key (`{a}` or `? a`). */
  readonly colon?: number;
}

/** A list. */
export interface YamlSequence extends WithProperties {
  readonly kind: "sequence";
  readonly style: CollectionStyle;
  readonly items: readonly YamlItem[];
}

export interface YamlItem {
  /** Where the item's text begins: its `-` in block style, else its value, anchor or tag. */
  readonly start: number;
  readonly value: YamlNode;
}

/** A use of an anchor. */
export interface YamlAlias extends Located {
  readonly kind: "alias";
  readonly name: string;
}

/** One document of a stream. */
export interface YamlDocument {
  readonly root: YamlNode;
  /** From the document's first token to the end of its content; `...` and what follows are outside. */
  readonly range: Range;
}

/** Something wrong with the text itself. */
export interface YamlProblem {
  readonly range: Range;
  readonly message: string;
  /** A second place that belongs to the fault, such as the first of two equal keys. */
  readonly related?: { readonly range: Range; readonly message: string };
}

/** A whole file. With problems, `documents` holds what could be understood all the same. */
export interface YamlStream {
  readonly documents: readonly YamlDocument[];
  readonly problems: readonly YamlProblem[];
  readonly comments: readonly Range[];
}
