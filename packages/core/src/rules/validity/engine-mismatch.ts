import type { Project } from "../../compose/load.js";
import { isForSwarm } from "../../compose/model/deploy.js";
import { isStack } from "../../compose/model/stack.js";
import type { Service } from "../../compose/model/service.js";
import { pathName } from "../../compose/model/written.js";
import { atKey } from "../../compose/place.js";
import type { Tree } from "../../compose/tree.js";
import { STACK_FORBIDDEN, STACK_IGNORED, STACK_KEYS, STACK_SECTIONS } from "../../compose/values/stack-keys.js";
import { defineRule } from "../rule.js";

/** Below `deploy`, what `docker compose` never reads, and what that means. Source: docker/compose `pkg/compose`, which has no reader of them. */
const SWARM_ONLY: readonly (readonly [keys: readonly string[], consequence: string])[] = [
  [["mode"], "it starts as many containers as `replicas` or `scale` say, on this host"],
  [["endpoint_mode"], "names resolve to the containers themselves"],
  [["placement"], "every container runs on this host"],
  [["update_config"], "it stops the old container before it starts the new one, and waits for nothing"],
  [["rollback_config"], "it never goes back to what ran before"],
  [["labels"], "the containers do not get these labels; `labels` of the service does that"],
  [["resources", "reservations", "cpus"], "nothing is reserved"],
  [["resources", "reservations", "generic_resources"], "nothing is reserved"],
  [["restart_policy", "delay"], "Docker waits 100 ms, and twice as long after every further failure"],
  [["restart_policy", "window"], "a start counts as good once the container has run for ten seconds"],
];

interface Options {
  readonly target: string;
}

/** One format, two engines: `docker compose` and `docker stack deploy` pass over much of what is meant for the other. */
export default defineRule({
  category: "validity",
  summary: "A key is for another engine than the one that runs the file.",
  severity: "info",
  presets: ["strict"],
  tags: [],
  references: ["https://docs.docker.com/reference/compose-file/deploy/", "https://docs.docker.com/reference/cli/docker/stack/deploy/", "https://github.com/docker/cli/blob/master/cli/compose/types/types.go"],
  options: {
    target: { type: "string", default: "", description: "What runs the file: compose (docker compose) or swarm (docker stack deploy). If empty, what the configuration has as target, else docker compose, unless the project says what only a swarm reads.", enum: ["", "compose", "swarm"] },
  },
  messages: {
    swarmOnly: ({ service, key, consequence }: { service: string; key: string; consequence: string }) => `\`docker compose\` ignores \`${key}\` of ${service}: ${consequence}. Remove it, or deploy with \`docker stack deploy\`.`,
    ignored: ({ service, key }: { service: string; key: string }) => `\`docker stack deploy\` ignores \`${key}\` of ${service}. Remove it, or say it with what swarm knows.`,
    forbidden: ({ service, key, instead }: { service: string; key: string; instead: string }) => `\`docker stack deploy\` refuses the file because of \`${key}\` of ${service}. ${instead}`,
    form: ({ service, key, form }: { service: string; key: string; form: string }) => `\`docker stack deploy\` refuses the file: \`${key}\` of ${service} must be ${form}.`,
    section: ({ key }: { key: string }) => `\`docker stack deploy\` refuses the file because of \`${key}\`. Keep it in a file that only Compose reads.`,
  },
  check(project, report, options: Options) {
    const target = options.target === "" ? (project.request.target ?? "") : options.target;
    if (target === "compose" || (target === "" && !isForSwarm(project) && !isStack(project))) {
      for (const service of project.services) {
        for (const [keys, consequence] of SWARM_ONLY) {
          const node = service.get("deploy", ...keys);
          // The default is what it says anyway.
          const isDefault = node?.kind === "scalar" && (node.value === "replicated" || !node.known);
          if (node && !isDefault) report({ at: atKey(node.origin), service, message: ["swarmOnly", { service: service.name, key: pathName(["deploy", ...keys]), consequence }] });
        }
      }
      return;
    }
    if (target !== "swarm") return;
    for (const [key, node] of foreignSections(project)) report({ at: atKey(node.origin), severity: "error", message: ["section", { key }] });
    for (const service of project.services) {
      for (const [key, node] of service.tree.entries) {
        const at = { at: atKey(node.origin), service };
        const instead = STACK_FORBIDDEN.get(key) ?? (STACK_KEYS.has(key) || key.startsWith("x-") ? undefined : "Remove it.");
        if (instead !== undefined) report({ ...at, severity: "error", message: ["forbidden", { service: service.name, key, instead }] });
        else if (STACK_IGNORED.has(key) || (key === "restart" && service.get("deploy", "restart_policy"))) report({ ...at, message: ["ignored", { service: service.name, key }] });
      }
      for (const { keys, form, node } of foreignForms(service)) report({ at: atKey(node.origin), service, severity: "error", message: ["form", { service: service.name, key: pathName(keys), form }] });
    }
  },
});

function foreignSections({ tree }: Project): readonly (readonly [string, Tree])[] {
  return [...(tree?.entries ?? [])].filter(([key]) => !STACK_SECTIONS.has(key) && !key.startsWith("x-"));
}

/** Keys that both engines know, in a form that only Compose takes. */
function foreignForms(service: Service): readonly { readonly keys: readonly string[]; readonly form: string; readonly node: Tree }[] {
  const dependsOn = service.get("depends_on");
  const isMapping = dependsOn?.kind === "mapping" && dependsOn.origin.node.kind === "mapping";
  const cpus = ["limits", "reservations"].flatMap((part) => {
    const keys = ["deploy", "resources", part, "cpus"];
    const node = service.get(...keys);
    return node?.kind === "scalar" && (node.type === "float" || node.type === "integer") ? [{ keys, form: "text, in quotes", node }] : [];
  });
  return [...(isMapping ? [{ keys: ["depends_on"], form: "a list; its conditions do not exist in swarm", node: dependsOn }] : []), ...cpus];
}
