import { keysOfPlace, type Diagnostic, type Severity } from "@compose-lint/core";
import type { FileDiff } from "./file-diff.js";

/** The least severe one first. */
const SEVERITIES: readonly Severity[] = ["info", "warning", "error"];

/** How findings before and after a change are told to be the same. */
export interface Comparison {
  readonly renamed: ReadonlyMap<string, string>;
  /** Of the files of the head that are different. */
  readonly diffs: ReadonlyMap<string, FileDiff>;
}

/**
 * What a change brings: findings on lines that it changes, and findings that were not there before. A finding was there before if the same was
 * said of the same service in the same file; or else if the same rule had something to say under the same keys of that file: the words may
 * have changed with what stands elsewhere. Each finding of before excuses one of now, unless that is more severe.
 */
export function broughtFindings(before: readonly Diagnostic[], after: readonly Diagnostic[], { renamed, diffs }: Comparison): readonly Diagnostic[] {
  const pathNow = (path: string): string => renamed.get(path) ?? path;
  const changed = new Set(after.filter((diagnostic) => isOnChangedLine(diagnostic, diffs)));
  // What is on a changed line is told in any case, and should not use up an excuse.
  const rest = after.filter((diagnostic) => !changed.has(diagnostic));
  const [left, fresh] = matched(before, rest, ({ rule, service, message, place }, isBefore) => JSON.stringify([rule, service, message, isBefore ? pathNow(place.file.path) : place.file.path]));
  const [, brought] = matched(left, fresh, (diagnostic, isBefore) => {
    const { rule, place } = diagnostic;
    return JSON.stringify([rule, isBefore ? pathNow(place.file.path) : place.file.path, ...keysOf(diagnostic)]);
  });
  const told = new Set([...changed, ...brought]);
  return after.filter((diagnostic) => told.has(diagnostic));
}

function isOnChangedLine({ place: { file, range } }: Diagnostic, diffs: ReadonlyMap<string, FileDiff>): boolean {
  const diff = diffs.get(file.path);
  if (!diff) return false;
  const last = file.lines.positionAt(range.end).line;
  for (let { line } = file.lines.positionAt(range.start); line <= last; line += 1) if (diff.added.has(line)) return true;
  return false;
}

/** What is left of either side when each finding has met one that it is the same as. */
function matched(before: readonly Diagnostic[], after: readonly Diagnostic[], keyOf: (diagnostic: Diagnostic, isBefore: boolean) => string): readonly [before: readonly Diagnostic[], after: readonly Diagnostic[]] {
  const waiting = new Map<string, Diagnostic[]>();
  for (const diagnostic of before) {
    const key = keyOf(diagnostic, true);
    waiting.set(key, [...(waiting.get(key) ?? []), diagnostic]);
  }
  const left = after.filter((diagnostic) => {
    const known = waiting.get(keyOf(diagnostic, false)) ?? [];
    const index = known.findIndex(({ severity }) => SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(diagnostic.severity));
    if (index !== -1) known.splice(index, 1);
    return index === -1;
  });
  return [[...waiting.values()].flat(), left];
}

/** The keys under which a finding stands; none outside of YAML. */
export function keysOf({ place }: Diagnostic): readonly string[] {
  return /\.(?:ya?ml|json)$/i.test(place.file.path) ? keysOfPlace(place) : [];
}
