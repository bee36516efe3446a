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
  const problems = notFinite(document);
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
function notFinite(document: unknown): SchemaProblem[] {
  const problems: SchemaProblem[] = [];
  const seen = new Set<object>();
  /** Where the walk is. */
  const here: (string | number)[] = [];
  const below = (step: string | number, value: unknown): void => {
    here.push(step);
    visit(value);
    here.pop();
  };
  const visit = (value: unknown): void => {
    if (typeof value === "number" && !Number.isFinite(value)) {
      const path = [...here];
      problems.push({ path, at: "value", message: `${subject(path)} must be a finite number; Compose accepts neither .inf nor .nan.` });
    }
    // A value behind several aliases is the same object; once is enough, and keeps alias bombs harmless.
    if (typeof value !== "object" || value === null || seen.has(value)) return;
    seen.add(value);
    if (Array.isArray(value)) value.forEach((item, index) => { below(index, item); });
    else for (const [key, held] of Object.entries(value)) below(key, held);
  };
  visit(document);
  return problems;
}

function startsWith(path: Path, start: Path): boolean {
  return start.every((segment, index) => path[index] === segment);
}
