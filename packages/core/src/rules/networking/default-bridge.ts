import { mentionOf } from "../../compose/model/mention.js";
import { namespaceOf } from "../../compose/model/namespace.js";
import { DEFAULT_NETWORK, networksOf } from "../../compose/model/network-use.js";
import { containersOf } from "../../compose/model/services.js";
import type { Service } from "../../compose/model/service.js";
import { asText, knownValue, readTexts, readValue } from "../../compose/model/value.js";
import { remove } from "../../compose/operation.js";
import { atValue } from "../../compose/place.js";
import { entriesOf } from "../../compose/tree.js";
import { defineRule, unsafe } from "../rule.js";

/** The default bridge is the only one of Docker's networks on which containers do not find each other by name. */
export default defineRule({
  category: "networking",
  summary: "On Docker's default bridge, services do not find each other by name.",
  severity: "error",
  presets: ["recommended", "production", "strict"],
  fixable: "unsafe",
  tags: ["cis:5.30", "owasp:rule-5"],
  references: ["https://docs.docker.com/engine/network/drivers/bridge/#differences-between-user-defined-bridges-and-the-default-bridge"],
  messages: {
    calls: ({ service, other }: { service: string; other: string }) =>
      `${service} looks for ${other} by its name, but \`network_mode: bridge\` puts ${service} on Docker's default bridge, which knows no names. Remove network_mode: Compose makes a network on which names are found.`,
    called: ({ service, other }: { service: string; other: string }) =>
      `${other} looks for ${service} by its name, but \`network_mode: bridge\` puts ${service} on Docker's default bridge, which knows no names. Remove network_mode: Compose makes a network on which names are found.`,
  },
  check(project, report) {
    for (const service of containersOf(project)) {
      const mode = onDefaultBridge(service);
      if (!mode) continue;
      const others = containersOf(project).filter((other) => other !== service);
      const called = others.find((other) => looksFor(service, other));
      const caller = called ? undefined : others.find((other) => looksFor(other, service));
      const partner = called ?? caller;
      if (!partner) continue;
      report({
        at: atValue(mode.origin),
        service,
        message: [called ? "calls" : "called", { service: service.name, other: partner.name }],
        // The network that it gets helps only if the other one is on it.
        ...(willShare(partner) ? { fix: unsafe("Remove network_mode", "It moves to the project's own network: services of other projects on the default bridge no longer reach it by its address.", [remove(mode.path)]) } : {}),
      });
    }
  },
});

function onDefaultBridge(service: Service) {
  const mode = namespaceOf(service, "network_mode")?.value;
  return mode && knownValue(mode) === "bridge" ? mode : undefined;
}

/** Whether a service is on the network `default`, or will be when this rule is followed. */
function willShare(service: Service): boolean {
  return onDefaultBridge(service) !== undefined || (networksOf(service) ?? []).some(({ network }) => network === DEFAULT_NETWORK);
}

/** Whether it names the other where a host stands, and nothing but DNS can tell it the address. */
function looksFor(service: Service, other: Service): boolean {
  const containerName = readValue(other.tree, other.path, ["container_name"], asText);
  const names = [other.name, knownValue(containerName) ?? other.name];
  const known = namesInHostsFile(service);
  return names.some((name) => !known.has(name) && mentionOf(service, name) === "host");
}

/** Names that Docker writes into `/etc/hosts`: those of links, which work on the default bridge, and of `extra_hosts`. */
function namesInHostsFile(service: Service): ReadonlySet<string> {
  const names = ["links", "external_links", "extra_hosts"].flatMap((key) => readTexts(service.tree, service.path, [key]).flatMap((entry) => (entry.known ? entry.value.split(/[:=]/) : [])));
  return new Set([...names, ...entriesOf(service.get("extra_hosts")).keys()]);
}
