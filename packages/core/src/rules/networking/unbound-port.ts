import { publishesPorts } from "../../compose/model/namespace.js";
import { isEveryAddress, type Port } from "../../compose/model/port.js";
import type { Service } from "../../compose/model/service.js";
import { isStack } from "../../compose/model/stack.js";
import { set } from "../../compose/operation.js";
import { atValue } from "../../compose/place.js";
import { mustFaceOutside, roleOf, type Role } from "../../images/roles.js";
import { defineRule, unsafe } from "../rule.js";

const LOOPBACK = "127.0.0.1";

/** A port without host address is open on every interface; Docker's rules come before those of ufw and firewalld. */
export default defineRule({
  category: "networking",
  summary: "A port that should be private is published on every interface of the host.",
  severity: "error",
  presets: ["recommended", "production", "strict"],
  fixable: "unsafe",
  tags: ["cis:5.8", "cis:5.14", "owasp:rule-5a", "dclint:no-unbound-port-interfaces", "kics:451d79dc-0588-476a-ad03-3c7f0320abb3", "kics:bc2908f3-f73c-40a9-8793-c1b7d5544f79", "compose-lint-python:CL-0005"],
  references: ["https://docs.docker.com/engine/network/port-publishing/", "https://docs.docker.com/engine/network/packet-filtering-firewalls/"],
  asksImages: ["role"],
  options: {
    everyService: { type: "boolean", default: false, description: "Report the ports of every service, not only of what holds data and of admin panels." },
  },
  presetOptions: { production: { everyService: true }, strict: { everyService: true } },
  messages: {
    private: ({ service, what, port, inStack }: Facts & { what: string }) =>
      `${service} is ${what}, and its port ${port} is open on every interface of the host, past ufw and firewalld. ${inStack ? IN_STACK : `Publish it on ${LOOPBACK}, or not at all.`}`,
    other: ({ service, port, inStack }: Facts) =>
      `Port ${port} of ${service} is open on every interface of the host, past ufw and firewalld. ${inStack ? IN_STACK : `Publish it on ${LOOPBACK} if only this host needs it.`}`,
  },
  check(project, report, options: { everyService: boolean }) {
    const inStack = isStack(project);
    for (const service of project.services) {
      // Without a network of its own a service publishes nothing: Docker discards its `ports`, or Compose refuses them.
      if (service.kind !== "linux" || publishesPorts(service) === false) continue;
      const what = PRIVATE.get(roleOf(service));
      if (what === undefined && !options.everyService) continue;
      for (const ports of writtenPorts(service)) {
        const [port] = ports;
        if (!port || !ports.some(isUnbound) || ports.every((each) => mustFaceOutside(service, each))) continue;
        const facts = { service: service.name, port: published(ports), inStack };
        report({
          at: atValue(port.origin),
          service,
          ...(what === undefined ? { message: ["other", facts], severity: "warning" } : { message: ["private", { ...facts, what }] }),
          // A stack has no address to write it on.
          ...(inStack ? {} : { fix: unsafe(`Publish it on ${LOOPBACK}`, "Whoever used the port from another machine cannot reach it any more.", ports.map(({ path }) => set([...path, "host_ip"], LOOPBACK))) }),
        });
      }
    }
  },
});

interface Facts {
  readonly service: string;
  readonly port: string;
  readonly inStack: boolean;
}

const IN_STACK = "A stack cannot bind it to an address: do not publish it if only other services need it.";

/** What should be reached by other services only, few of which ask for a password by default. */
const PRIVATE: ReadonlyMap<Role, string> = new Map<Role, string>([
  ["data-store", "a data store"],
  ["cache", "an in-memory store"],
  ["queue", "a message broker"],
  ["admin-panel", "an admin panel"],
]);

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
