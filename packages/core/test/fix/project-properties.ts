// The generator of whole projects and the check of every operation on them, run by hand so far: rename it to `.test.ts`. What it still
// finds is to be mended before `pnpm test` runs it.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadProject } from "../../src/compose/load.js";
import { faultsOf, otherReading } from "./check-patch.js";
import { filesOf, patchProject } from "./patch.js";
import { diceOf, randomProject } from "./random-file.js";
import { OPERATION_KINDS, randomOperation } from "./random-operation.js";
import { Tally } from "./tally.js";

/** More by `PROPERTY_RUNS=20000`, the same again by `PROPERTY_SEED=…` from a failure's report. */
const { PROPERTY_RUNS, PROPERTY_SEED } = process.env;
const runs = Number(PROPERTY_RUNS ?? 500);
const parameters = { numRuns: runs, ...(PROPERTY_SEED === undefined ? {} : { seed: Number(PROPERTY_SEED) }) };
const timeout = 20_000 + runs * 200;

describe("any project in any style", () => {
  it("takes any operation, and nothing else changes", () => {
    const tally = new Tally();
    fc.assert(
      fc.property(fc.gen(), (g) => {
        const dice = diceOf(g);
        const made = randomProject(dice);
        const files = filesOf(made.texts);
        const project = loadProject(files, made.request);
        expect(project.problems.map(({ message }) => message)).toEqual([]);
        tally.sawProject(made.styles);
        const { tree } = project;
        if (!tree) return;
        for (let attempt = 0; attempt < 6; attempt += 1) {
          const drawn = randomOperation(tree, dice.pick("", ...OPERATION_KINDS), dice);
          if (!drawn) continue;
          const { kind, operations } = drawn;
          const result = patchProject(project, files, operations);
          tally.add(kind, made.styles, result);
          if (!("changed" in result)) continue;
          expect(faultsOf(project, made, result.changed, operations)).toEqual([]);
          const text = result.changed["compose.yaml"];
          if (text === undefined) continue;
          const { extent, faults } = otherReading(project, made.texts["compose.yaml"] ?? "", text, operations);
          tally.read(extent);
          expect(faults).toEqual([]);
        }
      }),
      parameters,
    );
    tally.print();
  }, timeout);
});
