import fc from "fast-check";
import { diceOf } from "./random-file.js";
import type { Dice } from "./print-file.js";
import type { Tally } from "./tally.js";

/**
 * The gate always draws the same cases, so that it fails only for what a change has done. Others by `PROPERTY_SEED=…`, more by
 * `PROPERTY_CASES=…`, and what they were like by `PROPERTY_TALLY=1`.
 */
const { PROPERTY_SEED: givenSeed = "20261122", PROPERTY_CASES: givenCases = "20000", PROPERTY_TALLY: isLong } = process.env;

/** How many cases all properties together have at least. */
export const CASES = Number(givenCases);

/** Projects that are drawn from one seed. */
const BATCH = 50;
const MOST_SHRINKING = 60_000;

/** Draws projects until enough cases are proven, and tells how many were. A failure is made smaller for a minute, then told with its seed. */
export function runCases(name: string, cases: number, tally: Tally, check: (dice: Dice) => void): void {
  const property = fc.property(fc.gen(), (g) => {
    check(diceOf(g));
  });
  // Every property has seeds of its own.
  const first = new TextEncoder().encode(name).reduce((sum, letter) => Math.imul(sum, 31) + letter, Number(givenSeed));
  for (let batch = 0; tally.proven < cases; batch += 1) {
    const before = tally.proven;
    const seed = (first + batch) | 0;
    const found = fc.check(property, { seed, numRuns: BATCH, endOnFailure: true });
    if (found.failed) {
      const { counterexamplePath: path } = found;
      const smaller = fc.check(property, { seed, ...(path === null ? {} : { path }), interruptAfterTimeLimit: MOST_SHRINKING });
      const { errorInstance: fault } = smaller.failed ? smaller : found;
      throw new Error(`${fault instanceof Error ? fault.message : String(fault)}\nAgain by PROPERTY_SEED=${givenSeed} PROPERTY_CASES=${givenCases} for "${name}".`, { cause: fault });
    }
    if (tally.proven === before) throw new Error(`None of ${String(BATCH)} projects has a case of "${name}".`);
  }
  console.log(tally.summary(name, isLong !== undefined));
}

/** How long a property with so many cases may take on a busy machine, with the time to make a failure smaller. */
export function timeoutFor(cases: number): number {
  return 2 * MOST_SHRINKING + cases * 60;
}
