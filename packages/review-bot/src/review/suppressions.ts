import type { Place, ProjectResult, Suppression } from "@compose-lint/core";
import type { FileDiff } from "./file-diff.js";

/** A comment that a change brings and that keeps findings from being reported. */
export interface AddedSuppression {
  readonly suppression: Suppression;
  /** The rules whose findings it hides here. */
  readonly hides: readonly string[];
}

/** The comments that a change adds or changes, in the order of the text. */
export function addedSuppressions(before: readonly ProjectResult[], after: readonly ProjectResult[], renamed: ReadonlyMap<string, string>, diffs: ReadonlyMap<string, FileDiff>): readonly AddedSuppression[] {
  const known = new Map<string, number>();
  for (const { place } of commentsOf(before)) {
    const key = keyOf(place, renamed.get(place.file.path) ?? place.file.path);
    known.set(key, (known.get(key) ?? 0) + 1);
  }
  return commentsOf(after).flatMap(({ place, suppression, hides }) => {
    const key = keyOf(place, place.file.path);
    const count = known.get(key) ?? 0;
    const isOnChangedLine = diffs.get(place.file.path)?.added.has(place.file.lines.positionAt(place.range.start).line) === true;
    if (count > 0 && !isOnChangedLine) {
      known.set(key, count - 1);
      return [];
    }
    return [{ suppression, hides: [...hides].sort() }];
  });
}

interface Comment {
  readonly place: Place;
  readonly suppression: Suppression;
  readonly hides: Set<string>;
}

/** Each comment once, with what it hides in any of the projects. What only ends another one hides nothing. */
function commentsOf(results: readonly ProjectResult[]): readonly Comment[] {
  const all = new Map<string, Comment>();
  for (const { place, suppression, hides } of results.flatMap(({ comments }) => comments)) {
    if (!suppression || suppression.kind === "enable") continue;
    const key = JSON.stringify([place.file.path, place.range.start]);
    const comment = all.get(key) ?? { place, suppression, hides: new Set<string>() };
    for (const rule of hides) comment.hides.add(rule);
    all.set(key, comment);
  }
  return [...all.values()];
}

function keyOf({ file, range }: Place, path: string): string {
  return JSON.stringify([path, file.text.slice(range.start, range.end)]);
}
