import { isEveryAddress, type Port } from "../../compose/model/port.js";
import type { Service } from "../../compose/model/service.js";
import { set } from "../../compose/operation.js";
import { atValue } from "../../compose/place.js";
import { roleOf } from "../../images/roles.js";
import { defineRule, unsafe } from "../rule.js";

const LOOPBACK = "127.0.0.1";

/** A port without host address is open on every interface; Docker's rules come before those of ufw and firewalld. */
export default defineRule({
  category: "networking",
  summary: "A port that should be private is published on every interface of the host.",
  severity: "error",
  presets: ["recommended", "strict"],
  fixable: "unsafe",
  tags: ["cis:5.14", "owasp:rule-5a", "dclint:no-unbound-port-interfaces", "kics:451d79dc-0588-476a-ad03-3c7f0320abb3", "compose-lint-python:CL-0005"],
  references: ["https://docs.docker.com/engine/network/port-publishing/", "https://docs.docker.com/engine/network/packet-filtering-firewalls/"],
  options: {
    everyService: { type: "boolean", default: false, description: "Report the ports of every service, not only of data stores and admin panels." },
  },
  messages: {
    dataStore: ({ service, port }: { service: string; port: string }) => `${service} is a data store, and its port ${port} is open on every interface of the host, past ufw and firewalld. Publish it on ${LOOPBACK}, or not at all.`,
    adminPanel: ({ service, port }: { service: string; port: string }) => `${service} is an admin panel, and its port ${port} is open on every interface of the host, past ufw and firewalld. Publish it on ${LOOPBACK}, or not at all.`,
    other: ({ service, port }: { service: string; port: string }) => `Port ${port} of ${service} is open on every interface of the host, past ufw and firewalld. Publish it on ${LOOPBACK} if only this host needs it.`,
  },
  check(project, report, options: { everyService: boolean }) {
    for (const service of project.services) {
      if (service.kind === "provider" || !publishes(service)) continue;
      const role = roleOf(service);
      const message = role === "data-store" ? "dataStore" : role === "admin-panel" ? "adminPanel" : "other";
      if (message === "other" && !options.everyService) continue;
      for (const ports of writtenPorts(service)) {
        const [port] = ports;
        if (!port || !ports.some(isUnbound)) continue;
        report({
          at: atValue(port.origin),
          service,
          message: [message, { service: service.name, port: published(ports) }],
          ...(message === "other" ? { severity: "warning" } : {}),
          fix: unsafe(`Publish it on ${LOOPBACK}`, "Whoever used the port from another machine cannot reach it any more.", ports.map(({ path }) => set([...path, "host_ip"], LOOPBACK))),
        });
      }
    }
  },
});

/** Without a network of its own a service publishes nothing: Docker discards its `ports`, or Compose refuses them. */
function publishes(service: Service): boolean {
  const mode = service.get("network_mode");
  return !(mode?.kind === "scalar" && /^(?:host|none|service:.*|container:.*)$/.test(String(mode.value)));
}

/** The ports by the text they were written in: a range is one finding. */
function writtenPorts(service: Service): readonly (readonly Port[])[] {
  const groups = new Map<unknown, Port[]>();
  for (const port of service.ports) groups.set(port.origin.node, [...(groups.get(port.origin.node) ?? []), port]);
  return [...groups.values()];
}

function isUnbound({ hostIp }: Port): boolean {
  return hostIp === undefined || (hostIp.known && isEveryAddress(hostIp.value));
}

function published(ports: readonly Port[]): string {
  const first = ports[0]?.published?.start ?? ports[0]?.target ?? 0;
  const last = ports.at(-1)?.published?.end ?? ports.at(-1)?.target ?? first;
  return first === last ? String(first) : `${String(first)}-${String(last)}`;
}
