import type { ProjectRequest } from "../compose/load.js";
import type { ProjectFiles } from "../compose/project-files.js";
import type { SourceFile } from "../text/source-file.js";
import type { TextEdit } from "../text/text-edit.js";
import type { Configuration, ConfigurationFor } from "./configuration.js";
import { proposeFixes, type FixOptions, type ProvenFix } from "./fix.js";

/** A fix that holds by itself, on the files as they are, and that nobody has made. */
export interface OfferedFix extends ProvenFix {
  /** Those of one pass hold together as well. One of a later pass, and one of an earlier pass, may be in each other's way. */
  readonly pass: number;
  /** What it does to each file that it changes. */
  readonly edits: ReadonlyMap<SourceFile, readonly TextEdit[]>;
  /** What all fixes of its pass do together: those that insert at one place, in their order. */
  readonly together: () => ReadonlyMap<SourceFile, readonly TextEdit[]>;
}

/**
 * What each fix that can be proven would do to the files as they are: for surfaces that offer fixes one by one, as editors and reviews do.
 * It takes as long as fixing does; `only` and `mayEdit` make it shorter.
 */
export function offerFixes(files: ProjectFiles, requests: readonly ProjectRequest[], configuration: Configuration | ConfigurationFor, options: FixOptions): readonly OfferedFix[] {
  const offered: OfferedFix[] = [];
  const proposed = proposeFixes(files, requests, configuration, options);
  // As none is made, all of them are about the same texts.
  for (let step = proposed.next(); !step.done; step = proposed.next(false)) {
    const { diagnostics, operations, paths, request, pass, together } = step.value;
    offered.push({ diagnostics, operations, paths, request, pass, together, edits: step.value.edits() });
  }
  return offered;
}
