import type { Diagnostic, Severity } from "@compose-lint/core";
import { grouped } from "./group.js";
import { SEVERITY_INK, type Pen } from "./pen.js";
import { lineOf, locationOf } from "./places.js";
import { fixabilityOf, type Fixability } from "./report.js";
import { partsOf, waysOf } from "./ways.js";

type Findings = readonly [Diagnostic, ...Diagnostic[]];

/** Services that lack the very same, each with its findings in the order of the text. */
export type Lack = readonly [Findings, ...Findings[]];

interface Folded {
  readonly lacks: readonly Lack[];
  /** What stands alone. */
  readonly others: readonly Diagnostic[];
}

/** One thing that is missing is told like any other finding. */
const FEWEST = 2;

/** What is not there has no line to show: all that a service lacks, and all services that lack the same, make one block. */
export function foldLacks(diagnostics: readonly Diagnostic[]): Folded {
  const absences = diagnostics.filter(({ isAbsence, service }) => isAbsence && service !== undefined);
  const byService = [...grouped(absences, ({ service }) => service).values()].filter(({ length }) => length >= FEWEST);
  const folded = new Set(byService.flat());
  return { lacks: [...grouped(byService, kindOf).values()], others: diagnostics.filter((diagnostic) => !folded.has(diagnostic)) };
}

/** Services are told together if they lack the same at their names, and the same is done about it. */
function kindOf(findings: Findings): string {
  const { start } = findings[0].place.range;
  const isPlain = findings.every(({ place }) => place.range.start === start);
  return JSON.stringify([findings.map(({ rule, severity, fix }) => [rule, severity, fix?.safety]), isPlain ? "" : findings[0].service, waysOf(findings), partsOf(findings)]);
}

export function startOf([[first]]: Lack): number {
  return first.place.range.start;
}

/** `db lacks: memswap-limit (line 7) (--fix); pids-limit (--fix --unsafe); memory-limit.` */
export function lackLines(lack: Lack, refusals: ReadonlyMap<string, string>, pen: Pen): readonly string[] {
  const [[first, ...rest], ...others] = lack;
  const names = lack.map(([{ service = "" }]) => service);
  const subject = names.length === 1 ? `${names.join("")} lacks:` : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""} lack:`;
  const lines = others.map(([{ place }]) => `:${String(lineOf(place))}`).join(", ");
  const bySeverity = grouped([first, ...rest], ({ severity }) => severity);
  return [
    pen.ink("bold", `${locationOf(first.place)}${lines === "" ? "" : `, ${lines}`}`),
    ...SEVERITIES.flatMap((severity) => {
      const findings = bySeverity.get(severity);
      if (!findings) return [];
      const nameOf = ({ rule, place }: Diagnostic): string => (place.range.start === first.place.range.start ? rule : `${rule} (line ${String(lineOf(place))})`);
      const sorted = findings.toSorted((a, b) => (a.rule < b.rule ? -1 : 1));
      const parts = REMEDIES.flatMap(({ kinds, remedy }) => {
        const some = sorted.filter((finding) => kinds.includes(fixabilityOf(finding, refusals).kind));
        return some.length === 0 ? [] : [`${[...new Set(some.map(nameOf))].join(", ")}${remedy}`];
      });
      return pen.paragraph({ indent: 2, heading: [[SEVERITY_INK[severity], severity]], sentence: `${subject} ${parts.join("; ")}.` });
    }),
    ...[...partsOf([first, ...rest]), ...waysOf([first, ...rest])].flatMap((sentence) => pen.paragraph({ indent: 4, sentence, ink: "dim" })),
  ];
}

const SEVERITIES: readonly Severity[] = ["error", "warning", "info"];

/** What goes away by itself comes first. */
const REMEDIES: readonly { readonly kinds: readonly Fixability["kind"][]; readonly remedy: string }[] = [
  { kinds: ["safe"], remedy: " (--fix)" },
  { kinds: ["unsafe"], remedy: " (--fix --unsafe)" },
  { kinds: ["none", "refused"], remedy: "" },
];
