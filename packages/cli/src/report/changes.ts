import type { Diagnostic } from "@compose-lint/core";
import { atLineStart, printable } from "@compose-lint/workspace";
import { supportLines } from "./fact-words.js";
import { grouped } from "./group.js";
import { SAFETY_INK, type Pen } from "./pen.js";
import { lineOf } from "./places.js";
import type { Change, Report } from "./report.js";

type Lines = readonly string[];

/** What was changed, or what the patch changes: the same change in many places is told once, with the places. */
export function changeLines({ changes, action, verbose = false }: Report, pen: Pen): readonly string[] {
  const supportOf = ({ diagnostics: [first] }: Change): Lines => (verbose && first?.fix ? supportLines(first.fix) : []);
  const kinds = [...grouped(changes, (change) => JSON.stringify([kindOf(change), supportOf(change)])).values()];
  // Those after which something may be different come first: they want to be read.
  const byUrgency = [...kinds.filter((same) => !isSafe(same)), ...kinds.filter(isSafe)];
  const lines = byUrgency.flatMap((same) => {
    const [change] = same;
    const [diagnostic] = change.diagnostics;
    if (!diagnostic?.fix) return [];
    const { rule, fix } = diagnostic;
    return [
      ...pen.paragraph({ indent: 2, heading: [["bold", rule], [SAFETY_INK[fix.safety], `(${fix.safety}):`]], sentence: `${fix.title}.` }),
      ...pen.paragraph({ indent: 4, sentence: fix.because, ink: "dim" }),
      ...supportOf(change).flatMap((sentence) => pen.paragraph({ indent: 4, sentence, ink: "dim" })),
      ...[...grouped(same, writtenElsewhere)].flatMap(([elsewhere, alike]) => placesOf(alike.flatMap(({ diagnostics }) => diagnostics)).flatMap((places) => pen.paragraph({ indent: 4, sentence: places + elsewhere }))),
    ];
  });
  return lines.length === 0 ? [] : [pen.ink("bold", action === "diff" ? "In the patch:" : "Changed:"), ...lines];
}

function kindOf({ diagnostics: [first] }: Change): readonly unknown[] {
  return [first?.rule, first?.fix?.title, first?.fix?.safety, first?.fix?.because];
}

function isSafe([first]: readonly Change[]): boolean {
  return first?.diagnostics[0]?.fix?.safety === "safe";
}

/** Where a change is written, if not where the finding is. */
function writtenElsewhere({ diagnostics, paths }: Change): string {
  const isPlain = paths.every((path) => diagnostics.some(({ place }) => place.file.path === path));
  return isPlain ? "" : `, written in ${paths.join(", ")}`;
}

/** What could not be changed, by the reason. */
export function refusalLines({ files }: Report, pen: Pen): readonly string[] {
  const unfixed = files.flatMap((file) => file.unfixed);
  return [...grouped(unfixed, ({ reason }) => reason)].flatMap(([reason, same]) => {
    const byRule = grouped(same.map(({ diagnostic }) => diagnostic), ({ rule }) => rule);
    const what = [...byRule].map(([rule, diagnostics]) => `${rule} at ${placesOf(diagnostics).join(", ")}`);
    return pen.paragraph({ heading: [["yellow", "not fixed:"]], sentence: `${what.join("; ")}: ${reason}` });
  });
}

/** Nobody reads hundreds of places of the same change; the patch and the machine formats have them all. */
const MOST_PLACES = 12;

/** A line for each file: `compose.yaml:4 (db), :9 (web, worker)`. */
function placesOf(diagnostics: readonly Diagnostic[]): readonly string[] {
  return [...grouped(diagnostics, ({ place }) => place.file.path)].map(([path, inFile]) => {
    const byLine = [...grouped(inFile, ({ place }) => lineOf(place))].sort(([a], [b]) => a - b);
    const places = byLine.map(([line, together]) => {
      const services = [...new Set(together.flatMap(({ service }) => service ?? []))].join(", ");
      return `:${String(line)}${services === "" ? "" : ` (${services})`}`;
    });
    const more = places.length - MOST_PLACES;
    return atLineStart(printable(path)) + places.slice(0, more === 1 ? undefined : MOST_PLACES).join(", ") + (more > 1 ? ` and ${String(more)} more` : "");
  });
}
