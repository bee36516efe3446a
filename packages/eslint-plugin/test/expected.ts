import { applyEdits, lintProject, loadProject, offerFixes, placedIdentityOf, uniteFindings, type Configuration, type Diagnostic, type OfferedFix, type ProjectFiles, type TextEdit } from "@compose-lint/core";
import type { RuleTester } from "eslint";

/** What ESLint has to say of a text, and to make of it in one pass. */
export interface Expected {
  readonly errors: RuleTester.TestCaseError[];
  readonly output: string | null;
}

/** What core says of a text, as RuleTester wants to be told it. `name` as ESLint calls the file. */
export function expectedOf(rule: string, name: string, text: string, configuration: Configuration): Expected {
  const files: ProjectFiles = { read: (path) => (path === name ? text : undefined), exists: (path) => path === name };
  const { diagnostics, failures } = uniteFindings([lintProject(loadProject(files, name), configuration)]);
  if (failures[0]) throw failures[0].error;
  const mayEdit = (path: string): boolean => path === name;
  const safe = offersByFinding(offerFixes(files, [{ files: [name] }], configuration, { unsafe: false, mayEdit }));
  const unsafe = offersByFinding(offerFixes(files, [{ files: [name] }], configuration, { unsafe: true, mayEdit }));

  const own = diagnostics.filter((diagnostic) => diagnostic.rule === rule);
  const fixes: TextEdit[] = [];
  const errors = own.map((diagnostic): RuleTester.TestCaseError => {
    const offer = (diagnostic.fix?.safety === "safe" ? safe : unsafe).get(placedIdentityOf(diagnostic));
    const edits = [...(offer?.edits.values() ?? [])].flat();
    const error = { message: diagnostic.message, ...placeOf(diagnostic) };
    if (!offer || !diagnostic.fix) return error;
    if (diagnostic.fix.safety === "safe" && offer.pass === 1) {
      fixes.push(asOne(text, edits));
      return error;
    }
    return { ...error, suggestions: [{ desc: `${diagnostic.fix.title}. ${diagnostic.fix.because}`, output: applyEdits(text, edits) }] };
  });
  const output = applyEdits(text, withoutOverlaps(fixes));
  return { errors, output: output === text ? null : output };
}

function offersByFinding(offers: readonly OfferedFix[]): ReadonlyMap<string, OfferedFix> {
  return new Map(offers.flatMap((offer) => offer.diagnostics.map((diagnostic) => [placedIdentityOf(diagnostic), offer] as const)));
}

function placeOf({ place: { file, range } }: Diagnostic): { readonly line: number; readonly column: number; readonly endLine: number; readonly endColumn: number } {
  const [start, end] = [file.lines.positionAt(range.start), file.lines.positionAt(range.end)];
  return { line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}

/** ESLint writes again what stands between the edits of one fix. */
function asOne(text: string, edits: readonly TextEdit[]): TextEdit {
  const start = Math.min(...edits.map(({ range }) => range.start));
  const end = Math.max(...edits.map(({ range }) => range.end));
  const shifted = edits.map((edit) => ({ ...edit, range: { start: edit.range.start - start, end: edit.range.end - start } }));
  return { range: { start, end }, text: applyEdits(text.slice(start, end), shifted) };
}

/** Of fixes that touch each other, ESLint makes the first one. */
function withoutOverlaps(fixes: readonly TextEdit[]): readonly TextEdit[] {
  const made: TextEdit[] = [];
  for (const fix of fixes.toSorted((a, b) => a.range.start - b.range.start || a.range.end - b.range.end)) {
    const last = made.at(-1);
    if (!last || fix.range.start > last.range.end) made.push(fix);
  }
  return made;
}
