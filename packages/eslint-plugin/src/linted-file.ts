import { resolve } from "node:path";
import { shownPath } from "@compose-lint/workspace";

/** The text that ESLint lints, which may differ from what is on the disk, and may have no file at all. */
export interface LintedFile {
  /** As people are told it: relative to `cwd`. */
  readonly name: string;
  readonly text: string;
  readonly cwd: string;
}

/** `filename` is a path, or what stands for one: `<input>`, `untitled:1`, or a block of another file as in `guide.md/0.yaml`. */
export function lintedFile(filename: string, text: string, cwd: string): LintedFile {
  return { name: filename.startsWith("<") ? filename : shownPath(resolve(cwd, filename), cwd), text, cwd };
}
