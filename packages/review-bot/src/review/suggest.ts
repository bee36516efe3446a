import { applyEdits, fixProjects, type ConfigurationFor, type Diagnostic, type Fix, type ProjectFiles, type SourceFile, type TextEdit } from "@compose-lint/core";
import type { FileDiff, LineSpan } from "./file-diff.js";
import type { ReadProject } from "./look.js";
import { questionOf, Trial } from "./trial.js";
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

/** Changes whose lines are no further apart go into one suggestion. */
const NEAR = 2;
/** So many pieces of a fix are tried together before it is taken for one whose lines are too far apart. */
const MOST_PIECES = 4;

/**
 * Suggests what mends these findings: fixes of neighbouring lines together, safe ones and others apart. Where both are about the same lines, the
 * safe ones come first.
 */
export function suggest(findings: readonly Diagnostic[], options: SuggestOptions): Suggestions {
  const suggester = new Suggester(options);
  for (const safety of ["safe", "unsafe"] as const) suggester.add(findings.filter(({ fix }) => fix?.safety === safety), safety);
  return suggester.result();
}

class Suggester {
  private readonly made: Suggestion[] = [];
  private readonly waiting = new Map<Diagnostic, Suggestion>();
  private readonly refused = new Map<Diagnostic, string>();

  constructor(private readonly options: SuggestOptions) {}

  /** Makes all fixes of these findings at once, takes what comes of it apart by lines, and keeps what stands by itself. */
  add(wanted: readonly Diagnostic[], safety: Fix["safety"]): void {
    if (wanted.length === 0) return;
    const { files, projects, configuration } = this.options;
    const questions = new Set(wanted.map(questionOf));
    const result = fixProjects(files, projects.map(({ found }) => found.request), configuration, {
      unsafe: safety === "unsafe",
      only: new Set(wanted.map(({ rule }) => rule)),
      mends: (diagnostic) => questions.has(questionOf(diagnostic)),
    });
    for (const { path, edits } of result.files) {
      const file = projects.flatMap(({ project }) => project.files).find((each) => each.path === path);
      if (file) this.addFile(file, edits, safety, new Trial({ ...this.options, wanted, file, fixes: result.fixes }));
    }
    const mended = new Map(result.fixes.flatMap(({ diagnostics, paths }) => diagnostics.map((diagnostic) => [questionOf(diagnostic), paths] as const)));
    const settled = new Set([...this.made.flatMap(({ mends }) => mends), ...this.waiting.keys(), ...this.refused.keys()]);
    for (const diagnostic of wanted) {
      const paths = mended.get(questionOf(diagnostic));
      if (paths && !settled.has(diagnostic)) this.refused.set(diagnostic, paths.length > 1 ? "it is about more than one file" : "its lines are too far apart");
    }
  }

  result(): Suggestions {
    for (const diagnostic of this.made.flatMap(({ mends }) => mends)) {
      this.waiting.delete(diagnostic);
      this.refused.delete(diagnostic);
    }
    return { made: this.made.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.first - b.first)), waiting: this.waiting, refused: this.refused };
  }

  private addFile(file: SourceFile, edits: readonly TextEdit[], safety: Fix["safety"], trial: Trial): void {
    const shown = this.options.diffs.get(file.path)?.shown ?? [];
    const inTheWay = this.made.filter(({ path }) => path === file.path);
    const pieces = piecesOf(file, edits, shown, inTheWay);
    for (let index = 0; index < pieces.length; ) {
      index += this.addPiece(pieces.slice(index, index + MOST_PIECES), { file, shown, safety, trial, inTheWay });
    }
  }

  /** Adds the first of some pieces, with as many of the next ones as it needs. Tells how many that were; one if it is none. */
  private addPiece(pieces: readonly Piece[], { file, shown, safety, trial, inTheWay }: Work): number {
    const edits: TextEdit[] = [];
    for (const [index, piece] of pieces.entries()) {
      edits.push(...piece.edits);
      const after = applyEdits(file.text, edits);
      const replaced = replacementFor(file, after, shown);
      const { gone, holds } = trial.of(after, edits);
      const [first, ...others] = gone;
      if (!first?.fix || !holds) {
        if ("refused" in replaced) break;
        continue;
      }
      const other = inTheWay.find((suggestion) => suggestion.first <= piece.last && piece.first <= suggestion.last);
      if (other) for (const diagnostic of gone) this.waiting.set(diagnostic, other);
      else if ("refused" in replaced) for (const diagnostic of gone) this.refused.set(diagnostic, replaced.refused);
      else {
        const all = new Map([first, ...others].flatMap(({ fix }) => (fix ? [[`${fix.title} ${fix.because}`, fix] as const] : [])));
        const [fix = first.fix, ...fixes] = all.values();
        this.made.push({ ...replaced, mends: [first, ...others], fixes: [fix, ...fixes], safety });
      }
      return index + 1;
    }
    return 1;
  }
}

interface Work {
  readonly file: SourceFile;
  readonly shown: readonly LineSpan[];
  readonly safety: Fix["safety"];
  readonly trial: Trial;
  readonly inTheWay: readonly Suggestion[];
}

/** Edits of neighbouring lines. */
interface Piece extends LineSpan {
  readonly edits: readonly TextEdit[];
}

/** Edits by the lines that they touch. What is near belongs together, unless only one of the two is free. */
function piecesOf(file: SourceFile, edits: readonly TextEdit[], shown: readonly LineSpan[], inTheWay: readonly LineSpan[]): readonly Piece[] {
  const isFree = (piece: LineSpan): boolean => !inTheWay.some(({ first, last }) => first <= piece.last && piece.first <= last);
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
