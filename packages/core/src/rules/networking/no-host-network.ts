import { hostNetworkOf } from "../../compose/model/host-network.js";
import { roleOf, type Role } from "../../images/roles.js";
import { defineRule } from "../rule.js";

/** On the host's network a container has no network stack of its own: its ports are the host's, and the host's loopback is open to it. */
export default defineRule({
  category: "networking",
  summary: "A service on the host's network opens its ports on the host and reaches everything that listens there.",
  severity: "warning",
  presets: ["recommended", "production", "strict"],
  tags: ["cis:5.10", "owasp:rule-5", "kics:071a71ff-f868-47a4-ac0b-3c59e4ab5443", "compose-lint-python:CL-0008"],
  references: ["https://docs.docker.com/engine/network/drivers/host/", "https://github.com/containerd/containerd/security/advisories/GHSA-36xw-fx78-c5r4"],
  asksImages: ["role"],
  messages: {
    mode: ({ service }: { service: string }) =>
      `${service} is on the host's network: every port that it opens is open on the host, and it reaches what listens on the host's 127.0.0.1. Remove network_mode, and publish the ports that are needed.`,
    network: ({ service, network }: { service: string; network: string }) =>
      `${service} is on the host's network (${network}): every port that it opens is open on the host, and it reaches what listens on the host's 127.0.0.1. Use a network of the project, and publish the ports that are needed.`,
  },
  check(project, report) {
    for (const service of project.services) {
      if (service.kind !== "linux") continue;
      const host = hostNetworkOf(project, service);
      if (!host) continue;
      const { name } = service;
      report({
        at: host.place,
        service,
        message: host.network === undefined ? ["mode", { service: name }] : ["network", { service: name, network: host.network }],
        ...(FOR_THE_HOST.has(roleOf(service)) ? { severity: "info" } : {}),
      });
    }
  },
});

/** What is there to serve or to watch the host's own network often cannot do without it. */
const FOR_THE_HOST: ReadonlySet<Role> = new Set<Role>(["vpn", "dns", "monitoring"]);
