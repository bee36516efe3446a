import type { Path } from "../path.js";
import { describeFault } from "./describe.js";
import { foldFaults, readFaults } from "./faults.js";
import { misplacedSections } from "./misplaced-sections.js";
import type { SchemaProblem } from "./problem.js";
import { validate } from "./validator.generated.js";
import { subject } from "./words.js";

export type { SchemaProblem } from "./problem.js";

/** Everything in which a document breaks the schema of the Compose Specification, one problem for each fault. */
export function checkSchema(document: unknown): readonly SchemaProblem[] {
  const problems = holdsNotFinite(document) ? [...notFinite(document, [])] : [];
  if (validate(document)) return problems;
  const sections = misplacedSections(document);
  problems.push(...sections);
  for (const fault of foldFaults(readFaults(document, validate.errors ?? []))) {
    if (sections.some((section) => startsWith(fault.path, section.path))) continue;
    problems.push(...describeFault(document, fault));
  }
  return problems;
}

/** Compose passes the document through JSON before it looks at the schema, so these fail even where anything goes. */
function notFinite(value: unknown, path: Path): readonly SchemaProblem[] {
  if (typeof value === "number" && !Number.isFinite(value)) return [{ path, at: "value", message: `${subject(path)} must be a finite number; Compose accepts neither .inf nor .nan.` }];
  if (Array.isArray(value)) return value.flatMap((item, index) => notFinite(item, [...path, index]));
  return typeof value === "object" && value !== null ? Object.entries(value).flatMap(([key, held]) => notFinite(held, [...path, key])) : [];
}

/** Hardly any document has one, and to look for its path takes long. */
function holdsNotFinite(value: unknown): boolean {
  if (typeof value === "number") return !Number.isFinite(value);
  if (Array.isArray(value)) return value.some(holdsNotFinite);
  return typeof value === "object" && value !== null && Object.values(value).some(holdsNotFinite);
}

function startsWith(path: Path, start: Path): boolean {
  return start.every((segment, index) => path[index] === segment);
}
