import { applyEdits, type TextEdit } from "@compose-lint/core";
import { sideBySide, touch, type Part } from "./side-by-side.js";

/** A fix of a plan, with what it does to the text for which the plan was made. */
export interface Step {
  /** What the findings that it mends say; it is made when none of them is left. */
  readonly mends: readonly string[];
  readonly edits: readonly TextEdit[];
}

/**
 * Fixes that were proven together, and how far ESLint has come with them. It makes no two that touch in one pass, and what is planned anew
 * between two passes stands where its new neighbours suggest. So the plan for the first text is carried to its end.
 */
export interface Plan {
  /** The text for which it was made. */
  readonly text: string;
  readonly steps: readonly Step[];
  /** What all steps do to that text, in the order in which insertions at one place stand. */
  readonly parts: readonly Part<Step>[];
  readonly made: ReadonlySet<Step>;
  /** What ESLint was given for the steps that are left: edits of the text as it is with those that are made. */
  readonly given: ReadonlyMap<Step, TextEdit>;
}

/** `together` is what all of them do at once, which tells the order of what goes to one place. */
export function planOf(text: string, steps: readonly Step[], together: readonly TextEdit[]): Plan {
  const inserted = new Map<number, string>();
  for (const { range: { start, end }, text: added } of together) if (start === end) inserted.set(start, (inserted.get(start) ?? "") + added);
  const rankOf = ({ range: { start, end }, text: added }: TextEdit): number => (start === end ? (inserted.get(start)?.indexOf(added) ?? 0) : 0);
  const parts = steps.flatMap((step) => step.edits.map((edit): Part<Step> => ({ fix: step, edit })));
  parts.sort(({ edit: a }, { edit: b }) => a.range.start - b.range.start || a.range.end - b.range.end || rankOf(a) - rankOf(b));
  return giving({ text, steps, parts, made: new Set(), given: new Map() });
}

/**
 * The plan as ESLint has left it: it has made a text of what it was given, in which these findings are open. Nothing if the text comes from
 * somewhere else, if all is done, or if ESLint did not make what it could have made: it hides a finding, or was told to fix only some.
 */
export function carriedOn(plan: Plan, text: string, open: ReadonlySet<string>): Plan | undefined {
  const made = new Set(plan.steps.filter(({ mends }) => !mends.some((finding) => open.has(finding))));
  const next = { ...plan, made };
  if (textOf(next) !== text) return undefined;
  const left = [...plan.given].filter(([step]) => !made.has(step));
  const done = [...plan.given].flatMap(([step, edit]) => (made.has(step) ? [edit] : []));
  if (left.length === 0 || !left.every(([, edit]) => done.some((other) => touch(edit, other)))) return undefined;
  return giving(next);
}

function textOf({ text, parts, made }: Plan): string {
  return applyEdits(text, parts.flatMap(({ fix, edit }) => (made.has(fix) ? [edit] : [])));
}

/** The plan with what ESLint is given for what is left. */
function giving(plan: Plan): Plan {
  const left: Part<Step>[] = [];
  let moved = 0;
  for (const { fix, edit: { range, text } } of plan.parts) {
    if (plan.made.has(fix)) moved += text.length - (range.end - range.start);
    else left.push({ fix, edit: { range: { start: range.start + moved, end: range.end + moved }, text } });
  }
  return { ...plan, given: sideBySide(textOf(plan), left) };
}
