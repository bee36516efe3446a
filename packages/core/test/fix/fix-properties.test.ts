import { describe, expect, it } from "vitest";
import { presetConfiguration } from "../../src/engine/configuration.js";
import { checkFixes } from "./check-fixes.js";
import { CASES, runCases, timeoutFor } from "./run-cases.js";
import { Tally } from "./tally.js";

const cases = Math.ceil(CASES / 10);

describe("a project in any style", () => {
  it.each([
    ["safe fixes", false],
    ["all fixes", true],
  ])("is repaired for good by %s", (name, unsafe) => {
    const configuration = presetConfiguration("recommended", "production", "strict", "style");
    const tally = new Tally();
    runCases(name, cases, tally, (dice) => {
      checkFixes(dice, configuration, unsafe, tally);
    });
    if (cases < 2000) return;
    expect(tally.kinds.size).toBeGreaterThan(unsafe ? 20 : 8);
    expect(tally.notProven()).toBeLessThan(tally.proven * 0.15);
    expect(tally.notProven("made in a second run only")).toBeLessThan(tally.proven / 100);
  }, timeoutFor(cases));
});
