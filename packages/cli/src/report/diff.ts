import { printable } from "./characters.js";
import { penFor, type Ink } from "./pen.js";
import type { Look } from "./report.js";

const INKS: readonly (readonly [RegExp, Ink])[] = [
  [/^(?:---|\+\+\+) /, "bold"],
  [/^@@/, "cyan"],
  [/^\+/, "green"],
  [/^-/, "red"],
];

/** A patch for a person's eyes. A program gets it as it is: only then can it be applied. */
export function showDiff(patch: string, look: Look): string {
  const pen = penFor(look);
  const lines = patch.split("\n").map((line) => {
    const ink = INKS.find(([pattern]) => pattern.test(line))?.[1];
    const text = line.replace(/\r$/, "").split("\t").map(printable).join("\t");
    return ink ? pen.ink(ink, text) : text;
  });
  return lines.join("\n");
}
