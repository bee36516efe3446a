import type { Project } from "../../compose/load.js";
import { dependenciesOf, type Dependency } from "../../compose/model/dependency.js";
import type { Service } from "../../compose/model/service.js";
import { servicesByName } from "../../compose/model/services.js";
import { isStack } from "../../compose/model/stack.js";
import { defineRule } from "../rule.js";

/** Compose starts a service after what it depends on; in a circle there is no first one. */
export default defineRule({
  category: "validity",
  summary: "Services that depend on each other in a circle can never be started.",
  severity: "error",
  presets: ["recommended", "production", "strict"],
  tags: [],
  references: ["https://docs.docker.com/compose/how-tos/startup-order/", "https://github.com/compose-spec/compose-go/blob/main/graph/cycle.go"],
  messages: {
    itself: ({ service, key }: { service: string; key: string }) => `${service} depends on itself (\`${key}\`), so Compose refuses the whole project. Remove the entry.`,
    circle: ({ circle }: { circle: string }) => `These services wait for each other in a circle, so Compose refuses the whole project: ${circle}. Remove one of the dependencies.`,
    files: ({ message }: { message: string }) => message,
  },
  check(project, report) {
    for (const { kind, message, path = [], related, ...at } of project.problems) {
      if (kind !== "cycle") continue;
      const service = project.services.find(({ name }) => path[0] === "services" && path[1] === name);
      report({ at, ...(service ? { service } : {}), message: ["files", { message }], ...(related ? { related: [related] } : {}) });
    }
    // A swarm starts all services at once, whatever depends on what; in broken YAML, one service may have got into another.
    if (isStack(project) || project.problems.some(({ kind }) => kind === "syntax")) return;
    for (const circle of circles(project)) {
      const [first, ...rest] = circle;
      if (!first) continue;
      const { service, dependency } = first;
      report({
        at: dependency.place,
        service,
        message:
          rest.length === 0
            ? ["itself", { service: service.name, key: dependency.key }]
            : ["circle", { circle: [...circle.map((edge) => edge.service.name), service.name].join(" → ") }],
        ...(rest.length === 0 ? {} : { related: rest.map((edge) => ({ ...edge.dependency.place, message: `${edge.service.name} depends on ${edge.dependency.on} (\`${edge.dependency.key}\`)` })) }),
      });
    }
  },
});

interface Edge {
  readonly service: Service;
  readonly dependency: Dependency;
}

/** The circles that a walk along the dependencies runs into; every one of them breaks at one of its edges. Without recursion, as a chain may be long. */
function circles(project: Project): readonly (readonly Edge[])[] {
  const services = servicesByName(project);
  const found: Edge[][] = [];
  const done = new Set<string>();
  for (const start of project.services) {
    if (done.has(start.name)) continue;
    /** The way here: each service with the dependencies that are still to be followed. */
    const trail = [stepInto(start)];
    const onTrail = new Map([[start.name, 0]]);
    for (let step = trail.at(-1); step; step = trail.at(-1)) {
      const dependency = step.ahead.pop();
      if (!dependency) {
        trail.pop();
        onTrail.delete(step.service.name);
        done.add(step.service.name);
        continue;
      }
      step.taken = dependency;
      const next = services.get(dependency.on);
      const since = onTrail.get(dependency.on);
      if (since !== undefined) {
        found.push(trail.slice(since).flatMap(({ service, taken }) => (taken ? [{ service, dependency: taken }] : [])));
      } else if (next && !done.has(next.name)) {
        onTrail.set(next.name, trail.length);
        trail.push(stepInto(next));
      }
    }
  }
  return found;
}

function stepInto(service: Service): { readonly service: Service; readonly ahead: Dependency[]; taken?: Dependency } {
  return { service, ahead: [...dependenciesOf(service)].reverse() };
}
