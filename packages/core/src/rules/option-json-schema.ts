import type { OptionSchema } from "./rule.js";

/** What an option may hold, as JSON Schema. */
export interface OptionJsonSchema {
  readonly description: string;
  readonly type: OptionSchema["type"];
  readonly items?: { readonly type: "string"; readonly minLength: number };
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly pattern?: string;
  /** What the pattern means, for editors that show it. */
  readonly patternErrorMessage?: string;
  readonly default: unknown;
}

/** A rule's option as JSON Schema, for everything that checks configurations. */
export function optionJsonSchema({ type, description, default: initial, enum: words, minimum, pattern }: OptionSchema & { readonly default: unknown }): OptionJsonSchema {
  return {
    description,
    type,
    ...(type === "array" ? { items: { type: "string", minLength: 1 } } : {}),
    ...(words ? { enum: words } : {}),
    ...(minimum === undefined ? {} : { minimum }),
    ...(pattern ? { pattern: pattern.source, patternErrorMessage: pattern.meaning } : {}),
    default: initial,
  };
}
