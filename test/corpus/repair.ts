import type { Operation } from "../../packages/core/src/compose/operation.js";
import type { ProjectFiles } from "../../packages/core/src/compose/project-files.js";
import type { Configuration } from "../../packages/core/src/engine/configuration.js";
import { fixProjects, type ProvenFix } from "../../packages/core/src/engine/fix.js";
import { rules } from "../../packages/core/src/rules/registry.generated.js";
import type { SourceFile } from "../../packages/core/src/text/source-file.js";

/** What the fixes of all rules make of a project, as far as the tests over real files want to know it. */
export interface Repair {
  /** The files that change. */
  readonly files: readonly { readonly path: string; readonly before: string; readonly after: string }[];
  /** The fixes that were made, in this order. */
  readonly fixes: readonly MadeFix[];
  /** Findings whose fixes were dropped, and why. */
  readonly dropped: readonly { readonly rule: string; readonly reason: string }[];
  /** How many findings are left. */
  readonly left: number;
  /** Rules that broke. */
  readonly failures: readonly string[];
}

export interface MadeFix {
  /** One for every finding that it mends. */
  readonly rules: readonly string[];
  /** Paths of operations mean the project as it was before all fixes of this pass. */
  readonly pass: number;
  readonly operations: readonly Operation[];
}

/** Rules of style move what stands there; those of meaning change it. */
export type Concern = "meaning" | "style";

function configurationOf(concern: Concern): Configuration {
  return { rules: rules.filter(({ category }) => (category === "style") === (concern === "style")).map((rule) => ({ rule })) };
}

/** Makes every fix of a project that can be proven. Nothing else in these tests knows how the engine is asked. */
export function repair(files: ProjectFiles, paths: readonly string[], unsafe: boolean, concern: Concern = "meaning"): Repair {
  const { files: changed, fixes, unfixed, projects, failures } = fixProjects(files, [{ files: paths }], configurationOf(concern), { unsafe });
  return {
    files: changed,
    fixes: inPasses(fixes).map(([pass, { diagnostics, operations }]) => ({ rules: diagnostics.map(({ rule }) => rule), pass, operations })),
    dropped: unfixed.map(({ diagnostic: { rule }, reason }) => ({ rule, reason })),
    left: projects.reduce((sum, { diagnostics }) => sum + diagnostics.length, 0),
    failures: failures.map(({ rule, error }) => `${rule} failed: ${String(error)}`),
  };
}

/** The first finding in a newer text of a file begins another pass. */
function inPasses(fixes: readonly ProvenFix[]): readonly (readonly [number, ProvenFix])[] {
  let pass = 0;
  const files = new Map<string, SourceFile>();
  return fixes.map((fix) => {
    const placed = fix.diagnostics.map(({ place }) => place.file);
    if (placed.some((file) => (files.get(file.path) ?? file) !== file)) pass += 1;
    for (const file of placed) files.set(file.path, file);
    return [pass, fix];
  });
}

/** The files as they are after a repair. */
export function repaired(files: ProjectFiles, repair: Pick<Repair, "files">): ProjectFiles {
  const texts = new Map(repair.files.map(({ path, after }) => [path, after]));
  return { read: (path) => texts.get(path) ?? files.read(path) };
}
