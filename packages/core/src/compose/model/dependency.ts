import type { Place } from "../place.js";
import { remember } from "../remember.js";
import { referencesOf } from "./reference.js";
import type { Service } from "./service.js";
import { asText, readValue, type Value } from "./value.js";

/** A service that must be started before another one, said or implied. */
export interface Dependency {
  /** Name of the service that is needed. */
  readonly on: string;
  /** The key that says so first. */
  readonly key: string;
  /** `service_started`, `service_healthy` or `service_completed_successfully`; absent if only another key implies the dependency, which waits for the start. */
  readonly condition?: Value<string>;
  /** False if Compose starts the dependant without it as well, or if that is not known. */
  readonly isRequired: boolean;
  readonly place: Place;
}

/** What a service depends on, each service once. `links`, `volumes_from` and shared namespaces imply a dependency; an entry of `depends_on` goes before them. */
export const dependenciesOf = remember((service: Service): readonly Dependency[] => {
  const found = new Map<string, Dependency>();
  for (const { kind, key, name, place } of referencesOf(service)) {
    // An additional build context orders builds, not starts.
    if (kind !== "service" || name === undefined || key.startsWith("build.") || found.has(name)) continue;
    const condition = key === "depends_on" ? readValue(service.tree, service.path, [key, name, "condition"], asText) : undefined;
    found.set(name, { on: name, key, ...(condition ? { condition } : {}), isRequired: key !== "depends_on" || isRequired(service, name), place });
  }
  return [...found.values()];
});

function isRequired(service: Service, name: string): boolean {
  const required = service.get("depends_on", name, "required");
  return required?.kind !== "scalar" || (required.known && required.value !== false);
}
