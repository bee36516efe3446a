import { keysOfPlace, type Diagnostic } from "@compose-lint/core";

/** How many findings of each rule there are, by file and by the keys under which they stand. */
export type Counts = ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<string, number>>>;

/** What a baseline makes of findings. */
export interface Sifted {
  /** What is not in the baseline. */
  readonly fresh: readonly Diagnostic[];
  /** What is, and need not be told again. */
  readonly known: readonly Diagnostic[];
  /** How many of the baseline's findings are not there any more, as far as anybody looked for them. */
  readonly gone: number;
}

/** What was looked at in a run. */
export interface Looked {
  /** By the name that people are told, as the place of a finding has it. */
  readonly files: ReadonlySet<string>;
  readonly rules: ReadonlySet<string>;
  /** A file as the baseline calls it. */
  readonly nameOf: (path: string) => string;
}

/** What stands above all keys of a file, or in no YAML. */
const WHOLE_FILE = ".";

/** Counts findings by what they are about, so that lines may come and go. Holds names of files, keys and rules, and no values. */
export function countFindings(diagnostics: readonly Diagnostic[], nameOf: Looked["nameOf"]): Counts {
  const counts = new Map<string, Map<string, Map<string, number>>>();
  for (const diagnostic of diagnostics) {
    const [file, keys, rule] = structureOf(diagnostic, nameOf);
    const inFile = counts.get(file) ?? new Map<string, Map<string, number>>();
    const atKeys = inFile.get(keys) ?? new Map<string, number>();
    counts.set(file, inFile.set(keys, atKeys.set(rule, (atKeys.get(rule) ?? 0) + 1)));
  }
  return counts;
}

/**
 * Sets apart what the baseline knows. If a rule finds more under some keys than it did then, all of it is told: which of them is new,
 * nobody knows.
 */
export function siftBy(baseline: Counts, diagnostics: readonly Diagnostic[], looked: Looked): Sifted {
  const now = countFindings(diagnostics, looked.nameOf);
  const isKnown = (diagnostic: Diagnostic): boolean => {
    const [file, keys, rule] = structureOf(diagnostic, looked.nameOf);
    return countOf(now, file, keys, rule) <= countOf(baseline, file, keys, rule);
  };
  const files = new Set([...looked.files].map((path) => looked.nameOf(path)));
  const gone = [...entriesOf(baseline)]
    .filter(({ file, rule }) => files.has(file) && looked.rules.has(rule))
    .map(({ file, keys, rule, count }) => Math.max(0, count - countOf(now, file, keys, rule)))
    .reduce((sum, count) => sum + count, 0);
  return { fresh: diagnostics.filter((diagnostic) => !isKnown(diagnostic)), known: diagnostics.filter(isKnown), gone };
}

/** A baseline of today's findings: what it said of files that were not looked at stays, if `isThere` knows them. */
export function updated(baseline: Counts, diagnostics: readonly Diagnostic[], looked: Looked, isThere: (file: string) => boolean): Counts {
  const now = countFindings(diagnostics, looked.nameOf);
  const files = new Set([...looked.files].map((path) => looked.nameOf(path)));
  return new Map([...[...baseline].filter(([file]) => !files.has(file) && isThere(file)), ...now]);
}

export function totalOf(counts: Counts): number {
  return [...entriesOf(counts)].reduce((sum, { count }) => sum + count, 0);
}

function structureOf({ rule, place }: Diagnostic, nameOf: Looked["nameOf"]): readonly [file: string, keys: string, rule: string] {
  const keys = /\.(?:ya?ml|json)$/i.test(place.file.path) ? keysOfPlace(place) : [];
  return [nameOf(place.file.path), keys.length === 0 ? WHOLE_FILE : keys.join("."), rule];
}

function countOf(counts: Counts, file: string, keys: string, rule: string): number {
  return counts.get(file)?.get(keys)?.get(rule) ?? 0;
}

function* entriesOf(counts: Counts): Iterable<{ readonly file: string; readonly keys: string; readonly rule: string; readonly count: number }> {
  for (const [file, inFile] of counts) for (const [keys, atKeys] of inFile) for (const [rule, count] of atKeys) yield { file, keys, rule, count };
}
