import { entriesOf, itemsOf, type Tree, type Variable } from "../compose/tree.js";

/** What the files say of one service in one matter, in a few words. */
export interface Fact {
  readonly text: string;
  /**
   * Whether that is as it should be. What is `lacking` is no fault by itself: a rule says so. `undone` is there, and something else makes
   * it worthless. Of `unknown` and `inapplicable` the text is the reason.
   */
  readonly state: "sound" | "lacking" | "undone" | "unknown" | "inapplicable";
}

export function sound(text: string): Fact {
  return { text, state: "sound" };
}

export function lacking(text: string): Fact {
  return { text, state: "lacking" };
}

export function undone(text: string): Fact {
  return { text, state: "undone" };
}

export function inapplicable(text: string): Fact {
  return { text, state: "inapplicable" };
}

/** For what depends on variables that nobody set. */
export function unknown({ variables }: { readonly variables: readonly Variable[] }): Fact {
  const unset = [...new Set(variables.filter(({ from }) => from === "nobody").map(({ name }) => name))];
  return { text: unset.length === 0 ? "not known" : `depends on ${unset.join(" and ")}, which ${unset.length === 1 ? "is" : "are"} not set`, state: "unknown" };
}

/** For what depends on a variable that nobody set, somewhere in parts of a service. */
export function unknownIn(...parts: readonly (Tree | undefined)[]): Fact {
  return unknown({ variables: parts.flatMap(variablesIn) });
}

function variablesIn(node: Tree | undefined): readonly Variable[] {
  if (node?.kind === "scalar") return node.known ? [] : node.variables;
  return [...itemsOf(node), ...[...entriesOf(node)].map(([, value]) => value)].flatMap(variablesIn);
}

/** `a, b and 3 more` */
export function listed(names: readonly string[], most = 3): string {
  return names.length <= most ? names.join(", ") : `${names.slice(0, most - 1).join(", ")} and ${String(names.length - most + 1)} more`;
}
