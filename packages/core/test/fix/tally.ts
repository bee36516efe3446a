import type { Patched } from "./patch.js";

interface Outcomes {
  done: number;
  readonly reasons: Map<string, number>;
}

/** Counts what became of operations, by their kind and by what the files are like. */
export class Tally {
  private readonly kinds = new Map<string, Outcomes>();
  private readonly styles = new Map<string, Outcomes>();
  private readonly projects = new Map<string, number>();
  private readonly readings = { whole: 0, rest: 0, nothing: 0 };

  sawProject(styles: ReadonlySet<string>): void {
    for (const style of styles) this.projects.set(style, (this.projects.get(style) ?? 0) + 1);
  }

  add(kind: string, styles: ReadonlySet<string>, result: Patched): void {
    const reason = "changed" in result ? undefined : "refused" in result ? `refused: ${result.refused}` : `unproven: ${result.unproven}`;
    count(this.kinds, kind, reason);
    for (const style of styles) count(this.styles, style, reason);
  }

  read(extent: "whole" | "rest" | "nothing"): void {
    this.readings[extent] += 1;
  }

  print(): void {
    const rows = (some: ReadonlyMap<string, Outcomes>): string => [...some].map(([name, { done, reasons }]) => `${name}: ${String(done)}; ${[...reasons].map(([reason, times]) => `${String(times)} × ${reason}`).join("; ")}`).join("\n");
    console.log(rows(this.kinds));
    console.log([...this.styles].map(([name, { done, reasons }]) => `${name}: ${String(done)}, not ${String([...reasons.values()].reduce((sum, times) => sum + times, 0))}`).join("\n"));
    console.log(JSON.stringify(Object.fromEntries(this.projects)));
    console.log(JSON.stringify(this.readings));
  }
}

function count(outcomes: Map<string, Outcomes>, name: string, reason: string | undefined): void {
  const of = outcomes.get(name) ?? { done: 0, reasons: new Map<string, number>() };
  outcomes.set(name, of);
  if (reason === undefined) of.done += 1;
  else of.reasons.set(reason, (of.reasons.get(reason) ?? 0) + 1);
}
