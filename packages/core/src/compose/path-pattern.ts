import type { Path } from "./path.js";

/** Values filed under path patterns such as `services.*.ports`, where `*` stands for any one key or index. */
export interface PatternTable<T> {
  find(path: Path): T | undefined;
}

interface PatternNode<T> {
  value?: T;
  readonly children: Map<string, PatternNode<T>>;
}

/** Builds a table; a key that is named wins over `*`. */
export function patternTable<T>(rows: readonly (readonly [pattern: string, value: T])[]): PatternTable<T> {
  const root: PatternNode<T> = { children: new Map() };
  for (const [pattern, value] of rows) {
    let node = root;
    for (const key of pattern.split(".")) {
      const next: PatternNode<T> = node.children.get(key) ?? { children: new Map() };
      node.children.set(key, next);
      node = next;
    }
    node.value = value;
  }
  return {
    find(path) {
      let node: PatternNode<T> | undefined = root;
      for (const step of path) {
        node = node.children.get(String(step)) ?? node.children.get("*");
        if (!node) return undefined;
      }
      return node.value;
    },
  };
}
