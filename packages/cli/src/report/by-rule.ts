import type { Diagnostic, Severity } from "@compose-lint/core";
import { grouped } from "./group.js";
import { SEVERITY_INK, type Pen } from "./pen.js";
import { locationOf } from "./places.js";
import { fixabilityOf, refusalsOf, type Report } from "./report.js";
import { counted } from "./totals.js";

const ORDER: readonly Severity[] = ["error", "warning", "info"];
const REMARKS = { safe: "[fixable with --fix]", unsafe: "[fixable with --fix --unsafe]", none: undefined, refused: undefined } as const;

/** The findings of all files by rule, the gravest and most frequent first; the same sentence about several services is told once. */
export function ruleBlocks({ files }: Pick<Report, "files">, pen: Pen): readonly (readonly string[])[] {
  const refusals = new Map(files.flatMap(({ unfixed }) => [...refusalsOf(unfixed)]));
  const kinds = [...grouped(files.flatMap(({ diagnostics }) => diagnostics), ({ rule, severity }) => `${severity} ${rule}`).values()];
  const urgency = ([{ severity }]: readonly [Diagnostic, ...Diagnostic[]]): number => ORDER.indexOf(severity);
  return kinds
    .sort((a, b) => urgency(a) - urgency(b) || b.length - a.length || (a[0].rule < b[0].rule ? -1 : 1))
    .map((findings) => {
      const [{ rule, severity }] = findings;
      const alike = grouped(findings, (finding) => JSON.stringify([withoutService(finding), fixabilityOf(finding, refusals).kind]));
      return [
        ...pen.paragraph({ heading: [[SEVERITY_INK[severity], severity], ["bold", rule]], sentence: `(${counted(findings.length, "problem")})`, ink: "dim" }),
        ...[...alike.values()].flatMap(([first, ...others]) => [
          ...pen.paragraph({ indent: 2, heading: [["bold", `${locationOf(first.place)}:`]], sentence: first.message, remark: REMARKS[fixabilityOf(first, refusals).kind] }),
          ...first.related.flatMap((other) => pen.paragraph({ indent: 4, sentence: `${locationOf(other)}: ${other.message}`, ink: "dim" })),
          ...(others.length === 0 ? [] : pen.paragraph({ indent: 4, sentence: `and so ${others.map(({ place, service }) => (service === undefined ? locationOf(place) : `${service} (${locationOf(place)})`)).join(", ")}`, ink: "dim" })),
        ]),
      ];
    });
}

/** What points at other places as well is told by itself. */
function withoutService({ message, service, related }: Diagnostic): unknown {
  if (related.length > 0) return related.map(locationOf);
  return service !== undefined && message.includes(service) ? message.replaceAll(service, "\0") : message;
}
