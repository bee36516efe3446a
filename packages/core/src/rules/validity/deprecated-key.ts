import type { Project } from "../../compose/load.js";
import { atKey, type Place } from "../../compose/place.js";
import { nodeAt } from "../../compose/tree.js";
import { defineRule } from "../rule.js";

/** Keys that Compose or Docker document as given up, and that they still accept. What they refuse is the schema's business. */
export default defineRule({
  category: "validity",
  summary: "A key is still accepted, but Docker has given it up or passes over it.",
  severity: "warning",
  presets: ["recommended", "production", "strict"],
  tags: [],
  references: [
    "https://docs.docker.com/engine/network/links/",
    "https://docs.docker.com/reference/compose-file/services/#mac_address",
    "https://github.com/compose-spec/compose-go/blob/main/transform/external.go",
    "https://github.com/moby/moby/blob/master/pkg/sysinfo/cgroup2_linux.go",
  ],
  messages: {
    externalName: ({ resource, name }: { resource: string; name: string }) => `Compose warns about \`external: {name: …}\` of ${resource} at every command. Write \`external: true\` and \`name: ${name}\` beside each other.`,
    links: ({ service, targets }: { service: string; targets: string }) => `\`links\` of ${service} is a legacy of Docker: ${targets} can be reached by name without it. Use \`depends_on\` for the order of starting, and \`aliases\` of a network for a second name.`,
    swappinessZero: ({ service }: { service: string }) => `\`mem_swappiness: 0\` of ${service} does nothing: Compose takes 0 for not set. Take it out; with memswap_limit equal to the memory limit there is no swap.`,
    swappiness: ({ service }: { service: string }) => `\`mem_swappiness\` of ${service} is discarded on hosts with cgroup v2, which have no such setting. Take it out, and set memswap_limit to say how much swap there is.`,
    macAddress: ({ service }: { service: string }) => `Since Docker 25 a MAC address belongs to a network: that of ${service} goes to the first one. Set \`mac_address\` below the network that it is for.`,
  },
  check(project, report) {
    for (const { resource, place, name } of externalNames(project)) report({ at: place, message: ["externalName", { resource, name }] });
    for (const service of project.services) {
      if (service.kind === "provider") continue;
      const data = { service: service.name };
      const links = service.get("links");
      // On the default bridge, which knows no names, they do something.
      if (links?.kind === "sequence" && links.items.length > 0 && !service.get("network_mode")) {
        const targets = links.items.map((item) => (item.kind === "scalar" ? String(item.value).split(":", 1)[0] ?? "" : "")).filter((name) => name !== "");
        report({ at: atKey(links.origin), service, severity: "info", message: ["links", { ...data, targets: [...new Set(targets)].join(", ") }] });
      }
      const swappiness = service.get("mem_swappiness");
      if (swappiness?.kind === "scalar" && swappiness.known) {
        report({ at: atKey(swappiness.origin), service, message: [/^0+$/.test(String(swappiness.value)) ? "swappinessZero" : "swappiness", data] });
      }
      const macAddress = service.get("mac_address");
      if (macAddress) report({ at: atKey(macAddress.origin), service, severity: "info", message: ["macAddress", data] });
    }
  },
});

interface ExternalName {
  readonly resource: string;
  readonly place: Place;
  readonly name: string;
}

function externalNames({ tree }: Project): readonly ExternalName[] {
  return ["networks", "volumes", "secrets", "configs"].flatMap((section) => {
    const resources = tree?.entries.get(section);
    return resources?.kind !== "mapping" ? [] : [...resources.entries].flatMap(([key, resource]) => {
      const external = nodeAt(resource, ["external"]);
      if (external?.origin.node.kind !== "mapping") return [];
      const name = nodeAt(external, ["name"]) ?? nodeAt(resource, ["name"]);
      const text = name?.kind === "scalar" && name.known ? String(name.value) : "…";
      return [{ resource: `the ${section.slice(0, -1)} ${key}`, place: atKey(external.origin), name: text }];
    });
  });
}
