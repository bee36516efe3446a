import type { Value } from "../compose/model/value.js";

/** A text as it stands in the file, with `VARIABLE` in the place of each variable: for what does not depend on them. Nothing if it is no text. */
export function writtenText({ origin: { node } }: Pick<Value<string>, "origin">): string | undefined {
  return node.kind === "scalar" ? node.text.replace(/\$(?:\$|\{[^{}]*\}|\w+)/g, (match) => (match === "$$" ? "$" : "VARIABLE")) : undefined;
}

/** Whether something in a written text is a variable. */
export function hasVariable(text: string): boolean {
  return text.includes("VARIABLE") || text.includes("${");
}
