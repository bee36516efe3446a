import { healthcheckOf } from "../../compose/model/healthcheck.js";
import { atKey } from "../../compose/place.js";
import { healthWatchers } from "../../images/health-watchers.js";
import { lastingOf } from "../../images/lasting.js";
import { defineRule } from "../rule.js";

/** Docker notes that a container is unhealthy, and leaves it at that. */
export default defineRule({
  category: "lifecycle",
  summary: "A service has a healthcheck, and nothing acts on its result.",
  severity: "info",
  presets: ["production"],
  tags: [],
  references: ["https://docs.docker.com/reference/dockerfile/#healthcheck", "https://docs.docker.com/reference/compose-file/services/#depends_on"],
  messages: {
    unwatched: ({ service }: { service: string }) =>
      `When ${service} becomes unhealthy, Docker notes it and does nothing. Run something that restarts unhealthy containers, such as autoheal, or let a service wait for it with \`condition: service_healthy\`.`,
  },
  check(project, report) {
    for (const service of lastingOf(project)) {
      const healthcheck = healthcheckOf(service);
      if (healthcheck?.state !== "own" || healthWatchers(project, service).length > 0) continue;
      report({ at: atKey(healthcheck.origin), service, message: ["unwatched", { service: service.name }] });
    }
  },
});
