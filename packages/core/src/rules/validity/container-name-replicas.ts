import { isForSwarm } from "../../compose/model/deploy.js";
import { replicasOf } from "../../compose/model/replicas.js";
import { remove } from "../../compose/operation.js";
import { atKey } from "../../compose/place.js";
import { defineRule, unsafe } from "../rule.js";

/** A fixed name fits one container; Compose refuses a second one of the same name. */
export default defineRule({
  category: "validity",
  summary: "A service with a fixed container_name cannot run more than once.",
  severity: "error",
  presets: ["recommended", "production", "strict"],
  fixable: "unsafe",
  tags: [],
  references: ["https://docs.docker.com/reference/compose-file/services/#container_name"],
  messages: {
    several: ({ service, count, key }: { service: string; count: string; key: string }) =>
      `${service} is to run ${count} times (\`${key}\`), but container_name fits one container only, so Compose refuses the whole project. Remove container_name; Compose numbers the containers itself.`,
  },
  check(project, report) {
    // A swarm names containers itself.
    if (isForSwarm(project)) return;
    for (const service of project.services) {
      const name = service.get("container_name");
      const replicas = replicasOf(service);
      if (!name || replicas?.known !== true || replicas.value <= 1) continue;
      if (name.kind === "scalar" && name.known && name.value === "") continue;
      report({
        at: atKey(name.origin),
        service,
        message: ["several", { service: service.name, count: replicas.text, key: replicas.path.slice(2).join(".") }],
        related: [{ ...atKey(replicas.origin), message: "The number of containers" }],
        fix: unsafe("Remove container_name", "The containers get names of Compose's making (`project-service-1`); what calls them by the old name, such as a script or a log filter, no longer finds them.", [
          remove([...service.path, "container_name"]),
        ]),
      });
    }
  },
});
