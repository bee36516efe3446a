import { proposeFixes } from "@compose-lint/core";
import { describeBug } from "./report/bug.js";
import { placedIdentityOf, type FixEdits } from "./report/report.js";
import type { Work } from "./work.js";

/**
 * What each fix that can be proven would do to the files as they are by now, by the finding that it mends: safe and unsafe ones, each by
 * itself. It takes as long as fixing does.
 */
export function plannedEdits({ host, projects, configuration, linted }: Work, troubles: string[]): ReadonlyMap<string, FixEdits> {
  const planned = new Map<string, FixEdits>();
  try {
    const proposed = proposeFixes(host, projects.map(({ request }) => request), configuration, { unsafe: true, mayEdit: (path) => linted.has(path) });
    // As none is made, all of them are about the same texts.
    for (let step = proposed.next(); !step.done; step = proposed.next(false)) {
      const { diagnostics } = step.value;
      const edits = step.value.edits();
      for (const diagnostic of diagnostics) planned.set(placedIdentityOf(diagnostic), edits);
    }
  } catch (error) {
    troubles.push(describeBug("the report could not be given all fixes", error));
  }
  return planned;
}
