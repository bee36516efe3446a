import type { Project } from "../../compose/load.js";
import type { Place } from "../../compose/place.js";
import type { Suppression, SuppressionComment } from "../../rules/suppression.js";
import type { SourceFile } from "../../text/source-file.js";
import type { Configuration } from "../configuration.js";
import type { Diagnostic } from "../diagnostic.js";
import { FileSuppressions } from "./file-suppressions.js";
import { findComments } from "./find-comments.js";
import { linesBelow, targetLine } from "./line-scope.js";
import { countUpTo } from "./sorted.js";
import { isWatched } from "./watched-rules.js";

/** A finding that is not reported, and the comment that says so. */
export interface SuppressedFinding {
  readonly diagnostic: Diagnostic;
  readonly suppression: Suppression;
}

/** One of our comments, with what it did in one project. */
export interface CheckedComment extends SuppressionComment {
  /** The rules whose findings it hides, or would hide if its day were not over. */
  readonly hides: ReadonlySet<string>;
  readonly isExpired: boolean;
  /** Of a comment about one line, the rules that find something in what is written below that line. */
  readonly below: ReadonlySet<string>;
  /** Of an `enable`, what it ends in vain. */
  readonly endedInVain?: "all" | readonly string[];
  /** Whether a rule has looked at all that the comment may be about. */
  readonly isWatched: (rule: string) => boolean;
}

export interface Sifted {
  readonly diagnostics: readonly Diagnostic[];
  readonly suppressed: readonly SuppressedFinding[];
  readonly comments: readonly CheckedComment[];
}

/** Finds the comment that suppresses what a rule says of a place in a project. `today` as in a configuration. */
export function suppressionsIn(project: Project, today?: string): (rule: string, place: Pick<Place, "file" | "range">) => Suppression | undefined {
  const counting = byFile(project, findComments(project).flatMap(({ suppression }) => (suppression && !isOver(suppression, today) ? suppression : [])));
  return (rule, { file, range }) => counting.get(file.path)?.hiding(rule, range.start);
}

/** Sets apart what comments suppress. `broken` are the rules that failed. */
export function sift(project: Project, diagnostics: readonly Diagnostic[], configuration: Configuration, broken: ReadonlySet<string>): Sifted {
  const found = findComments(project);
  if (found.length === 0) return { diagnostics, suppressed: [], comments: [] };
  const isExpired = (suppression: Suppression): boolean => isOver(suppression, configuration.today);
  const all = found.flatMap(({ suppression }) => suppression ?? []);
  const counting = byFile(project, all.filter((suppression) => !isExpired(suppression)));
  const expired = byFile(project, all.filter((suppression) => suppression.kind === "enable" || isExpired(suppression)));

  const hides = new Map<Suppression, Set<string>>(all.map((suppression) => [suppression, new Set()]));
  const left: Diagnostic[] = [];
  const suppressed: SuppressedFinding[] = [];
  for (const diagnostic of diagnostics) {
    const { rule, place: { file, range } } = diagnostic;
    const suppression = counting.get(file.path)?.hiding(rule, range.start);
    if (suppression) suppressed.push({ diagnostic, suppression });
    else left.push(diagnostic);
    const reason = suppression ?? expired.get(file.path)?.hiding(rule, range.start);
    if (reason) hides.get(reason)?.add(rule);
  }
  const whole = byFile(project, all);
  const below = findingsBelow(left);
  const watches = isWatched(project, configuration, broken);
  return {
    diagnostics: left,
    suppressed,
    comments: found.map((comment): CheckedComment => {
      const { suppression, place } = comment;
      return {
        ...comment,
        hides: (suppression && hides.get(suppression)) ?? new Set(),
        below: suppression ? below(suppression) : new Set(),
        isExpired: suppression !== undefined && isExpired(suppression),
        ...(suppression?.kind === "enable" ? { endedInVain: whole.get(place.file.path)?.endedInVain(suppression) ?? [] } : {}),
        isWatched: (rule) => watches(rule, place.file.path),
      };
    }),
  };
}

function isOver({ until }: Suppression, today: string | undefined): boolean {
  return until !== undefined && today !== undefined && until < today;
}

/** Finds out which rules find something in what is written below the line of a comment: a list below its key, for instance. */
function findingsBelow(diagnostics: readonly Diagnostic[]): (suppression: Suppression) => ReadonlySet<string> {
  const files = new Map<string, { readonly line: number; readonly rule: string }[]>();
  for (const { rule, place: { file, range } } of diagnostics) {
    const found = files.get(file.path) ?? [];
    files.set(file.path, found);
    found.push({ line: file.lines.positionAt(range.start).line, rule });
  }
  // Many comments may stand above one line.
  const known = new Map<string, ReadonlySet<string>>();
  return (suppression) => {
    const { file } = suppression.place;
    const target = targetLine(suppression);
    const found = files.get(file.path);
    if (target === undefined || !found) return new Set();
    const key = `${String(target)} ${file.path}`;
    const before = known.get(key);
    if (before) return before;
    const { first, last } = linesBelow(file, target);
    const rules = new Set(found.slice(countUpTo(found, ({ line }) => line < first), countUpTo(found, ({ line }) => line <= last)).map(({ rule }) => rule));
    known.set(key, rules);
    return rules;
  };
}

function byFile(project: Project, suppressions: readonly Suppression[]): ReadonlyMap<string, FileSuppressions> {
  const files = new Map<SourceFile, Suppression[]>();
  for (const suppression of suppressions) {
    const known = files.get(suppression.place.file);
    if (known) known.push(suppression);
    else files.set(suppression.place.file, [suppression]);
  }
  return new Map([...files].map(([file, some]) => [file.path, new FileSuppressions(file, project.roots.get(file) ?? [], some)] as const));
}
