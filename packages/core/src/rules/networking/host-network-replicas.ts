import { deployOf } from "../../compose/model/deploy.js";
import { hostNetworkOf } from "../../compose/model/host-network.js";
import { replicasOf } from "../../compose/model/replicas.js";
import type { Service } from "../../compose/model/service.js";
import { containersOf } from "../../compose/model/services.js";
import { knownValue } from "../../compose/model/value.js";
import { atValue } from "../../compose/place.js";
import { itemsOf } from "../../compose/tree.js";
import { roleOf, type Role } from "../../images/roles.js";
import { defineRule } from "../rule.js";

interface Facts {
  readonly service: string;
  readonly count: string;
}

/** Containers on the host's network share its ports: two that listen on the same one cannot run on one host. */
export default defineRule({
  category: "networking",
  summary: "Several containers of a service on the host's network want the same ports of the host.",
  severity: "error",
  presets: ["recommended", "production", "strict"],
  tags: [],
  references: ["https://docs.docker.com/engine/network/drivers/host/", "https://man7.org/linux/man-pages/man2/bind.2.html"],
  messages: {
    listens: ({ service, count }: Facts) =>
      `${count} containers of ${service} share the ports of the host, so only the first one on a host can listen; the others fail with "address already in use". Run one a host, or give them a network of their own.`,
    mayListen: ({ service, count }: Facts) =>
      `${count} containers of ${service} share the ports of the host: if it listens on a port, only the first one on a host starts. Run one a host, or give them a network of their own.`,
  },
  check(project, report) {
    for (const service of containersOf(project)) {
      const replicas = replicasOf(service);
      if (replicas?.known !== true || replicas.value <= 1) continue;
      const host = hostNetworkOf(project, service);
      // Swarm spreads them over the nodes if it is told to.
      if (!host || knownValue(deployOf(service)?.placement?.maxReplicasPerNode) === 1) continue;
      const isListener = listens(service);
      report({
        at: atValue(replicas.origin),
        service,
        message: [isListener ? "listens" : "mayListen", { service: service.name, count: replicas.text }],
        ...(isListener ? {} : { severity: "warning" }),
        related: [{ ...host.place, message: "The host's network" }],
      });
    }
  },
});

/** Whether the files show that it listens: by ports, though Docker ignores them here, or by what it is. */
function listens(service: Service): boolean {
  return service.ports.length > 0 || itemsOf(service.get("expose")).length > 0 || !SILENT.has(roleOf(service));
}

/** Of these, nobody knows it. */
const SILENT: ReadonlySet<Role> = new Set<Role>(["application", "job", "health-watcher", "vpn"]);
