import type { Operation } from "../../packages/core/src/compose/operation.js";
import type { Path } from "../../packages/core/src/compose/path.js";
import { isPlainMapping, plainEqual, type Plain, type PlainMapping } from "../../packages/core/src/compose/plain.js";

/** A place at which two models differ; a side that has nothing there is absent. */
export interface Change {
  readonly path: Path;
  readonly before?: Plain;
  readonly after?: Plain;
}

/** The places at which two models differ, each as deep as it goes. */
export function changesBetween(before: Plain | undefined, after: Plain | undefined, path: Path = []): readonly Change[] {
  if (plainEqual(before, after)) return [];
  const whole = [{ path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }];
  if (isList(before) && isList(after)) return changedItems(before, after, path);
  // Where one side has nothing, every key of the other one is a change: as deep as the operation goes that made it.
  const [old, now] = [mappingOrNothing(before), mappingOrNothing(after)];
  const keys = old && now ? [...new Set([...Object.keys(old), ...Object.keys(now)])] : [];
  return keys.length === 0 ? whole : keys.flatMap((key) => changesBetween(old?.[key], now?.[key], [...path, key]));
}

/** Items of lists of one length stand for each other; otherwise, those that only one of the lists has came or went. */
function changedItems(before: readonly Plain[], after: readonly Plain[], path: Path): readonly Change[] {
  if (before.length === after.length) return before.flatMap((item, index) => changesBetween(item, after[index], [...path, index]));
  const gone = before.flatMap((item, index) => (has(after, item) ? [] : [{ path: [...path, index], before: item }]));
  const come = after.flatMap((item, index) => (has(before, item) ? [] : [{ path: [...path, index], after: item }]));
  return gone.length + come.length > 0 ? [...gone, ...come] : [{ path, before, after }];
}

/** The changes that no operation speaks of. */
export function unplannedAmong(changes: readonly Change[], operations: readonly Operation[]): readonly Change[] {
  const planned = operations.flatMap(placesOf);
  return changes.filter(({ path }) => !planned.some((place) => isWithin(path, place)));
}

/** The operations of which nothing is to be seen. */
export function unseenAmong(operations: readonly Operation[], changes: readonly Change[]): readonly Operation[] {
  return operations.filter((operation) => !placesOf(operation).some((place) => changes.some(({ path }) => isWithin(path, place))));
}

/** Where an operation changes the model. An item that comes or goes shifts others, so that it is the list which changes. */
export function placesOf({ path, ...operation }: Operation): readonly Path[] {
  const item = path.findIndex((step) => typeof step === "number");
  const place = item === -1 ? path : path.slice(0, item);
  return "key" in operation ? [place, [...path.slice(0, -1), operation.key]] : [place];
}

export function isWithin(path: Path, place: Path): boolean {
  return place.length <= path.length && place.every((step, index) => step === path[index]);
}

/** Nothing is as good as an empty mapping. */
function mappingOrNothing(value: Plain | undefined): PlainMapping | undefined {
  if (value === undefined || value === null) return {};
  return isPlainMapping(value) ? value : undefined;
}

function has(list: readonly Plain[], item: Plain): boolean {
  return list.some((other) => plainEqual(item, other));
}

function isList(value: Plain | undefined): value is readonly Plain[] {
  return Array.isArray(value);
}
