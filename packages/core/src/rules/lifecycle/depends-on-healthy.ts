import { dependenciesOf } from "../../compose/model/dependency.js";
import { healthcheckOf } from "../../compose/model/healthcheck.js";
import { replicasOf } from "../../compose/model/replicas.js";
import type { Service } from "../../compose/model/service.js";
import { servicesByName } from "../../compose/model/services.js";
import { isStack } from "../../compose/model/stack.js";
import { knownValue, type Value } from "../../compose/model/value.js";
import { set } from "../../compose/operation.js";
import { atKey, atValue } from "../../compose/place.js";
import { baseLineOf } from "../../images/beside.js";
import { builtImageOf } from "../../images/dockerfile-of.js";
import { bringsHealthcheck } from "../../images/own-healthcheck.js";
import { defineRule, unsafe, type RelatedPlace } from "../rule.js";

/** Only `condition: service_healthy` waits for more than the start of a container, and it needs a healthcheck to wait for. */
export default defineRule({
  category: "lifecycle",
  summary: "A service waits for a healthcheck that does not exist, or does not wait for one that does.",
  severity: "error",
  presets: ["recommended", "production", "strict"],
  fixable: "unsafe",
  tags: [],
  references: ["https://docs.docker.com/compose/how-tos/startup-order/", "https://docs.docker.com/reference/compose-file/services/#depends_on"],
  asksImages: ["healthcheck"],
  messages: {
    never: ({ service, needed }: Names) => `${service} is never started: it waits until ${needed} is healthy, and ${needed} has no healthcheck. Give ${needed} one.`,
    early: ({ service, needed }: Names) => `${service} is started as soon as ${needed} exists, not when it is ready, although ${needed} has a healthcheck. Wait for \`condition: service_healthy\`.`,
  },
  check(project, report) {
    // A swarm starts everything at once.
    if (isStack(project)) return;
    const services = servicesByName(project);
    for (const service of project.services) {
      for (const { on, key, condition, isRequired, place } of dependenciesOf(service)) {
        const needed = services.get(on);
        if (!needed || key !== "depends_on" || condition?.known !== true || needed.kind === "provider" || knownValue(replicasOf(needed)) === 0) continue;
        const names = { service: service.name, needed: on };
        const related = [{ ...atKey(needed.origin), message: `${on} is defined here` }];
        if (condition.value === "service_healthy" && isRequired && hasHealthcheck(needed) === false) {
          report({
            at: atValue(condition.origin),
            service,
            related: [...related, ...healthcheckLineOf(needed)],
            message: ["never", names],
            fix: unsafe("Wait for its start only", "It is started while the other is still starting.", [set(condition.path, "service_started")]),
          });
        } else if (condition.value === "service_started" && !isChosen(condition) && healthcheckOf(needed)?.state === "own") {
          report({
            at: place,
            service,
            severity: "warning",
            related,
            message: ["early", names],
            fix: unsafe("Wait until it is healthy", "If it does not become healthy, `docker compose up` fails.", [set(condition.path, "service_healthy")]),
          });
        }
      }
    }
  },
});

interface Names {
  readonly service: string;
  readonly needed: string;
}

/** Where a Dockerfile turns the healthcheck off, or begins with an image that has none. */
function healthcheckLineOf(service: Service): readonly RelatedPlace[] {
  const off = healthcheckOf(service) ? undefined : builtImageOf(service)?.healthcheck;
  return off ? [{ ...off.place, message: `The Dockerfile of ${service.name} turns it off here` }] : baseLineOf(service);
}

/** Nothing if that is not known: the image may have one of its own. */
function hasHealthcheck(service: Service): boolean | undefined {
  if (service.kind !== "linux" || !service.complete) return undefined;
  const state = healthcheckOf(service)?.state;
  if (state === "disabled") return false;
  return state === "own" || state === "unknown" ? true : bringsHealthcheck(service);
}

/** Whether somebody wrote the condition: in a list of names there is none, and Compose takes the start for it. */
function isChosen({ origin }: Value<string>): boolean {
  return origin.keyRange !== undefined;
}
