import { deployOf, type Deploy } from "../../compose/model/deploy.js";
import { healthcheckOf } from "../../compose/model/healthcheck.js";
import { replicasOf } from "../../compose/model/replicas.js";
import type { Service } from "../../compose/model/service.js";
import { longRunningOf } from "../../compose/model/services.js";
import { isStack } from "../../compose/model/stack.js";
import { knownValue } from "../../compose/model/value.js";
import { set } from "../../compose/operation.js";
import { atKey, atValue } from "../../compose/place.js";
import { defineRule, unsafe } from "../rule.js";

const SUGGESTED_MONITOR = "30s";

/** In milliseconds. Source: moby/swarmkit `api/defaults/service.go`. */
const DEFAULT_MONITOR = 5000;

/** A failed update is paused unless the service says what else to do: some of its containers stay new, some old, or all of them broken. */
export default defineRule({
  category: "deployment",
  summary: "A swarm service whose failed update is not rolled back.",
  severity: "warning",
  presets: ["recommended", "production", "strict"],
  fixable: "unsafe",
  tags: [],
  references: ["https://docs.docker.com/engine/swarm/services/#configure-a-services-update-behavior", "https://github.com/moby/swarmkit/blob/master/manager/orchestrator/update/updater.go"],
  absences: ["paused"],
  messages: {
    paused: ({ service }: { service: string }) =>
      `If the new version of ${service} fails, swarm pauses the update where it is and waits for somebody. Set \`failure_action: rollback\` in update_config, and it goes back to what ran before.`,
    continued: ({ service }: { service: string }) =>
      `If the new version of ${service} fails, swarm goes on and replaces every container by it (\`failure_action: continue\`). Set it to rollback, and it goes back to what ran before.`,
    shortMonitor: ({ service, seconds }: { service: string; seconds: string }) =>
      `Swarm watches a new container of ${service} for ${seconds} seconds; one that fails later is not rolled back. Without a healthcheck that is all it has to go by: set \`monitor\` to longer than the service takes to start.`,
  },
  check(project, report) {
    if (!isStack(project)) return;
    for (const service of longRunningOf(project)) {
      const deploy = deployOf(service);
      const update = deploy?.update;
      const action = update?.failureAction;
      const path = [...service.path, "deploy", "update_config"];
      if (action?.known === false || !isReplaced(deploy) || knownValue(replicasOf(service)) === 0) continue;
      if (action === undefined || action.value === "continue") {
        const place = action ? atValue(action.origin) : atKey((update ?? deploy ?? service).origin);
        report({
          at: place,
          service,
          message: [action ? "continued" : "paused", { service: service.name }],
          fix: unsafe("Roll back when an update fails", "A version that cannot go back, such as one that has changed a database's format, is then stopped in favour of one that can no longer read it.", [
            set([...path, "failure_action"], "rollback"),
            ...(isWatchedTooShortly(service, deploy) ? [set([...path, "monitor"], SUGGESTED_MONITOR)] : []),
          ]),
        });
      } else if (action.value === "rollback" && isWatchedTooShortly(service, deploy)) {
        const monitor = update?.monitor;
        report({
          at: monitor ? atValue(monitor.origin) : atKey(action.origin),
          service,
          severity: "info",
          message: ["shortMonitor", { service: service.name, seconds: String(watchedFor(deploy) / 1000) }],
          fix: unsafe(`Watch each container for ${SUGGESTED_MONITOR}`, "An update takes longer; how long a start takes, only you know.", [set([...path, "monitor"], SUGGESTED_MONITOR)]),
        });
      }
    }
  },
});

/** Of what runs once and ends, an update replaces nothing. */
function isReplaced(deploy: Deploy | undefined): boolean {
  const mode = deploy?.mode;
  return (mode === undefined || ["replicated", "global"].includes(knownValue(mode) ?? "")) && knownValue(deploy?.restartPolicy?.condition) !== "none";
}

/** With a healthcheck, a container counts as started only when it is healthy. */
function isWatchedTooShortly(service: Service, deploy: Deploy | undefined): boolean {
  return deploy?.update?.monitor?.known !== false && watchedFor(deploy) <= DEFAULT_MONITOR && healthcheckOf(service)?.state !== "own";
}

/** Milliseconds. To swarm, 0 is not set. */
function watchedFor(deploy: Deploy | undefined): number {
  const monitor = knownValue(deploy?.update?.monitor) ?? 0;
  return monitor === 0 ? DEFAULT_MONITOR : monitor;
}
