import { knownMappings } from "./known-keys.generated.js";
import type { SchemaProblem } from "./problem.js";
import { code, has, isMapping } from "./words.js";

const sections = ["volumes", "networks", "secrets", "configs"];

/** Top-level sections that were indented too far and are therefore read as services of that name. */
export function misplacedSections(document: unknown): readonly SchemaProblem[] {
  const services = isMapping(document) && has(document, "services") ? document["services"] : undefined;
  if (!isMapping(services)) return [];
  return sections
    .filter((section) => has(services, section) && !resemblesService(services[section]))
    .map((section) => ({
      path: ["services", section],
      at: "key",
      message: `${code(section)} stands under \`services\`, where it is read as a service; move it to the top level.`,
    }));
}

/** A section holds names of the user's choice; a service holds at least one key of a service. */
function resemblesService(value: unknown): boolean {
  if (!isMapping(value)) return value !== null;
  return Object.keys(value).some((key) => knownMappings.service.keys.includes(key));
}
