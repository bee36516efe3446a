import { expect, it } from "vitest";
import { checkOperations } from "./check-operations.js";
import { FAMILIES } from "./random-operation.js";
import { CASES, runCases, timeoutFor } from "./run-cases.js";
import { Tally } from "./tally.js";

/** What must be seen in files that have changed, and of values on the way to what has. */
export const ONE_FILE: readonly string[] = [
  "JSON", "CRLF", "BOM", "no final line break", "document markers", "several documents", "tabs", "trailing blanks",
  "comments above", "comments beside", "comments below", "quoted keys", "explicit keys", "empty values", "values on the next line",
  "in a block mapping", "in a flow mapping", "in a block sequence", "in a flow sequence", "lists without indentation", "mappings in lists",
  "brackets over several lines", "commas at the end", "commas in front", "literal texts", "folded texts", "texts of several lines",
  "lists of aliases", "arrives by alias", "arrives by merge-key", "arrives by extends", "arrives by next-document",
];

/** A tenth of all cases: there are five families of operations, on projects of one file and of several. */
const cases = Math.ceil(CASES / 10);
/** Only what is drawn often enough tells that nothing has become impossible. */
const isMany = cases >= 2000;

/** Every kind of operation on projects of one kind: its proof holds, a second run finds nothing, and nothing else changes. */
export function describeOperations(hasSeveralFiles: boolean, traits: readonly string[]): void {
  const all = new Tally();

  it.each(Object.entries(FAMILIES))("takes operations: %s", (name, family) => {
    const tally = new Tally();
    runCases(`${name} in ${hasSeveralFiles ? "several files" : "one file"}`, cases, tally, (dice) => {
      checkOperations(dice, family, hasSeveralFiles, tally);
    });
    all.add(tally);
    if (!isMany) return;
    expect(Object.keys(family.kinds).filter((kind) => (tally.kinds.get(kind)?.proven ?? 0) < cases / 100)).toEqual([]);
    expect(tally.notProven()).toBeLessThan(tally.proven * 0.4);
    expect(tally.notProven("unproven")).toBeLessThan(tally.proven * 0.25);
  }, timeoutFor(cases));

  it.runIf(isMany)("has seen every way of writing, and another reader of YAML has seen most of it", () => {
    expect(traits.filter((trait) => (all.traits.get(trait) ?? 0) < cases / 200)).toEqual([]);
    expect(all.traits.get("read by another reader: nothing") ?? 0).toBeLessThan(all.proven * 0.15);
  });
}
