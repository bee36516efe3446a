import type { Path } from "./path.js";

/**
 * Values filed under path patterns such as `services.*.ports`, where `*` stands for any one key or index. A walk over a tree takes the
 * table along, key by key, and need not go where no pattern leads.
 */
export interface PatternTable<T> {
  /** What is filed for the place that the table is seen from. */
  readonly value?: T;
  /** The table as seen from one key further down; nothing if no pattern leads there. */
  below(step: string | number): PatternTable<T> | undefined;
  at(path: Path): PatternTable<T> | undefined;
  find(path: Path): T | undefined;
}

/** Builds a table; a key that is named wins over `*`. */
export function patternTable<T>(rows: readonly (readonly [pattern: string, value: T])[]): PatternTable<T> {
  const root = new PatternNode<T>();
  for (const [pattern, value] of rows) {
    const node = pattern.split(".").reduce((above, key) => above.make(key), root);
    node.value = value;
  }
  return root;
}

class PatternNode<T> implements PatternTable<T> {
  value?: T;
  private readonly children = new Map<string, PatternNode<T>>();

  make(key: string): PatternNode<T> {
    const child = this.children.get(key) ?? new PatternNode<T>();
    this.children.set(key, child);
    return child;
  }

  below(step: string | number): PatternNode<T> | undefined {
    return (typeof step === "string" ? this.children.get(step) : undefined) ?? this.children.get("*");
  }

  at(path: Path): PatternNode<T> | undefined {
    return path.reduce<PatternNode<T> | undefined>((node, step) => node?.below(step), this);
  }

  find(path: Path): T | undefined {
    return this.at(path)?.value;
  }
}
