import { deployOf } from "../../compose/model/deploy.js";
import { replicasOf } from "../../compose/model/replicas.js";
import type { Service } from "../../compose/model/service.js";
import { longRunningOf } from "../../compose/model/services.js";
import { isStack } from "../../compose/model/stack.js";
import { knownValue } from "../../compose/model/value.js";
import { atKey, atValue } from "../../compose/place.js";
import { isWebService } from "../../images/web-service.js";
import { defineRule } from "../rule.js";

/** Swarm starts a container anew on another node, but only after it has noticed that the node is gone. */
export default defineRule({
  category: "deployment",
  summary: "A web service in a swarm with a single container is away whenever that container or its node is.",
  severity: "info",
  presets: ["strict"],
  tags: [],
  references: ["https://docs.docker.com/engine/swarm/how-swarm-mode-works/services/"],
  messages: {
    single: ({ service }: { service: string }) => `${service} takes requests from outside and has one container: it is away while that one is updated, moved or restarted. Run two or more.`,
  },
  check(project, report) {
    if (!isStack(project)) return;
    for (const service of longRunningOf(project)) {
      const replicas = replicasOf(service);
      if (!isWebService(project, service) || !isReplicated(service) || !isCopyable(service)) continue;
      if (replicas && !(replicas.known && replicas.value === 1)) continue;
      report({ at: replicas ? atValue(replicas.origin) : atKey((deployOf(service) ?? service).origin), service, message: ["single", { service: service.name }] });
    }
  },
});

function isReplicated(service: Service): boolean {
  const mode = deployOf(service)?.mode;
  return mode === undefined || knownValue(mode) === "replicated";
}

/** What keeps data of its own cannot simply run twice. */
function isCopyable({ mounts, mountsComplete }: Service): boolean {
  return mountsComplete && mounts.every(({ type, access }) => type === "tmpfs" || access === "read-only");
}
