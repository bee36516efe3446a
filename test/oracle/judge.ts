import type { Operation } from "../../packages/core/src/compose/operation.js";
import { isPlainMapping, plainMapping, type Plain } from "../../packages/core/src/compose/plain.js";
import type { OracleRequest } from "./ask.js";
import { changesBetween, isWithin, placesOf, unplannedAmong, unseenAmong, type Change } from "./changes.js";
import type { Completion } from "./completion.js";
import { derivedChanges, unseenOperations } from "./exceptions.js";
import { operationsOf, planOf, type PlannedFix } from "./plan.js";
import type { Shadow, Shadows } from "./shadows.js";

/** Fixes of a project that Compose loads, and where it can load what they make of it. */
export interface Trial {
  readonly request: OracleRequest;
  readonly before: Plain;
  readonly fixes: readonly PlannedFix[];
  /** What the project was given from elsewhere. */
  readonly given: Completion["sections"];
  readonly after: Shadow;
}

export interface Verdict {
  readonly id: string;
  /** What is not as planned; empty if all is. */
  readonly faults: readonly string[];
  /** The reasons of the exceptions that were made. */
  readonly exceptions: readonly string[];
  /** Whether a fix that was made without being told would have been a fault; absent if there is none that could be told from the others. */
  readonly wouldNotice?: boolean;
}

/**
 * Compose has the last word on fixes. What it loads after them must differ from what it loaded before in the places that they name, in
 * every one of them, and must be what it makes of the project with the fixes written as an override and laid over it.
 */
export function judge(trials: readonly Trial[], shadows: Shadows): readonly Verdict[] {
  const repaired = shadows.ask(trials.map(({ request, after }) => ({ request, shadow: after })));
  const overridden = shadows.ask(
    trials.map(({ request, before, fixes }) => ({ request: { ...request, files: [...request.files, shadows.note(planOf(before, fixes))] }, shadow: shadows.original })),
  );
  return trials.map((trial, index) => {
    const { id } = trial.request;
    const [after, planned] = [repaired[index], overridden[index]];
    if (!after?.valid) return { id, faults: [`Compose does not load it any more: ${after?.error ?? "no answer"}`], exceptions: [] };
    if (!planned?.valid) return { id, faults: [`Compose does not load the plan: ${planned?.error ?? "no answer"}`], exceptions: [] };
    const models = [after.model as Plain, planned.model as Plain] as const;
    const untold = withOneUntold(trial);
    return { id, ...compare(trial, ...models), ...(untold ? { wouldNotice: compare(untold, ...models).faults.length > 0 } : {}) };
  });
}

function compare({ before, fixes, given }: Trial, after: Plain, planned: Plain): Pick<Verdict, "faults" | "exceptions"> {
  const operations = operationsOf(fixes);
  const changes = changesBetween(before, after);
  const unplanned = unplannedAmong(changes, operations).map((change) => ({ fault: `not planned: ${told(change)}`, exception: derivedChanges.find(({ covers }) => covers(change, operations)) }));
  const unseen = unseenAmong(operations, changes).map((operation) => ({ fault: `without effect: ${JSON.stringify(operation)}`, exception: unseenOperations.find(({ covers }) => covers(operation, given)) }));
  const others = changesBetween(withoutExtensions(planned), withoutExtensions(after)).map((change) => `planned otherwise: ${told(change)}`);
  return {
    faults: [...[...unplanned, ...unseen].flatMap(({ fault, exception }) => (exception ? [] : [fault])), ...others],
    exceptions: [...unplanned, ...unseen].flatMap(({ exception }) => (exception ? [exception.because] : [])),
  };
}

/** The same without a fix that has a place of its own and can be seen. */
function withOneUntold(trial: Trial): Trial | undefined {
  const { fixes, given } = trial;
  const without = (index: number): readonly PlannedFix[] => fixes.toSpliced(index, 1);
  const index = fixes.findLastIndex(({ operations }, at) => {
    const taken = operationsOf(without(at)).flatMap(placesOf);
    const isApart = (operation: Operation): boolean => !placesOf(operation).some((place) => taken.some((other) => isWithin(place, other) || isWithin(other, place)));
    return operations.some((operation) => isApart(operation) && !unseenOperations.some(({ covers }) => covers(operation, given)));
  });
  return index === -1 ? undefined : { ...trial, fixes: without(index) };
}

/** What stands in top-level extensions counts where it is used. */
function withoutExtensions(model: Plain): Plain {
  return isPlainMapping(model) ? plainMapping(Object.entries(model).filter(([key]) => !key.startsWith("x-"))) : model;
}

function told({ path, before, after }: Change): string {
  return `${path.join(".")}: ${shorten(before)} became ${shorten(after)}`;
}

function shorten(value: Plain | undefined): string {
  return value === undefined ? "nothing" : JSON.stringify(value).slice(0, 120);
}
