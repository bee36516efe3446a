import type { Project } from "../../compose/load.js";
import { knownWords } from "../../compose/model/command.js";
import { definitionsOf } from "../../compose/model/definition.js";
import { deployOf } from "../../compose/model/deploy.js";
import type { Mount } from "../../compose/model/mount.js";
import { programOf } from "../../compose/model/program.js";
import { replicasOf } from "../../compose/model/replicas.js";
import type { Service } from "../../compose/model/service.js";
import { isStack } from "../../compose/model/stack.js";
import { knownValue } from "../../compose/model/value.js";
import { atValue } from "../../compose/place.js";
import { dataFoldersOf, mountOfData } from "../../images/data-folders.js";
import { lastingOf } from "../../images/lasting.js";
import { holdsData, roleOf } from "../../images/roles.js";
import { defineRule } from "../rule.js";

/** Swarm makes a volume on every node on which a service comes to run, and copies nothing between them. */
export default defineRule({
  category: "storage",
  summary: "A data store in a swarm may be moved to a node where its data is not.",
  severity: "warning",
  presets: ["recommended", "production", "strict"],
  tags: [],
  references: ["https://docs.docker.com/engine/swarm/services/#data-volumes", "https://docs.docker.com/engine/swarm/services/#control-service-placement"],
  asksImages: ["role", "data"],
  messages: {
    movable: ({ service, volume }: { service: string; volume: string }) =>
      `The volume ${volume} is on one node, and nothing keeps ${service} there: on another node it starts with an empty one. Add a constraint under placement, such as \`node.labels.${service}-data == true\`, or a volume that all nodes reach.`,
  },
  check(project, report) {
    if (!isStack(project)) return;
    for (const service of lastingOf(project)) {
      if (!holdsData(roleOf(service)) || isHeld(service) || joinsCluster(service) || replicasOf(service)?.known === false || knownValue(replicasOf(service)) === 0) continue;
      const mount = dataMount(project, service);
      if (mount) report({ at: atValue(mount.origin), service, message: ["movable", { service: service.name, volume: knownValue(mount.source) ?? mount.target }] });
    }
  },
});

/** Whether a service stays where it is: one on each node, or only on nodes that somebody chose. That all nodes run Linux chooses none. */
function isHeld(service: Service): boolean {
  const deploy = deployOf(service);
  if (deploy?.mode !== undefined && (!deploy.mode.known || deploy.mode.value !== "replicated")) return true;
  const constraints = deploy?.placement?.constraints ?? [];
  return constraints.some((constraint) => !constraint.known || !/^(?:node\.platform\.|engine\.labels\.operatingsystem)/.test(constraint.value.trim()));
}

/** A member of a cluster gets its data from the others. */
function joinsCluster(service: Service): boolean {
  const { command } = programOf(service);
  return ((command && knownWords(command)) ?? []).some((word) => /^--?(?:retry-)?join(?:=|$)|^--?initial-cluster(?:=|$)/.test(word));
}

/** The local volume with the data; where the data is, is not known of all images, so that any local volume counts for those. */
function dataMount(project: Project, service: Service): Mount | undefined {
  const directories = dataFoldersOf(service);
  const mounts = directories.length > 0 ? directories.flatMap((directory) => mountOfData(service, directory) ?? []) : service.mounts;
  return mounts.find((mount) => mount.type === "volume" && mount.access === "writable" && isLocal(project, mount));
}

/** A volume of the local driver without options, which is a folder of the node. With options it may be a share in the network. */
function isLocal(project: Project, { source }: Mount): boolean {
  const name = knownValue(source);
  const volume = name === undefined ? undefined : definitionsOf(project, "volume").get(name);
  if (!volume || knownValue(volume.external) === true || volume.external?.known === false) return false;
  return (volume.driver === undefined || knownValue(volume.driver) === "local") && volume.driverOptions.length === 0;
}
