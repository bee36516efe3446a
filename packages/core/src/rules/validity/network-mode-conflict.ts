import { asText, readValue } from "../../compose/model/value.js";
import type { Service } from "../../compose/model/service.js";
import { remove } from "../../compose/operation.js";
import { atKey } from "../../compose/place.js";
import { defineRule, safe, unsafe, type Fix } from "../rule.js";

/** `network_mode` takes the place of everything else that is said about a container's network. */
export default defineRule({
  category: "validity",
  summary: "A key that has no place beside network_mode: networks, published ports, or what belongs to a network of its own.",
  severity: "error",
  presets: ["recommended", "production", "strict"],
  fixable: "safe",
  tags: [],
  references: ["https://docs.docker.com/reference/compose-file/services/#network_mode", "https://docs.docker.com/engine/network/drivers/host/"],
  messages: {
    networks: ({ service, mode }: Conflict) =>
      `${service} has both networks and network_mode (\`${mode}\`), so Compose refuses the whole project. Remove one of them.`,
    ignored: ({ service, mode }: Conflict) =>
      mode === "host"
        ? `Docker ignores the ports of ${service}: with \`network_mode: host\` its programs listen on the host itself, at their own port numbers. Remove ports.`
        : `Docker ignores the ports of ${service}: with \`network_mode: ${mode}\` it has no network. Remove ports, or remove network_mode.`,
    refused: ({ service, mode, key }: Conflict) =>
      `Docker will not create ${service}: ${key} cannot stand beside \`network_mode: ${mode}\`. ${wayOut(mode, key)}`,
  },
  check(project, report) {
    for (const service of project.services) {
      const mode = readValue(service.tree, service.path, ["network_mode"], asText);
      if (mode?.known !== true || mode.value === "") continue;
      const related = [{ ...atKey(mode.origin), message: "The network mode" }];
      for (const key of conflictingKeys(mode.value)) {
        const node = service.get(key);
        if (!node || isEmpty(service, key)) continue;
        const conflict = { service: service.name, mode: mode.value, key };
        const message = key === "networks" ? "networks" : key === "ports" && !isShared(mode.value) ? "ignored" : "refused";
        // A variable may stand for another mode elsewhere.
        const isFixed = mode.variables.length === 0;
        const fix = key === "ports" ? removal(service, mode.value, isFixed) : undefined;
        report({ at: atKey(node.origin), service, message: [message, conflict], related, ...(fix ? { fix } : {}) });
      }
    }
  },
});

interface Conflict {
  readonly service: string;
  readonly mode: string;
  readonly key: string;
}

/** Source: compose-go `loader/validate.go` for networks; moby `runconfig/hostconfig*.go` and `daemon_unix.go` for the others. */
function conflictingKeys(mode: string): readonly string[] {
  if (isShared(mode)) return ["networks", "ports", "expose", "links", "hostname", "dns", "extra_hosts"];
  if (mode === "host") return ["networks", "ports", "links"];
  return mode === "none" ? ["networks", "ports"] : ["networks"];
}

/** The network of another container, which is where such things have to be said. */
function isShared(mode: string): boolean {
  return /^(?:service|container):/.test(mode);
}

function isEmpty(service: Service, key: string): boolean {
  const node = service.get(key);
  if (node?.kind === "mapping") return node.entries.size === 0;
  if (node?.kind === "sequence") return node.items.length === 0;
  return node?.kind !== "scalar" || !node.known || node.value === null || node.value === "";
}

function wayOut(mode: string, key: string): string {
  const [kind, name = ""] = mode.split(/:(.*)/s);
  if (key === "links") return "Remove links.";
  return kind === "service" ? `Set it at ${name}, whose network it is.` : "Set it at the container whose network it is.";
}

function removal(service: Service, mode: string, isFixed: boolean): Fix {
  const operations = [remove([...service.path, "ports"])];
  if (mode === "host" && isFixed) return safe("Remove ports", "Docker discards the published ports of a container on the host's network, with a warning.", operations);
  if (isShared(mode)) return unsafe("Remove ports", "The ports are published only if the container whose network it is publishes them.", operations);
  return unsafe("Remove ports", "Whoever meant them to be published has to remove network_mode instead.", operations);
}
