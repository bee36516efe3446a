import { offerFixes, placedIdentityOf, type ConfigurationFor, type Diagnostic, type Fix, type LintedProject, type OfferedFix, type ProjectFiles, type SourceFile, type TextEdit } from "@compose-lint/core";
import { carriedOn, planOf, type Plan } from "./plan.js";

/** What mends a finding in the linted file, proven. */
export interface Repair {
  /** A fix is what `--fix` makes; a suggestion is made only by somebody who has read it. */
  readonly kind: "fix" | "suggestion";
  readonly title: string;
  /** Why it is safe, or what may behave differently afterwards. */
  readonly because: string;
  readonly edits: readonly TextEdit[];
}

/** The linted file, and the projects that it is part of. */
export interface Looked {
  readonly name: string;
  readonly host: ProjectFiles;
  readonly projects: readonly LintedProject[];
  readonly configurationOf: ConfigurationFor;
}

/** What can be repaired by editing the linted file alone. */
export interface Repairs {
  /** By the identity of the finding. */
  readonly byFinding: ReadonlyMap<string, Repair>;
  /** Of which ESLint may make a part only, and lint the text with that again. */
  readonly plan?: Plan;
}

/** `before` is the plan for a text that this one may have been made of. */
export function repairsOf(diagnostics: readonly Diagnostic[], looked: Looked, before?: Plan): Repairs {
  const unsafe = offersOf(diagnostics, "unsafe", looked);
  const safe = offersOf(diagnostics, "safe", looked);
  // What stands in another Compose file is mended there, when that one is linted; a suggestion is for whoever wants it here.
  const isElsewhere = ({ place }: Diagnostic): boolean => place.file.path !== looked.name && looked.projects.some(({ project }) => project.files.includes(place.file));
  const says = wordsOf(safe.flatMap(({ offered }) => offered.diagnostics));
  const plan = (before && safe[0] && carriedOn(before, safe[0].file.text, new Set(says.values()))) ?? newPlan(safe.filter(({ offered }) => !offered.diagnostics.every(isElsewhere)), says);
  const given = new Map([...(plan?.given ?? [])].flatMap(([{ mends }, edit]) => mends.map((words) => [words, edit] as const)));
  const repaired = ({ offered, edits }: Offer): readonly (readonly [string, Repair])[] =>
    offered.diagnostics.flatMap((diagnostic) => {
      const { fix } = diagnostic;
      const edit = given.get(says.get(diagnostic) ?? "");
      return fix ? [[placedIdentityOf(diagnostic), { kind: edit && !isElsewhere(diagnostic) ? "fix" : "suggestion", title: fix.title, because: fix.because, edits: edit ? [edit] : edits }] as const] : [];
    });
  return { byFinding: new Map([...unsafe, ...safe].flatMap(repaired)), ...(plan ? { plan } : {}) };
}

/** ESLint makes all fixes of one pass at once, as far as they do not touch: only what was proven together may be made together. */
function newPlan(safe: readonly Offer[], says: ReadonlyMap<Diagnostic, string>): Plan | undefined {
  const first = Math.min(...safe.map(({ offered }) => offered.pass));
  const fixes = safe.filter(({ offered }) => offered.pass === first);
  const [{ file, offered } = {}] = fixes;
  if (!file || !offered) return undefined;
  return planOf(file.text, fixes.map((fix) => ({ mends: fix.offered.diagnostics.flatMap((diagnostic) => says.get(diagnostic) ?? []), edits: fix.edits })), offered.together().get(file) ?? []);
}

/** What findings say, wherever they stand by now; the second one that says the same says so. */
function wordsOf(diagnostics: readonly Diagnostic[]): ReadonlyMap<Diagnostic, string> {
  const times = new Map<string, number>();
  const sorted = diagnostics.toSorted((a, b) => a.place.range.start - b.place.range.start);
  return new Map(
    sorted.map((diagnostic) => {
      const words = JSON.stringify([diagnostic.rule, diagnostic.service, diagnostic.message, diagnostic.fix?.operations]);
      const time = (times.get(words) ?? 0) + 1;
      times.set(words, time);
      return [diagnostic, `${words} ${String(time)}`];
    }),
  );
}

/** An offered fix with what it does to the linted file. */
interface Offer {
  readonly offered: OfferedFix;
  readonly file: SourceFile;
  readonly edits: readonly TextEdit[];
}

/** Safe fixes are proven without the unsafe ones, as they are by `compose-lint --fix`: what one brings to light, no unsafe one may have to mend. */
function offersOf(diagnostics: readonly Diagnostic[], safety: Fix["safety"], { name, host, projects, configurationOf }: Looked): readonly Offer[] {
  const isMeant = ({ fix }: Diagnostic): boolean => fix?.safety === safety;
  if (!diagnostics.some(isMeant)) return [];
  const linted = new Map(projects.map((project) => [project.request, project] as const));
  const offered = offerFixes(host, [...linted.keys()], configurationOf, { unsafe: safety === "unsafe", mayEdit: (path) => path === name, mends: isMeant, linted: (request) => linted.get(request) });
  return offered.flatMap((each) => offerIn(name, each) ?? []);
}

function offerIn(name: string, offered: OfferedFix): Offer | undefined {
  const [[file, edits] = [], ...others] = offered.edits;
  return file?.path === name && edits && edits.length > 0 && others.length === 0 ? { offered, file, edits } : undefined;
}
