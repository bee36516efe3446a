import type { Project } from "../../compose/load.js";
import { definitionsOf } from "../../compose/model/definition.js";
import { deployOf } from "../../compose/model/deploy.js";
import type { Mount } from "../../compose/model/mount.js";
import { replicasOf } from "../../compose/model/replicas.js";
import type { Service } from "../../compose/model/service.js";
import { containersOf } from "../../compose/model/services.js";
import { isStack } from "../../compose/model/stack.js";
import { knownValue } from "../../compose/model/value.js";
import { atValue } from "../../compose/place.js";
import { dataFoldersOf, mountOfData } from "../../images/data-folders.js";
import { holdsData, roleOf } from "../../images/roles.js";
import { defineRule } from "../rule.js";

interface Facts {
  readonly service: string;
  readonly count: string;
  readonly source: string;
}

/** A data store locks its files, or trusts that it is alone with them; neither works across containers. */
export default defineRule({
  category: "deployment",
  summary: "Several containers of a data store work on the same volume.",
  severity: "error",
  presets: ["recommended", "production", "strict"],
  tags: [],
  references: ["https://github.com/docker-library/postgres/issues/171", "https://docs.docker.com/reference/compose-file/deploy/#replicas"],
  asksImages: ["role", "data"],
  messages: {
    shared: ({ service, count, source }: Facts) =>
      `${count} containers of ${service} work on the same files (${source}): the second one does not start, or both destroy the data. Run one; a cluster needs a service with a volume of its own for each member.`,
    perNode: ({ service, count, source }: Facts) =>
      `If two of the ${count} containers of ${service} run on one node, they work on the same files (${source}): one does not start, or both destroy the data. Set \`max_replicas_per_node: 1\`, or a service with a volume of its own for each member.`,
  },
  check(project, report) {
    for (const service of containersOf(project)) {
      const replicas = replicasOf(service);
      if (replicas?.known !== true || replicas.value <= 1 || !holdsData(roleOf(service))) continue;
      const mount = sharedData(project, service);
      // Nodes do not share what is on them.
      const inStack = isStack(project);
      if (!mount || (inStack && deployOf(service)?.placement?.maxReplicasPerNode)) continue;
      report({
        at: atValue(replicas.origin),
        service,
        ...(inStack ? { severity: "warning" } : {}),
        message: [inStack ? "perNode" : "shared", { service: service.name, count: replicas.text, source: mount.writtenSource ?? mount.target }],
        related: [{ ...atValue(mount.origin), message: "The data" }],
      });
    }
  },
});

/** The volume or host folder that the containers of a service have their data on. */
function sharedData(project: Project, service: Service): Mount | undefined {
  const directories = dataFoldersOf(service);
  const mounts = directories.length > 0 ? directories.flatMap((directory) => mountOfData(service, directory) ?? []) : service.mounts.filter(({ type }) => type === "volume");
  return mounts.find(({ type, source, access }) => {
    if ((type !== "volume" && type !== "bind") || access !== "writable") return false;
    const key = knownValue(source) ?? "";
    const name = definitionsOf(project, "volume").get(key)?.name;
    // Every container gets an anonymous volume of its own, and swarm fills in templates such as `{{.Task.Slot}}` for each.
    return key !== "" && ![key, knownValue(name) ?? ""].some((text) => text.includes("{{"));
  });
}
