import { describe, expect, it } from "vitest";
import type { Operation } from "../../src/compose/operation.js";
import { patch } from "./patch.js";

/** A text before and after; or `refused: …` and `unproven: …` where nothing is done. */
export type Row = readonly [title: string, before: string, after: string];

/** What the same operations make of different texts. */
export function table(name: string, operations: readonly Operation[], rows: readonly Row[]): void {
  describe(name, () => {
    it.each(rows)("%s", (_title, before, after) => {
      expect(patch(before, operations)).toBe(after);
    });
  });
}
