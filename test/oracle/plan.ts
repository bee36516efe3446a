import { applyOperations, type Operation } from "../../packages/core/src/compose/operation.js";
import type { Path } from "../../packages/core/src/compose/path.js";
import { isPlainMapping, plainEqual, plainMapping, type Plain } from "../../packages/core/src/compose/plain.js";
import { placesOf } from "./changes.js";

/** A fix, as far as it matters what it does to the model. */
export interface PlannedFix {
  /** Fixes of one pass are made at once. */
  readonly pass: number;
  readonly operations: readonly Operation[];
}

/**
 * Fixes written as an override, so that Compose itself says what the model has to be after them: that of the project with this file
 * laid over it. What an operation touches is written as a whole: the key of a service, or an entry of a section.
 */
export function planOf(before: Plain, fixes: readonly PlannedFix[]): string {
  const passes = [...new Set(fixes.map(({ pass }) => pass))];
  const after = passes.reduce((model, pass) => applyOperations(model, operationsOf(fixes.filter((fix) => fix.pass === pass))), before);
  const touched = operationsOf(fixes).flatMap(placesOf).map((place) => place.slice(0, place[0] === "services" ? 3 : 2));
  const changed = touched.filter((place) => !plainEqual(valueAt(before, place), valueAt(after, place)));
  return write(changed.sort((a, b) => a.length - b.length).map((place) => [place, valueAt(after, place)]));
}

export function operationsOf(fixes: readonly PlannedFix[]): readonly Operation[] {
  return fixes.flatMap(({ operations }) => operations);
}

/** Values by their paths as nested mappings. What lies within a value that is there as a whole is part of it. */
function write(values: readonly (readonly [path: Path, value: Plain | undefined])[]): string {
  const whole = values.find(([path]) => path.length === 0);
  if (whole) return tagged(whole[1]);
  const keys = new Set(values.map(([[key = ""]]) => key));
  const below = (key: string | number): typeof values => values.flatMap(([[first, ...rest], value]) => (first === key ? [[rest, value] as const] : []));
  return `{${[...keys].map((key) => `${JSON.stringify(key)}: ${write(below(key))}`).join(", ")}}`;
}

function tagged(value: Plain | undefined): string {
  if (value === undefined) return "!reset null";
  // A scalar replaces what was there by itself; a tag would make a text of it.
  return `${typeof value === "object" && value !== null ? "!override " : ""}${JSON.stringify(escaped(value))}`;
}

/** With dollar signs that name no variable. */
function escaped(value: Plain): Plain {
  if (typeof value === "string") return value.replaceAll("$", "$$$$");
  if (Array.isArray(value)) return value.map((item: Plain) => escaped(item));
  return isPlainMapping(value) ? plainMapping(Object.entries(value).map(([key, held]) => [key, escaped(held)] as const)) : value;
}

function valueAt(model: Plain | undefined, path: Path): Plain | undefined {
  return path.reduce<Plain | undefined>((value, step) => (isPlainMapping(value) ? value[String(step)] : undefined), model);
}
