import { deployRestartOf, type DeployRestart } from "../../compose/model/restart.js";
import { containersOf } from "../../compose/model/services.js";
import { isRefusedByStack, isStack } from "../../compose/model/stack.js";
import { knownValue } from "../../compose/model/value.js";
import { set } from "../../compose/operation.js";
import { atKey, atValue } from "../../compose/place.js";
import { defineRule, unsafe } from "../rule.js";

/** In milliseconds. Source: moby/swarmkit `api/defaults/service.go`. */
const DEFAULT_DELAY = 5000;

/** In seconds: what the Compose Specification's example has. */
const USUAL_WINDOW = 120;

/** `docker compose` and swarm read the same block in different ways, and neither of them as it looks. */
export default defineRule({
  category: "deployment",
  summary: "A `deploy.restart_policy` that restarts nothing, is refused, or does not give up when it should.",
  severity: "warning",
  presets: ["recommended", "production", "strict"],
  fixable: "unsafe",
  tags: ["kics:2fc99041-ddad-49d5-853f-e35e70a48391"],
  references: [
    "https://docs.docker.com/reference/compose-file/deploy/#restart_policy",
    "https://github.com/docker/compose/blob/main/pkg/compose/create.go",
    "https://github.com/moby/swarmkit/blob/master/manager/orchestrator/restart/restart.go",
  ],
  messages: {
    refused: ({ service, condition }: { service: string; condition: string }) =>
      `\`docker compose\` cannot create ${service}: Docker takes \`max_attempts\` only with \`condition: on-failure\`, and the condition is ${condition}. Set it to on-failure, or remove max_attempts.`,
    noCondition: ({ service }: { service: string }) =>
      `\`docker compose\` never restarts ${service}: it takes a restart_policy without a condition for "no", whatever \`restart\` says beside it. Set \`condition: any\` or \`on-failure\`.`,
    noWindow: ({ service, attempts }: { service: string; attempts: string }) =>
      `After ${attempts} restarts swarm gives ${service} up for good, even if months lie between them: without a window, all restarts since the last update count. Set \`window\`.`,
    shortWindow: ({ service, attempts, window }: { service: string; attempts: string; window: string }) =>
      `Swarm never gives ${service} up: ${attempts} restarts do not fit into a window of ${window}, as there is a delay before each. Make the window longer.`,
  },
  check(project, report) {
    for (const service of containersOf(project)) {
      const policy = deployRestartOf(service);
      if (!policy || policy.condition?.known === false || policy.maxAttempts?.known === false) continue;
      const { maxAttempts, window, path } = policy;
      const { name } = service;
      const condition = knownValue(policy.condition);
      const isLimited = maxAttempts !== undefined && maxAttempts.value > 0;
      if (!isStack(project)) {
        if (isLimited && condition !== "on-failure") {
          report({
            at: atKey(maxAttempts.origin),
            service,
            severity: isRefusedByStack(project) ? "error" : "warning",
            message: ["refused", { service: name, condition: condition ?? "not set" }],
            fix: unsafe("Restart on failure", "A container that ends without an error then stays down.", [set([...path, "condition"], "on-failure")]),
          });
        } else if (policy.condition === undefined) {
          report({
            at: atKey(policy.origin),
            service,
            message: ["noCondition", { service: name }],
            fix: unsafe("Restart it always", "A container that is meant to end is then started again.", [set([...path, "condition"], "any")]),
          });
        }
      } else if (isLimited && condition !== "none" && !service.isJob && isWrongWindow(policy, maxAttempts.value)) {
        const seconds = windowFor(policy, maxAttempts.value);
        const isSet = window?.known === true && window.value > 0;
        report({
          at: atValue(isSet ? window.origin : maxAttempts.origin),
          service,
          message: isSet ? ["shortWindow", { service: name, attempts: maxAttempts.text, window: window.text }] : ["noWindow", { service: name, attempts: maxAttempts.text }],
          fix: unsafe(`Count the restarts of ${seconds}`, isSet ? "A service that fails again and again then stays down." : "A service that fails more slowly than that is then restarted without end.", [set([...path, "window"], seconds)]),
        });
      }
    }
  },
});

/** Whether there is no window, or one in which there is no time for so many restarts. To swarm, 0 is not set. */
function isWrongWindow({ window, delay }: DeployRestart, attempts: number): boolean {
  if (window?.known === false || delay?.known === false) return false;
  return window === undefined || window.value < (delay?.value ?? DEFAULT_DELAY) * attempts;
}

/** A window with room for twice as many restarts. */
function windowFor({ delay }: DeployRestart, attempts: number): string {
  const needed = ((knownValue(delay) ?? DEFAULT_DELAY) * attempts * 2) / 1000;
  return `${String(Math.max(USUAL_WINDOW, Math.ceil(needed)))}s`;
}
