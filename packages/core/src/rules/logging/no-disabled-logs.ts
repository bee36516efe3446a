import { containersOf } from "../../compose/model/services.js";
import { set } from "../../compose/operation.js";
import { atValue } from "../../compose/place.js";
import { plainMapping } from "../../compose/plain.js";
import { defineRule, unsafe } from "../rule.js";

/** As `log-rotation` writes it. */
const ROTATION = plainMapping([["max-size", "10m"], ["max-file", "3"]]);

/** The driver `none` throws away what a container prints; even the copy that Docker keeps for other drivers is missing. */
export default defineRule({
  category: "logging",
  summary: "Docker throws away everything a service prints.",
  severity: "warning",
  presets: ["recommended", "production", "strict"],
  fixable: "unsafe",
  tags: ["compose-lint-python:CL-0014"],
  references: ["https://docs.docker.com/engine/logging/configure/", "https://docs.docker.com/engine/logging/dual-logging/"],
  messages: {
    none: ({ service }: { service: string }) => `With the logging driver none, nobody can read what ${service} has printed when it fails: it is gone at once. Use json-file with max-size and max-file, or local.`,
  },
  check(project, report) {
    for (const service of containersOf(project)) {
      const { driver } = service.logging;
      if (driver?.known !== true || driver.value !== "none") continue;
      // What else is said about logging is somebody's plan that nobody knows here.
      const isAlone = service.get("logging", "options") === undefined;
      const at = [...service.path, "logging"];
      report({
        at: atValue(driver.origin),
        service,
        message: ["none", { service: service.name }],
        ...(isAlone ? { fix: unsafe("Keep 30 MB of log", "What the service prints is on the host's disk from now on, secrets that it prints included.", [set([...at, "driver"], "json-file"), set([...at, "options"], ROTATION)]) } : {}),
      });
    }
  },
});
