import { offerFixes, placedIdentityOf, type ConfigurationFor, type Diagnostic, type Fix, type LintedProject, type OfferedFix, type ProjectFiles, type SourceFile, type TextEdit } from "@compose-lint/core";
import { asOneEdit, sideBySide } from "./side-by-side.js";

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

/** What can be repaired by editing the linted file alone, by the identity of the finding. */
export function repairsOf(diagnostics: readonly Diagnostic[], looked: Looked): ReadonlyMap<string, Repair> {
  const unsafe = offersOf(diagnostics, "unsafe", looked);
  const safe = offersOf(diagnostics, "safe", looked);
  // ESLint makes all fixes of one pass at once, as far as they do not touch: only what was proven together may be made together.
  const first = Math.min(...safe.filter(isOnePlace).map(({ offered }) => offered.pass));
  const [fixes, others] = partition(safe, (offer) => isOnePlace(offer) && offer.offered.pass === first);
  const whole = new Map(fixes.map((offer) => [offer, asOneEdit(offer.file.text, offer.edits)] as const));
  const [{ file, offered } = {}] = fixes;
  const apart = file && offered ? sideBySide(file.text, [...whole.values()], offered.together().get(file) ?? []) : new Map<TextEdit, TextEdit>();
  // What stands in another Compose file is mended there, when that one is linted; a suggestion is for whoever wants it here.
  const isElsewhere = ({ place }: Diagnostic): boolean => place.file.path !== looked.name && looked.projects.some(({ project }) => project.files.includes(place.file));
  return new Map([
    ...[...unsafe, ...others].flatMap((offer) => repairsBy(offer, offer.edits, () => "suggestion")),
    ...[...whole].flatMap(([offer, edit]) => repairsBy(offer, [apart.get(edit) ?? edit], (diagnostic) => (isElsewhere(diagnostic) ? "suggestion" : "fix"))),
  ]);
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

function repairsBy({ offered: { diagnostics } }: Offer, edits: readonly TextEdit[], kindOf: (diagnostic: Diagnostic) => Repair["kind"]): readonly (readonly [string, Repair])[] {
  return diagnostics.flatMap((diagnostic) => {
    const { fix } = diagnostic;
    return fix ? [[placedIdentityOf(diagnostic), { kind: kindOf(diagnostic), title: fix.title, because: fix.because, edits }] as const] : [];
  });
}

/**
 * Whether all edits are about one place: ESLint makes one of several, and no other fix can be made in all the text between them. What is put
 * in order is one place, however long.
 */
function isOnePlace({ file: { lines }, edits, offered: { operations } }: Offer): boolean {
  const lineNumbers = edits.flatMap(({ range }) => [lines.positionAt(range.start).line, lines.positionAt(range.end).line]);
  return edits.length === 1 || Math.max(...lineNumbers) - Math.min(...lineNumbers) <= FARTHEST || operations.every(({ kind }) => kind === "arrange");
}

/** In lines. */
const FARTHEST = 20;

function partition<T>(items: readonly T[], isFirst: (item: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}
