import type { Diagnostic, Severity } from "@compose-lint/core";
import { grouped } from "./group.js";
import { SEVERITY_INK, type Pen } from "./pen.js";
import { lineOf, locationOf } from "./places.js";
import { fixabilityOf } from "./report.js";
import { waysOf } from "./ways.js";

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
  return JSON.stringify([findings.map(({ rule, severity, fix }) => [rule, severity, fix?.safety]), isPlain ? "" : findings[0].service, waysOf(findings)]);
}

export function startOf([[first]]: Lack): number {
  return first.place.range.start;
}

/** `db lacks: cpu-limit, memswap-limit (line 7); --fix adds 1 of them.` */
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
      const missing = findings.toSorted((a, b) => (a.rule < b.rule ? -1 : 1)).map(({ rule, place }) => (place.range.start === first.place.range.start ? rule : `${rule} (line ${String(lineOf(place))})`));
      return pen.paragraph({ indent: 2, heading: [[SEVERITY_INK[severity], severity]], sentence: `${subject} ${[...new Set(missing)].join(", ")}${remedyFor(findings, refusals)}.` });
    }),
    ...waysOf([first, ...rest]).flatMap((sentence) => pen.paragraph({ indent: 4, sentence, ink: "dim" })),
  ];
}

const SEVERITIES: readonly Severity[] = ["error", "warning", "info"];

/** `; --fix adds 5 of them, --fix --unsafe 2 more` */
function remedyFor(findings: readonly Diagnostic[], refusals: ReadonlyMap<string, string>): string {
  const kinds = findings.map((finding) => fixabilityOf(finding, refusals).kind);
  const [safe, unsafe] = (["safe", "unsafe"] as const).map((kind) => kinds.filter((each) => each === kind).length);
  const share = (count = 0): string => (count < findings.length ? `${String(count)} of them` : count === 1 ? "it" : "them");
  if (safe) return `; --fix adds ${share(safe)}${unsafe ? `, --fix --unsafe ${String(unsafe)} more` : ""}`;
  return unsafe ? `; --fix --unsafe adds ${share(unsafe)}` : "";
}
