import type { Project } from "../load.js";
import { remember } from "../remember.js";
import { dependenciesOf, type Dependency } from "./dependency.js";
import type { Service } from "./service.js";

/** A service that needs another one, and how. */
export interface Dependant {
  readonly service: Service;
  readonly dependency: Dependency;
}

/** Who depends on a service, said or implied. */
export function dependantsOf(project: Project, service: Service): readonly Dependant[] {
  return byNeeded(project).get(service.name) ?? [];
}

const byNeeded = remember((project: Project): ReadonlyMap<string, readonly Dependant[]> => {
  const found = new Map<string, Dependant[]>();
  for (const service of project.services) {
    for (const dependency of dependenciesOf(service)) {
      const before = found.get(dependency.on);
      if (before) before.push({ service, dependency });
      else found.set(dependency.on, [{ service, dependency }]);
    }
  }
  return found;
});
