import { applyEdits, type TextEdit } from "@compose-lint/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { carriedOn, planOf, type Plan, type Step } from "../src/plan.js";
import { asEslint } from "./as-eslint.js";

const TEXT = "services:\n  a:\n    image: a\n    init: true\n\n  b:\n    image: b\n";

/** Fixes as core writes them: new lines behind lines, and texts within lines that are replaced. */
const fixes = fc
  .record({
    lines: fc.array(fc.record({ behind: fc.constantFrom(...TEXT.split("\n").slice(0, -1).map((_, index) => index)), deep: fc.constantFrom("  ", "    "), step: fc.nat(7) }), { maxLength: 12 }),
    replaced: fc.uniqueArray(fc.constantFrom("image: a", "true", "image: b"), { maxLength: 3 }),
    hidden: fc.array(fc.nat(7), { maxLength: 2 }),
    order: fc.array(fc.nat(), { minLength: 12, maxLength: 12 }),
  })
  .map(({ lines, replaced, hidden, order }) => {
    const ends = [...TEXT.matchAll(/\n/g)].map(({ index }) => index);
    const inserted = lines.map(({ behind, deep, step }, index) => ({ step, edit: { range: { start: ends[behind] ?? 0, end: ends[behind] ?? 0 }, text: `\n${deep}key${String(index)}: new` } }));
    const others = replaced.map((old, index) => ({ step: index, edit: { range: { start: TEXT.indexOf(old), end: TEXT.indexOf(old) + old.length }, text: `other${String(index)}` } }));
    const parts = [...inserted, ...others];
    const numbers = [...new Set(parts.map(({ step }) => step))];
    const steps = numbers.map((number): Step => ({ mends: [`finding ${String(number)}`], edits: parts.flatMap(({ step, edit }) => (step === number ? [edit] : [])) }));
    return { steps: steps.toSorted((a, b) => (order[steps.indexOf(a)] ?? 0) - (order[steps.indexOf(b)] ?? 0)), together: parts.map(({ edit }) => edit), hidden: new Set(hidden.map((number) => `finding ${String(number)}`)) };
  });

interface Passes {
  readonly text: string;
  readonly count: number;
}

/** Lets ESLint make a plan, until it makes nothing more of it or the plan is given up. `isReported` tells whether it shows a finding. */
function madeOf(first: Plan, isReported: (step: Step) => boolean): Passes {
  let plan: Plan | undefined = first;
  let { text } = first;
  for (let count = 0; ; count += 1) {
    if (!plan) return { text, count };
    const before = plan;
    const shown = [...before.given].filter(([step]) => isReported(step));
    const next = asEslint(text, shown.map(([, edit]) => edit));
    if (next === text) return { text, count };
    // What is reported is what has not been made: each of the fixes writes a text of its own.
    const open = new Set(first.steps.filter(({ edits }) => !edits.every(({ text: added }) => next.includes(added.trim()))).flatMap(({ mends }) => mends));
    text = next;
    plan = carriedOn(before, text, open);
  }
}

const textOf = (steps: readonly Step[], together: readonly TextEdit[]): string => applyEdits(TEXT, together.filter((edit) => steps.some(({ edits }) => edits.includes(edit))));

describe("a plan", () => {
  it("comes to what all of its fixes make together, in whatever order they are reported", () => {
    let crowded = 0;
    fc.assert(
      fc.property(fixes, ({ steps, together }) => {
        const { text, count } = madeOf(planOf(TEXT, steps, together), () => true);
        expect(text).toBe(textOf(steps, together));
        expect(count).toBeLessThanOrEqual(steps.length);
        if (count > 1) crowded += 1;
      }),
      { numRuns: 500, seed: 1 },
    );
    expect(crowded).toBeGreaterThan(100);
  });

  it("never has a fix do what another one does", () => {
    fc.assert(
      fc.property(fixes, ({ steps, together }) => {
        for (const [step, edit] of planOf(TEXT, steps, together).given) expect(applyEdits(TEXT, [edit])).toBe(textOf([step], together));
      }),
      { numRuns: 200, seed: 1 },
    );
  });

  it("has nothing done to what ESLint hides", () => {
    fc.assert(
      fc.property(fixes, ({ steps, together, hidden }) => {
        const isReported = ({ mends }: Step): boolean => !mends.some((finding) => hidden.has(finding));
        const { text } = madeOf(planOf(TEXT, steps, together), isReported);
        for (const step of steps.filter((each) => !isReported(each))) for (const { text: added } of step.edits) expect(text).not.toContain(added.trim());
      }),
      { numRuns: 200, seed: 1 },
    );
  });
});

describe("a plan is given up", () => {
  const insert = (at: number, text: string): TextEdit => ({ range: { start: at, end: at }, text });
  const end = TEXT.length - 1;
  const [x, y, z] = ["x", "y", "z"].map((name): Step => ({ mends: [name], edits: [insert(end, `\n    ${name}: 1`)] }));
  const steps = [x, y, z].flatMap((step) => step ?? []);
  const plan = planOf(TEXT, steps, steps.flatMap(({ edits }) => edits));
  const afterOne = `${TEXT}    x: 1\n    y: 1\n`;

  it.each<readonly [when: string, text: string, open: readonly string[], isCarriedOn: boolean]>([
    ["not where ESLint could not make all", afterOne, ["z"], true],
    ["when all is made", `${afterOne}    z: 1\n`, [], false],
    ["when somebody has changed the text", `${afterOne}\n`, ["z"], false],
    ["when a fix that could be made was not", `${TEXT}    x: 1\n`, ["y", "z"], false],
    ["when nothing was made", TEXT, ["x", "y", "z"], false],
    ["when a finding is gone that nothing was made of", TEXT, ["y", "z"], false],
  ])("%s", (_when, text, open, isCarriedOn) => {
    expect(carriedOn(plan, text, new Set(open)) !== undefined).toBe(isCarriedOn);
  });
});
