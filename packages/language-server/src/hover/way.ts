import type { Step } from "@compose-lint/core";

/** How a value got from where it was written to where it takes effect, in a few words; empty if both are one. */
export function wayOf(via: readonly Step[]): string {
  const words = via.map(({ kind, name }): string => {
    switch (kind) {
      case "alias":
      case "merge-key":
        return `through *${name}`;
      case "next-document":
        return `from document ${name}`;
      case "extends":
        return `by extending ${name}`;
      case "include":
        return "through include";
      case "override":
        return "as an override";
    }
  });
  return [...new Set(words)].join(", ");
}
