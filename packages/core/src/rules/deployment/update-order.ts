import { deployOf, type Deploy } from "../../compose/model/deploy.js";
import { replicasOf } from "../../compose/model/replicas.js";
import type { Service } from "../../compose/model/service.js";
import { longRunningOf } from "../../compose/model/services.js";
import { isStack } from "../../compose/model/stack.js";
import { knownValue } from "../../compose/model/value.js";
import { set } from "../../compose/operation.js";
import { atKey, atValue } from "../../compose/place.js";
import { itemsOf, nodeAt, textOf } from "../../compose/tree.js";
import { holdsData, roleOf } from "../../images/roles.js";
import { isWebService } from "../../images/web-service.js";
import { defineRule, unsafe } from "../rule.js";

/** `start-first` has two containers run at the same time for a while, `stop-first` none. */
export default defineRule({
  category: "deployment",
  summary: "An update that starts a data store beside the running one, or leaves a web service without any container for a while.",
  severity: "info",
  presets: ["recommended", "production", "strict"],
  fixable: "unsafe",
  tags: [],
  references: ["https://docs.docker.com/reference/compose-file/deploy/#update_config", "https://github.com/moby/swarmkit/blob/master/manager/orchestrator/update/updater.go"],
  absences: ["gap"],
  messages: {
    twoStores: ({ service, key }: { service: string; key: string }) =>
      `With \`order: start-first\` in ${key}, the new ${service} starts on the data of the old one, which is still running: it fails, or the data suffers. Set it to stop-first.`,
    gap: ({ service }: { service: string }) =>
      `Swarm stops the only container of ${service} before it starts the new one, so every update is an outage. Set \`order: start-first\` in update_config, and give it a healthcheck.`,
  },
  check(project, report) {
    if (!isStack(project)) return;
    for (const service of longRunningOf(project)) {
      const deploy = deployOf(service);
      if (holdsData(roleOf(service))) {
        for (const key of ["update", "rollback"] as const) {
          const order = deploy?.[key]?.order;
          if (order?.known !== true || order.value !== "start-first" || !keepsData(service)) continue;
          report({
            at: atValue(order.origin),
            service,
            severity: "warning",
            message: ["twoStores", { service: service.name, key: `${key}_config` }],
            fix: unsafe("Stop the old one first", "The data store is away while the new container starts.", [set(order.path, "stop-first")]),
          });
        }
      } else if (isWebService(project, service) && hasGap(service, deploy)) {
        report({
          at: atKey((deploy?.update ?? deploy ?? service).origin),
          service,
          message: ["gap", { service: service.name }],
          fix: unsafe("Start the new one first", "For a while, two versions of it run at the same time; without a healthcheck, the old one goes before the new one answers.", [
            set([...service.path, "deploy", "update_config", "order"], "start-first"),
          ]),
        });
      }
    }
  },
});

function keepsData({ mounts }: Service): boolean {
  return mounts.some(({ type, access }) => (type === "volume" || type === "bind") && access !== "read-only");
}

/** One container, and nothing that only one container can have: no port of a node, no data. An order that is written was chosen. */
function hasGap(service: Service, deploy: Deploy | undefined): boolean {
  const isSingle = (knownValue(deploy?.mode) ?? "replicated") === "replicated" && deploy?.mode?.known !== false && isOne(service);
  const takesPort = itemsOf(service.get("ports")).some((port) => textOf(nodeAt(port, ["mode"])) === "host");
  return isSingle && !deploy?.update?.order && !takesPort && !keepsData(service) && service.mountsComplete;
}

function isOne(service: Service): boolean {
  const replicas = replicasOf(service);
  return replicas === undefined || (replicas.known && replicas.value === 1);
}
