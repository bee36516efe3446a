import type { Project } from "../compose/load.js";
import { dependantsOf, type Dependant } from "../compose/model/dependants.js";
import { isForSwarm } from "../compose/model/deploy.js";
import type { Service } from "../compose/model/service.js";
import { knownValue } from "../compose/model/value.js";
import type { Assignment } from "../compose/model/assignment.js";
import { remember } from "../compose/remember.js";
import { routeTo } from "./exposure.js";
import { roleOf } from "./roles.js";

/** Something that acts on whether a service is healthy. Docker itself only notes it. */
export type HealthWatcher =
  /** A service that restarts unhealthy containers. */
  | { readonly kind: "restarter"; readonly service: Service }
  /** A service that starts only when this one is healthy. */
  | { readonly kind: "dependant"; readonly dependant: Dependant }
  /** Traefik hands nothing on to a container that is not healthy. Source: traefik `pkg/provider/docker/config.go`, `keepContainer`. */
  | { readonly kind: "proxy"; readonly route: Assignment }
  /** Swarm replaces unhealthy containers. */
  | { readonly kind: "swarm" };

/** Whatever acts on the health of a service; none if its healthcheck has no effect. */
export function healthWatchers(project: Project, service: Service): readonly HealthWatcher[] {
  // A condition that is not known may be this one.
  const dependants = dependantsOf(project, service)
    .filter(({ dependency: { condition } }) => condition?.known === false || knownValue(condition) === "service_healthy")
    .map((dependant): HealthWatcher => ({ kind: "dependant", dependant }));
  const route = routeTo(service);
  return [
    ...restartersOf(project),
    ...dependants,
    ...(route?.name.startsWith("traefik.") === true ? [{ kind: "proxy", route } as const] : []),
    ...(isForSwarm(project) ? [{ kind: "swarm" } as const] : []),
  ];
}

const restartersOf = remember((project: Project): readonly HealthWatcher[] =>
  project.services.filter((service) => roleOf(service) === "health-watcher").map((service) => ({ kind: "restarter", service })),
);
