/** Counts what became of cases: how many were proven, how many were not, why not, and what the proven ones were like. */
export class Tally {
  /** By kind: what was proven, and for what reason the others were not. */
  readonly kinds = new Map<string, { proven: number; readonly reasons: Map<string, number> }>();
  /** How many of the proven cases had each trait. */
  readonly traits = new Map<string, number>();

  prove(kind: string, traits: Iterable<string>): void {
    this.of(kind).proven += 1;
    for (const trait of traits) addTo(this.traits, trait, 1);
  }

  refuse(kind: string, reason: string): void {
    addTo(this.of(kind).reasons, reason, 1);
  }

  add({ kinds, traits }: Tally): void {
    for (const [kind, { proven, reasons }] of kinds) {
      const sums = this.of(kind);
      sums.proven += proven;
      for (const [reason, times] of reasons) addTo(sums.reasons, reason, times);
    }
    for (const [trait, times] of traits) addTo(this.traits, trait, times);
  }

  get proven(): number {
    return sum([...this.kinds.values()].map(({ proven }) => proven));
  }

  /** How many were refused, or did not hold, for a reason that begins so. */
  notProven(reason = ""): number {
    return sum([...this.reasons()].map(([text, times]) => (text.startsWith(reason) ? times : 0)));
  }

  /** One line that tells the numbers; more of them where somebody asks for it. */
  summary(name: string, isLong: boolean): string {
    const rows = (counts: Iterable<readonly [string, number]>): string => [...counts].sort(([, a], [, b]) => b - a).map(([what, times]) => `  ${String(times)} × ${what}`).join("\n");
    const short = `${name}: ${String(this.proven)} cases proven, ${String(this.notProven())} not`;
    const kinds = [...this.kinds].map(([kind, { proven, reasons }]) => [`${kind} (${String(sum([...reasons.values()]))} not)`, proven] as const);
    return isLong ? `${short}\n${rows(kinds)}\nnot proven:\n${rows(this.reasons())}\nproven with:\n${rows(this.traits)}` : short;
  }

  private reasons(): ReadonlyMap<string, number> {
    const all = new Map<string, number>();
    for (const { reasons } of this.kinds.values()) for (const [reason, times] of reasons) addTo(all, reason, times);
    return all;
  }

  private of(kind: string): { proven: number; readonly reasons: Map<string, number> } {
    const known = this.kinds.get(kind) ?? { proven: 0, reasons: new Map<string, number>() };
    this.kinds.set(kind, known);
    return known;
  }
}

function addTo(counts: Map<string, number>, name: string, times: number): void {
  counts.set(name, (counts.get(name) ?? 0) + times);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
