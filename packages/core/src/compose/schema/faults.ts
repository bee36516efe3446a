import type { Path } from "../path.js";
import { isMapping } from "./words.js";
import type { ValidationError } from "./validator.generated.js";

/** A validator's error, with its place as a path and the value that stands there. */
export type Fault = ValidationError & { readonly path: Path; readonly value: unknown };

export function readFaults(document: unknown, errors: readonly ValidationError[]): Fault[] {
  return errors.map((error) => ({ ...error, ...resolvePointer(document, error.instancePath) }));
}

/** Follows a JSON pointer; the document decides whether `0` is an index or a key. */
function resolvePointer(document: unknown, pointer: string): { path: Path; value: unknown } {
  const path: (string | number)[] = [];
  let value = document;
  for (const token of pointer.split("/").slice(1)) {
    const key = token.replaceAll("~1", "/").replaceAll("~0", "~");
    if (Array.isArray(value)) {
      path.push(Number(key));
      value = value[Number(key)];
    } else {
      path.push(key);
      value = isMapping(value) ? value[key] : undefined;
    }
  }
  return { path, value };
}

/**
 * Leaves one error for each fault. The schema tells the branches of a union apart by type alone and has no oneOf, so
 * there are no errors of branches that were never meant; what is left is a value that fails in several ways at once.
 */
export function foldFaults(faults: readonly Fault[]): readonly Fault[] {
  const ofWrongType = new Set(faults.filter(({ keyword }) => keyword === "type").map(({ instancePath }) => instancePath));
  const brokenItems = new Set([...ofWrongType].map(parentPointer));
  const incomplete = new Set<string>();
  return faults.filter((fault) => {
    const { keyword, instancePath, value } = fault;
    // Reported as not finite already.
    if (typeof value === "number" && !Number.isFinite(value)) return false;
    switch (keyword) {
      case "type":
      case "additionalProperties":
        return true;
      case "required":
        // Several missing keys are one fault.
        if (incomplete.has(instancePath)) return false;
        incomplete.add(instancePath);
        return true;
      case "uniqueItems":
        // Items that have to be rewritten anyway, such as `[1, 1]` where text is expected.
        return !brokenItems.has(instancePath);
      default:
        // -1.5 is no whole number; that it is also below 0 does not matter.
        return !ofWrongType.has(instancePath);
    }
  });
}

const parentPointer = (pointer: string): string => pointer.slice(0, Math.max(0, pointer.lastIndexOf("/")));
