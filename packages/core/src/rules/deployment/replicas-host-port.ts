import { deployOf } from "../../compose/model/deploy.js";
import type { Project } from "../../compose/load.js";
import { publishesPorts } from "../../compose/model/namespace.js";
import type { Port } from "../../compose/model/port.js";
import { replicasOf } from "../../compose/model/replicas.js";
import type { Service } from "../../compose/model/service.js";
import { containersOf } from "../../compose/model/services.js";
import { isRefusedByStack, isStack } from "../../compose/model/stack.js";
import type { Known } from "../../compose/model/value.js";
import { atValue } from "../../compose/place.js";
import { textOf } from "../../compose/tree.js";
import { defineRule } from "../rule.js";

interface Facts {
  readonly service: string;
  readonly port: string;
  readonly count: string;
}

/** A port of the host belongs to one container. Only swarm's routing mesh shares one between several. */
export default defineRule({
  category: "deployment",
  summary: "A service of several containers publishes a port of the host, which only one of them can have.",
  severity: "error",
  presets: ["recommended", "production", "strict"],
  tags: [],
  references: ["https://docs.docker.com/engine/network/port-publishing/", "https://docs.docker.com/engine/swarm/ingress/"],
  messages: {
    taken: ({ service, port, count }: Facts) =>
      `Only one of the ${count} containers of ${service} can have port ${port} of the host; the others fail with "port is already allocated". Publish it from a proxy in front of them, or leave the host port to Docker.`,
    stack: ({ service, port, count }: Facts) =>
      `With \`docker compose\`, only one of the ${count} containers of ${service} can have port ${port} of the host; the others fail with "port is already allocated". Only a swarm shares a port: deploy it as a stack, or publish it from a proxy in front of them.`,
    range: ({ service, port, count }: Facts) =>
      `The ports ${port} of the host do not suffice for ${count} containers of ${service}; the rest fails with "all ports are allocated". Make the range as long as there are containers.`,
    hostMode: ({ service, port, count }: Facts) =>
      `${service} takes port ${port} of its node (\`mode: host\`), so a node can run one of its ${count} containers, and those without a node wait. Use \`mode: global\` for one a node, or drop \`mode: host\`.`,
  },
  check(project, report) {
    for (const service of containersOf(project)) {
      const replicas = replicasOf(service);
      if (replicas?.known !== true || replicas.value <= 1 || publishesPorts(service) !== true) continue;
      for (const port of scarcePorts(service, replicas.value)) {
        const { start, end } = port.published;
        const facts = { service: service.name, port: start === end ? String(start) : `${String(start)}-${String(end)}`, count: replicas.text };
        const at = { at: atValue(port.origin), service, related: [{ ...atValue(replicas.origin), message: "The number of containers" }] };
        if (isStack(project)) {
          if (isHostMode(service, port) && !deployOf(service)?.placement?.maxReplicasPerNode) report({ ...at, severity: "info", message: ["hostMode", facts] });
        } else if (start !== end) report({ ...at, message: ["range", facts] });
        else if (isCertain(project, replicas)) report({ ...at, message: ["taken", facts] });
        else report({ ...at, severity: "warning", message: ["stack", facts] });
      }
    }
  },
});

type Published = Port & Required<Pick<Port, "published">>;

/** Ports and ranges of the host that are shorter than what would be needed. Of several that were written as one, the first. */
function scarcePorts(service: Service, count: number): readonly Published[] {
  const seen = new Set<unknown>();
  return service.ports.flatMap((port) => {
    const { published, origin } = port;
    if (!published || published.start === 0 || published.end - published.start + 1 >= count || seen.has(origin.node)) return [];
    seen.add(origin.node);
    return [{ ...port, published }];
  });
}

/** `scale` is only known to Compose; `deploy.replicas` may be meant for a stack. */
function isCertain(project: Project, replicas: Known<number>): boolean {
  return replicas.path.at(-1) === "scale" || isRefusedByStack(project);
}

function isHostMode(service: Service, { path }: Port): boolean {
  return textOf(service.get(...path.slice(service.path.length), "mode")) === "host";
}
