import { diffArrays } from "diff/lib/diff/array.js";

export interface DiffLine {
  readonly sign: " " | "-" | "+";
  /** With its line break, if it has one. */
  readonly text: string;
}

/** Where two stretches have more differences than this, one simply replaces the other. */
const MAX_EDITS = 2_000;

/**
 * The lines of two texts, side by side. Lines that occur once in both hold the texts together (a "patience diff"), and only what lies
 * between two of them is compared in depth: that keeps added keys with their service, and a file with thousands of changes quick.
 */
export function diffByLine(before: string, after: string): readonly DiffLine[] {
  const oldLines = splitLines(before);
  const newLines = splitLines(after);
  const result: DiffLine[] = [];
  let oldDone = 0;
  let newDone = 0;
  for (const [oldAt, newAt] of [...anchorsOf(oldLines, newLines), [oldLines.length, newLines.length] as const]) {
    for (const line of diffStretch(oldLines.slice(oldDone, oldAt), newLines.slice(newDone, newAt))) result.push(line);
    const common = oldLines[oldAt];
    if (common !== undefined) result.push({ sign: " ", text: common });
    oldDone = oldAt + 1;
    newDone = newAt + 1;
  }
  return result;
}

function diffStretch(before: readonly string[], after: readonly string[]): readonly DiffLine[] {
  if (before.length > 0 && after.length > 0) {
    const changes = diffArrays([...before], [...after], { maxEditLength: MAX_EDITS });
    if (changes) return changes.flatMap(({ added, removed, value }) => signed(added ? "+" : removed ? "-" : " ", value));
  }
  return [...signed("-", before), ...signed("+", after)];
}

function signed(sign: DiffLine["sign"], lines: readonly string[]): readonly DiffLine[] {
  return lines.map((text) => ({ sign, text }));
}

/** Pairs of equal lines that occur once in either text, in an order that both share: as many as possible. */
function anchorsOf(before: readonly string[], after: readonly string[]): readonly (readonly [number, number])[] {
  const afterAt = uniqueLines(after);
  const pairs = [...uniqueLines(before)].flatMap(([line, oldAt]) => {
    const newAt = afterAt.get(line);
    return newAt === undefined ? [] : [[oldAt, newAt] as const];
  });
  return longestRising(pairs.sort(([a], [b]) => a - b));
}

function uniqueLines(lines: readonly string[]): Map<string, number> {
  const places = new Map<string, number>();
  const repeated = new Set<string>();
  lines.forEach((line, index) => {
    if (places.has(line)) repeated.add(line);
    else places.set(line, index);
  });
  for (const line of repeated) places.delete(line);
  return places;
}

type Pair = readonly [number, number];

/** The longest run of pairs whose second numbers rise, too. */
function longestRising(pairs: readonly Pair[]): readonly Pair[] {
  interface Link {
    readonly pair: Pair;
    readonly previous: Link | undefined;
  }
  // The end of the best run of each length; a later pair takes the place of the first end that is not below it.
  const ends: Link[] = [];
  for (const pair of pairs) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle]?.pair[1] ?? Infinity) < pair[1]) low = middle + 1;
      else high = middle;
    }
    ends[low] = { pair, previous: ends[low - 1] };
  }
  const run: Pair[] = [];
  for (let link = ends.at(-1); link; link = link.previous) run.push(link.pair);
  return run.reverse();
}

function splitLines(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
