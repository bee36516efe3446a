import { describe, expect, it } from "vitest";
import { findings, fixed, type Setting } from "./check.js";

/** A title, a Compose file, and what the rule says: `line:column-endColumn severity message`, or only the beginning of it. */
type Report = readonly [title: string, text: string, expected: readonly string[], setting?: Setting];
type Accepted = readonly [title: string, text: string, setting?: Setting];
/** A title, a file before and after; a refusal stands in front of the text. Unsafe fixes are made where the setting says so. */
type Fixed = readonly [title: string, before: string, after: string, setting?: Setting];

export interface RuleTable {
  readonly reports: readonly Report[];
  readonly accepts: readonly Accepted[];
  readonly fixes?: readonly Fixed[];
}

/** Runs the table of one rule. */
export function testRule(rule: string, { reports, accepts, fixes = [] }: RuleTable): void {
  describe(`${rule} reports`, () => {
    it.each(reports.map(([title, ...row]) => [title, row] as const))("%s", (_title, [text, expected, setting]) => {
      const found = findings(rule, text, setting);
      // A row may leave out the sentence where it is not the point.
      expect(found.map((finding, index) => finding.slice(0, expected[index]?.length))).toEqual(expected);
    });
  });
  describe(`${rule} accepts`, () => {
    it.each(accepts.map(([title, ...row]) => [title, row] as const))("%s", (_title, [text, setting]) => {
      expect(findings(rule, text, setting)).toEqual([]);
    });
  });
  if (fixes.length === 0) return;
  describe(`${rule} fixes`, () => {
    it.each(fixes.map(([title, ...row]) => [title, row] as const))("%s", (_title, [before, after, setting]) => {
      expect(fixed(rule, before, setting)).toBe(after);
      // A second run finds nothing more to do.
      if (!after.startsWith("refused: ")) expect(fixed(rule, after, setting)).toBe(after);
    });
  });
}
