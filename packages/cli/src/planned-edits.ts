import { offerFixes, placedIdentityOf } from "@compose-lint/core";
import { describeBug } from "./report/bug.js";
import type { FixEdits } from "./report/report.js";
import type { Work } from "./work.js";

/**
 * What each fix that can be proven would do to the files as they are by now, by the finding that it mends: safe and unsafe ones, each by
 * itself. It takes as long as fixing does.
 */
export function plannedEdits({ host, projects, configuration, linted }: Work, troubles: string[]): ReadonlyMap<string, FixEdits> {
  try {
    const offered = offerFixes(host, projects.map(({ request }) => request), configuration, { unsafe: true, mayEdit: (path) => linted.has(path) });
    return new Map(offered.flatMap(({ diagnostics, edits }) => diagnostics.map((diagnostic) => [placedIdentityOf(diagnostic), edits] as const)));
  } catch (error) {
    troubles.push(describeBug("the report could not be given all fixes", error));
    return new Map();
  }
}
