import type { Diagnostic } from "@compose-lint/core";
import type { Grade, RowVerdict, ServiceAudit } from "@compose-lint/core/audit";
import { lineOf } from "../report/places.js";
import { joined } from "./audited.js";

/** The first thing to do about a row that is amber or red, of one service or of several where a rule says it of each. */
export interface ToDo {
  readonly grade: Grade;
  readonly row: Pick<RowVerdict, "row" | "title">;
  /** Of the first service. */
  readonly finding: Diagnostic;
  readonly services: readonly [Concerned, ...Concerned[]];
}

interface Concerned {
  readonly name: string;
  readonly finding: Diagnostic;
}

/** What to do, red before amber, then in the order of the rows and of the services. */
export function toDo(services: readonly ServiceAudit[]): readonly ToDo[] {
  const found = new Map<string, { -readonly [Key in keyof ToDo]: ToDo[Key] }>();
  for (const { name, rows } of services) {
    for (const { row, title, grade, findings: [finding] } of rows) {
      if (!finding) continue;
      const key = JSON.stringify([grade, row, finding.rule, finding.severity, finding.isAbsence, finding.fix?.safety]);
      const known = found.get(key);
      if (known) known.services = [...known.services, { name, finding }];
      else found.set(key, { grade, row: { row, title }, finding, services: [{ name, finding }] });
    }
  }
  const order = [...(services[0]?.rows ?? [])].map(({ row }) => row);
  return [...found.values()].sort((a, b) => Number(b.grade === "red") - Number(a.grade === "red") || order.indexOf(a.row.row) - order.indexOf(b.row.row));
}

/** What `--fix` makes of it, in a few words. */
export function fixWords({ fix }: Diagnostic): string | undefined {
  if (!fix) return undefined;
  return fix.safety === "safe" ? "fixable" : "fixable with --unsafe";
}

/** How to have done by the command what it can do. */
export const FIX_COMMAND = "compose-lint --preset strict --fix";

/** `Also api (line 12) and web (line 20).`, with names as the format writes them; nothing if it is about one service alone. */
export function alsoWords({ services: [, ...others] }: ToDo, nameOf: (name: string) => string = (name) => name): string | undefined {
  return others.length === 0 ? undefined : `Also ${joined(others.map(({ name, finding }) => `${nameOf(name)} (line ${String(lineOf(finding.place))})`))}.`;
}
