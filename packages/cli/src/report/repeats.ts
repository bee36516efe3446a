import type { Diagnostic } from "@compose-lint/core";
import type { Group } from "./group.js";
import { lineOf } from "./places.js";
import { fixabilityOf } from "./report.js";

interface Merged {
  readonly groups: readonly Group[];
  /** The further findings of the same sentence and the same source line, by the first one. */
  readonly repeats: ReadonlyMap<Diagnostic, readonly Diagnostic[]>;
}

/** Leaves out places of which all has been said before, of another service, at a line that reads the same. */
export function mergeRepeats(groups: readonly Group[], refusals: ReadonlyMap<string, string>): Merged {
  const firsts = new Map<string, Diagnostic>();
  const repeats = new Map<Diagnostic, Diagnostic[]>();
  const kept = groups.filter((group) => {
    const keys = group.map((diagnostic) => keyOf(diagnostic, refusals));
    const before = keys.map((key) => (key === undefined ? undefined : firsts.get(key)));
    if (group.every(({ service }, index) => before[index] !== undefined && before[index].service !== service)) {
      for (const [index, first] of before.entries()) {
        const repeat = group[index];
        if (first && repeat) repeats.set(first, [...(repeats.get(first) ?? []), repeat]);
      }
      return false;
    }
    for (const [index, key] of keys.entries()) {
      const diagnostic = group[index];
      if (key !== undefined && diagnostic && !firsts.has(key)) firsts.set(key, diagnostic);
    }
    return true;
  });
  return { groups: kept, repeats };
}

/** The same for findings that need to be told only once; nothing for one that has more to say than its sentence. */
function keyOf(diagnostic: Diagnostic, refusals: ReadonlyMap<string, string>): string | undefined {
  const { rule, severity, service, message, related, place, onlyIn } = diagnostic;
  if (service === undefined || related.length > 0 || (place.via ?? []).length > 0 || !message.includes(service)) return undefined;
  const { file, range } = place;
  const { start, end } = file.lines.lineRange(lineOf(place));
  // The line of a service's name says nothing but the name.
  const source = file.text.slice(range.start, range.end) === service ? "" : file.text.slice(start, end).trim();
  return JSON.stringify([rule, severity, message.replaceAll(service, "\0"), source, onlyIn, fixabilityOf(diagnostic, refusals)]);
}

/** `the same for worker (line 12) and web (line 22)` */
export function repeatSentence(repeats: readonly Diagnostic[]): string {
  const places = repeats.map(({ service = "", place }) => `${service} (line ${String(lineOf(place))})`);
  return `the same for ${places.length < 2 ? places.join("") : `${places.slice(0, -1).join(", ")} and ${places.at(-1) ?? ""}`}`;
}
