import { findSecrets, printable } from "@compose-lint/workspace";
import { penFor, type Ink } from "./pen.js";
import type { Look } from "./report.js";

const INKS: readonly (readonly [RegExp, Ink])[] = [
  [/^(?:---|\+\+\+) /, "bold"],
  [/^@@/, "cyan"],
  [/^\+/, "green"],
  [/^-/, "red"],
];

/** A patch for a person's eyes, without secrets. A program gets it as it is: only then can it be applied. */
export function showDiff(patch: string, look: Look): string {
  const pen = penFor(look);
  const lines = patch.split("\n").map((line) => {
    const ink = INKS.find(([pattern]) => pattern.test(line))?.[1];
    const text = masked(line.replace(/\r$/, "")).split("\t").map(printable).join("\t");
    return ink ? pen.ink(ink, text) : text;
  });
  return lines.join("\n");
}

function masked(line: string): string {
  let text = "";
  let done = 0;
  for (const { start, end } of findSecrets(line)) {
    if (start >= done) text += `${line.slice(done, start)}…`;
    done = Math.max(done, end);
  }
  return text + line.slice(done);
}
