import { CASTS, castText, type Cast } from "./casts.js";
import { interpolate, type Lookup } from "./interpolation.js";
import type { Path } from "./path.js";
import type { PatternTable } from "./path-pattern.js";
import type { Problem } from "./problem.js";
import { withEntries, withItems, withReading, type Scalar, type Tree } from "./tree.js";

/** What a variable stands for that nobody set: a value that is not known here, or, as where Compose runs without it, an empty text. */
export type UnsetVariables = "unknown" | "empty";

/** Replaces the variables in all values of a document, and gives text its type where Compose wants a number or a boolean. Keys stay. */
export function interpolateTree(tree: Tree, lookup: Lookup, unset: UnsetVariables = "unknown"): { readonly tree: Tree; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  /** Where the walk is. */
  const here: (string | number)[] = [];

  const below = (step: string | number, node: Tree, casts: PatternTable<Cast> | undefined): Tree => {
    here.push(step);
    const replaced = visit(node, casts?.below(step));
    here.pop();
    return replaced;
  };

  const visit = (node: Tree, casts: PatternTable<Cast> | undefined): Tree => {
    switch (node.kind) {
      case "mapping": {
        let entries: Map<string, Tree> | undefined;
        for (const [key, value] of node.entries) {
          const replaced = below(key, value, casts);
          if (replaced !== value) (entries ??= new Map(node.entries)).set(key, replaced);
        }
        return entries ? withEntries(node, entries) : node;
      }
      case "sequence": {
        const items = node.items.map((item, index) => below(index, item, casts));
        return items.every((item, index) => item === node.items[index]) ? node : withItems(node, items);
      }
      case "scalar":
        return typeof node.value === "string" && node.type === "string" ? replace(node, node.value, casts?.value) : node;
    }
  };

  const replace = (scalar: Scalar, template: string, cast: Cast | undefined): Scalar => {
    if (!cast && !template.includes("$")) return scalar;
    const path: Path = [...here];
    let replaced = scalar;
    let text = template;
    if (template.includes("$")) {
      const result = interpolate(template, lookup);
      if ("fault" in result) {
        problems.push({ kind: "interpolation", file: scalar.origin.file, range: scalar.origin.range, message: result.fault, path });
        return withReading(scalar, { known: false });
      }
      if (unset === "empty" && result.missing !== undefined) {
        problems.push({ kind: "interpolation", file: scalar.origin.file, range: scalar.origin.range, message: `The variable \`${result.missing}\` must be set.`, path });
      }
      text = result.text;
      replaced = withReading(scalar, { value: text, known: result.known || unset === "empty", variables: result.variables });
    }
    if (!cast || !replaced.known) return replaced;
    const value = castText(text, cast);
    if (value !== undefined) return withReading(replaced, { value, type: cast });
    const message = `\`${String(path.at(-1))}\` must be ${CAST_NAMES[cast]}${text === "" ? "; it is empty" : ""}.`;
    problems.push({ kind: "schema", file: scalar.origin.file, range: scalar.origin.range, message, path });
    return replaced;
  };

  return { tree: visit(tree, CASTS), problems };
}

const CAST_NAMES: Readonly<Record<Cast, string>> = { integer: "a whole number", float: "a number", boolean: "true or false" };
