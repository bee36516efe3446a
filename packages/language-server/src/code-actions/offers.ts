import { offerFixes, placedIdentityOf, type Diagnostic, type LintedProject, type OfferedFix } from "@compose-lint/core";
import type { Analysis } from "../analysis/session.js";

/** The proven fixes of some findings, by their identity; of what cannot be fixed there is none. */
export type Offers = ReadonlyMap<string, OfferedFix>;

/** Which files may be edited: those that somebody has before their eyes. */
export type MayEdit = (name: string) => boolean;

/**
 * What would mend these findings, on the files as they are. Safe fixes are proven as `--fix` proves them, unsafe ones as `--fix --unsafe`:
 * what one of the first brings to light, no unsafe one may have to mend.
 */
export function offersFor(findings: readonly Diagnostic[], { scene, projects }: Analysis, mayEdit: MayEdit): Offers {
  const concerned = projectsAround(findings, projects);
  const offered = (safety: "safe" | "unsafe"): readonly OfferedFix[] => {
    const asked = findings.filter(({ fix }) => fix?.safety === safety);
    if (asked.length === 0) return [];
    const wanted = new Set(asked.map(placedIdentityOf));
    return offerFixes(scene.files, concerned.map(({ request }) => request), scene.configurationOf, {
      unsafe: safety === "unsafe",
      only: new Set(asked.map(({ rule }) => rule)),
      mends: (diagnostic) => wanted.has(placedIdentityOf(diagnostic)),
      linted: (request) => concerned.find((each) => each.request === request),
      mayEdit,
    });
  };
  const all = [...offered("safe"), ...offered("unsafe")];
  return new Map(all.flatMap((fix) => fix.diagnostics.map((diagnostic) => [placedIdentityOf(diagnostic), fix] as const)));
}

/** The projects where the findings stand, and those that share files with them: what they say counts as well. */
function projectsAround(findings: readonly Diagnostic[], projects: readonly LintedProject[]): readonly LintedProject[] {
  const names = new Set(findings.map(({ place }) => place.file.path));
  const has = (some: ReadonlySet<string>) => ({ project, diagnostics }: LintedProject): boolean => project.files.some(({ path }) => some.has(path)) || diagnostics.some(({ place }) => some.has(place.file.path));
  const own = projects.filter(has(names));
  const shared = new Set(own.flatMap(({ project }) => project.files.map(({ path }) => path)));
  return projects.filter((each) => own.includes(each) || has(shared)(each));
}
