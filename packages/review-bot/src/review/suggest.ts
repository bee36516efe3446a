import { applyEdits, fixProjects, lintProject, loadProject, uniteFindings, type ConfigurationFor, type Diagnostic, type Fix, type FixResult, type LintedProject, type ProjectFiles, type Severity, type SourceFile, type TextEdit } from "@compose-lint/core";
import type { FileDiff, LineSpan } from "./file-diff.js";
import type { ReadProject } from "./look.js";
import { MOST_LINES, replacementFor, type Replacement } from "./suggestion.js";

/** Lines to put in place of others, and what that mends. It was proven: by itself, on the head as it is. */
export interface Suggestion extends Replacement {
  readonly mends: readonly [Diagnostic, ...Diagnostic[]];
  readonly fixes: readonly [Fix, ...Fix[]];
  readonly safety: Fix["safety"];
}

/** The fixes of some findings, as suggestions. */
export interface Suggestions {
  /** No two of them replace the same line. */
  readonly made: readonly Suggestion[];
  /** Findings whose fix touches lines of a suggestion, and can be made when that is. */
  readonly waiting: ReadonlyMap<Diagnostic, Suggestion>;
  /** Findings with a fix that holds and cannot be a suggestion, with the reason. */
  readonly refused: ReadonlyMap<Diagnostic, string>;
}

export interface SuggestOptions {
  readonly files: ProjectFiles;
  readonly projects: readonly ReadProject[];
  readonly configuration: ConfigurationFor;
  readonly diffs: ReadonlyMap<string, FileDiff>;
}

type Safety = Fix["safety"];

/** Changes whose lines are no further apart go into one suggestion. */
const NEAR = 2;
/** More fixes than these are not tried: proving takes longer the more there are, and nobody reads them in comments. */
const MOST_TRIED = 100;
/** So many pieces of a fix are tried together before it is taken for one whose lines are too far apart. */
const MOST_PIECES = 4;
const ORDER: readonly Severity[] = ["error", "warning", "info"];

/**
 * Suggests what mends these findings: fixes of neighbouring lines together, safe ones and others apart. Where both are about the same lines, the
 * safe ones come first.
 */
export function suggest(findings: readonly Diagnostic[], options: SuggestOptions): Suggestions {
  const suggester = new Suggester(options);
  const gravest = findings.toSorted((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
  for (const safety of ["safe", "unsafe"] as const) {
    const tried = new Set(gravest.filter(({ fix }) => fix?.safety === safety).slice(0, MOST_TRIED));
    suggester.add(findings.filter((finding) => tried.has(finding)), safety);
  }
  return suggester.result();
}

class Suggester {
  private readonly made: Suggestion[] = [];
  private readonly waiting = new Map<Diagnostic, Suggestion>();
  private readonly refused = new Map<Diagnostic, string>();
  private readonly linted: ReadonlyMap<string, LintedProject>;

  constructor(private readonly options: SuggestOptions) {
    const { projects, configuration } = options;
    this.linted = new Map(projects.map(({ found: { request }, project }) => [keyOf(request), { request, ...lintProject(project, configuration(request)) }] as const));
  }

  /** Makes all fixes of these findings at once, takes what comes of it apart by lines, and makes a suggestion of each part that holds by itself. */
  add(wanted: readonly Diagnostic[], safety: Safety): void {
    if (wanted.length === 0) return;
    const { projects } = this.options;
    const all = this.fix(wanted, safety, projects);
    for (const { path, edits } of all.files) {
      const file = projects.flatMap(({ project }) => project.files).find((each) => each.path === path);
      if (file) this.addFile(file, edits, wanted, safety);
    }
    const settled = new Set([...this.made.flatMap(({ mends }) => mends), ...this.waiting.keys(), ...this.refused.keys()]);
    const paths = new Map(all.fixes.flatMap((fix) => fix.diagnostics.map((diagnostic) => [questionOf(diagnostic), fix.paths] as const)));
    for (const diagnostic of wanted) {
      const edited = paths.get(questionOf(diagnostic));
      if (edited && !settled.has(diagnostic)) this.refused.set(diagnostic, edited.length > 1 ? "it is about more than one file" : "its lines are too far apart");
    }
  }

  result(): Suggestions {
    for (const diagnostic of this.made.flatMap(({ mends }) => mends)) {
      this.waiting.delete(diagnostic);
      this.refused.delete(diagnostic);
    }
    return { made: this.made.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.first - b.first)), waiting: this.waiting, refused: this.refused };
  }

  /** Mends these findings and no others. */
  private fix(wanted: readonly Diagnostic[], safety: Safety, projects: readonly ReadProject[]): FixResult {
    const { files, configuration } = this.options;
    const questions = new Set(wanted.map(questionOf));
    return fixProjects(files, projects.map(({ found }) => found.request), configuration, {
      unsafe: safety === "unsafe",
      only: new Set(wanted.map(({ rule }) => rule)),
      mends: (diagnostic) => questions.has(questionOf(diagnostic)),
      linted: (request) => this.linted.get(keyOf(request)),
    });
  }

  private addFile(file: SourceFile, edits: readonly TextEdit[], wanted: readonly Diagnostic[], safety: Safety): void {
    const shown = this.options.diffs.get(file.path)?.shown ?? [];
    const projects = this.options.projects.filter(({ project }) => project.files.some(({ path }) => path === file.path));
    const pieces = piecesOf(file, edits, shown, this.made.filter(({ path }) => path === file.path));
    for (let index = 0; index < pieces.length; index += 1) {
      // A fix may need several pieces; what is then done need not be tried again.
      const some = pieces.slice(index, index + MOST_PIECES);
      const count = some.findIndex((_, last) => this.addPiece(some.slice(0, last + 1), { file, shown, projects, wanted, safety }));
      index += Math.max(0, count);
    }
  }

  /** Tells whether some pieces mend anything, by themselves or behind other suggestions. */
  private addPiece(pieces: readonly Piece[], { file, shown, projects, wanted, safety }: Work): boolean {
    const gone = this.goneAfter(applyEdits(file.text, pieces.flatMap(({ edits }) => edits)), file, projects, wanted);
    if (gone.length === 0) return false;
    // Where the others are not made, the same fixes may look a little different.
    const { files: changed, fixes } = this.fix(gone, safety, projects);
    const [only, ...more] = changed;
    const done = new Set(fixes.flatMap(({ diagnostics }) => diagnostics.map(questionOf)));
    const [first, ...others] = gone.filter((diagnostic) => done.has(questionOf(diagnostic)));
    if (!first?.fix || only?.path !== file.path || more.length > 0) return false;
    const replaced = replacementFor(file, only.after, shown);
    if ("refused" in replaced) {
      for (const diagnostic of [first, ...others]) this.refused.set(diagnostic, replaced.refused);
      return true;
    }
    const inTheWay = this.made.find((suggestion) => suggestion.path === file.path && touch(suggestion, replaced));
    if (inTheWay) for (const diagnostic of [first, ...others]) this.waiting.set(diagnostic, inTheWay);
    else this.made.push({ ...replaced, mends: [first, ...others], fixes: differentFixes(first.fix, others), safety });
    return true;
  }

  /** Which of the wanted findings are gone when a file has another text. */
  private goneAfter(text: string, file: SourceFile, projects: readonly ReadProject[], wanted: readonly Diagnostic[]): readonly Diagnostic[] {
    const { files, configuration } = this.options;
    const now: ProjectFiles = { read: (path) => (path === file.path ? text : files.read(path)), exists: (path) => files.exists?.(path), withheld: (path) => files.withheld?.(path) };
    const before = uniteFindings(projects.flatMap(({ found: { request } }) => this.linted.get(keyOf(request)) ?? []));
    const after = uniteFindings(projects.map(({ found: { request } }) => lintProject(loadProject(now, request), configuration(request))));
    const [were, are] = [before, after].map(({ diagnostics }) => new Set(diagnostics.map(questionOf)));
    return wanted.filter((diagnostic) => were?.has(questionOf(diagnostic)) === true && are?.has(questionOf(diagnostic)) === false);
  }
}

interface Work {
  readonly file: SourceFile;
  readonly shown: readonly LineSpan[];
  /** Those that have the file. */
  readonly projects: readonly ReadProject[];
  readonly wanted: readonly Diagnostic[];
  readonly safety: Safety;
}

/** Edits of neighbouring lines. */
interface Piece extends LineSpan {
  readonly edits: readonly TextEdit[];
}

/** Edits by the lines that they touch. What is near belongs together, unless only one of the two is free. */
function piecesOf(file: SourceFile, edits: readonly TextEdit[], shown: readonly LineSpan[], inTheWay: readonly LineSpan[]): readonly Piece[] {
  const isFree = (piece: LineSpan): boolean => !inTheWay.some((other) => touch(other, piece));
  const pieces: Piece[] = [];
  for (const edit of edits.toSorted((a, b) => a.range.start - b.range.start)) {
    const piece = { ...linesOfEdit(file, edit, shown), edits: [edit] };
    const before = pieces.at(-1);
    const united = before && { first: before.first, last: Math.max(before.last, piece.last), edits: [...before.edits, edit] };
    if (before && united && (piece.first <= before.last || (isFree(before) === isFree(piece) && isNear(before, piece, united, shown)))) pieces[pieces.length - 1] = united;
    else pieces.push(piece);
  }
  return pieces;
}

function linesOfEdit(file: SourceFile, edit: TextEdit, shown: readonly LineSpan[]): LineSpan {
  const replaced = replacementFor(file, applyEdits(file.text, [edit]), shown);
  return "refused" in replaced ? { first: file.lines.positionAt(edit.range.start).line, last: file.lines.positionAt(edit.range.end).line } : { first: replaced.first, last: replaced.last };
}

function isNear(before: LineSpan, piece: LineSpan, united: LineSpan, shown: readonly LineSpan[]): boolean {
  return piece.first - before.last <= NEAR && united.last - united.first < MOST_LINES / 2 && shown.some(({ first, last }) => first <= united.first && united.last <= last);
}

function touch(one: LineSpan, other: LineSpan): boolean {
  return one.first <= other.last && other.first <= one.last;
}

/** What several findings ask for in the same words is told once. */
function differentFixes(first: Fix, others: readonly Diagnostic[]): Suggestion["fixes"] {
  const wordsOf = ({ title, because }: Fix): string => `${title} ${because}`;
  const more = new Map(others.flatMap(({ fix }) => (fix && wordsOf(fix) !== wordsOf(first) ? [[wordsOf(fix), fix] as const] : [])));
  return [first, ...more.values()];
}

/** What tells a finding apart although lines move: fixing asks about each finding once by the same. */
function questionOf({ rule, service, message, place }: Diagnostic): string {
  return JSON.stringify([rule, service, message, place.file.path]);
}

function keyOf({ files }: { readonly files: readonly string[] }): string {
  return JSON.stringify(files);
}
