import type { Project } from "../load.js";
import type { Path } from "../path.js";
import { remember } from "../remember.js";
import type { Origin } from "../tree.js";
import { definitionsOf } from "./definition.js";
import { deployRestartOf, type DeployRestart } from "./restart.js";
import type { Service } from "./service.js";
import { asDuration, asNumber, asText, knownValue, readerOf, readTexts, type Value } from "./value.js";

/** The block `deploy`, without its limits: `service.memoryLimit` and `resourcesOf` have those, `replicasOf` the replicas. */
export interface Deploy {
  /** `replicated`, which is the default, `global`, or one of the jobs. */
  readonly mode: Value<string> | undefined;
  /** `vip`, which is the default, or `dnsrr`. */
  readonly endpointMode: Value<string> | undefined;
  readonly update: Rollout | undefined;
  readonly rollback: Rollout | undefined;
  readonly restartPolicy: DeployRestart | undefined;
  readonly placement: Placement | undefined;
  readonly origin: Origin;
  readonly path: Path;
}

/** How swarm replaces the containers of a service: `update_config`, or `rollback_config` for the way back. */
export interface Rollout {
  /** How many at a time; 0 is all. */
  readonly parallelism: Value<number> | undefined;
  /** Milliseconds between two of them. */
  readonly delay: Value<number> | undefined;
  /** `pause`, which is the default, `continue` or, for an update, `rollback`. */
  readonly failureAction: Value<string> | undefined;
  /** Milliseconds for which each is watched; 5,000 by default. */
  readonly monitor: Value<number> | undefined;
  /** From 0 to 1. */
  readonly maxFailureRatio: Value<number> | undefined;
  /** `stop-first`, which is the default, or `start-first`. */
  readonly order: Value<string> | undefined;
  readonly origin: Origin;
  readonly path: Path;
}

export interface Placement {
  /** Such as `node.role == manager`. */
  readonly constraints: readonly Value<string>[];
  readonly maxReplicasPerNode: Value<number> | undefined;
  readonly origin: Origin;
  readonly path: Path;
}

export function deployOf(service: Service): Deploy | undefined {
  const node = service.get("deploy");
  if (node?.kind !== "mapping") return undefined;
  const path: Path = [...service.path, "deploy"];
  const read = readerOf(node, path);
  return {
    mode: read(asText, "mode"),
    endpointMode: read(asText, "endpoint_mode"),
    update: readRollout(service, "update_config"),
    rollback: readRollout(service, "rollback_config"),
    restartPolicy: deployRestartOf(service),
    placement: readPlacement(service),
    origin: node.origin,
    path,
  };
}

function readRollout(service: Service, key: "update_config" | "rollback_config"): Rollout | undefined {
  const node = service.get("deploy", key);
  if (node?.kind !== "mapping") return undefined;
  const path: Path = [...service.path, "deploy", key];
  const read = readerOf(node, path);
  return {
    parallelism: read(asNumber, "parallelism"),
    delay: read(asDuration, "delay"),
    failureAction: read(asText, "failure_action"),
    monitor: read(asDuration, "monitor"),
    maxFailureRatio: read(asNumber, "max_failure_ratio"),
    order: read(asText, "order"),
    origin: node.origin,
    path,
  };
}

function readPlacement(service: Service): Placement | undefined {
  const node = service.get("deploy", "placement");
  if (node?.kind !== "mapping") return undefined;
  const path: Path = [...service.path, "deploy", "placement"];
  return {
    constraints: readTexts(node, path, ["constraints"]),
    maxReplicasPerNode: readerOf(node, path)(asNumber, "max_replicas_per_node"),
    origin: node.origin,
    path,
  };
}

/** Whether a project is written for `docker stack deploy`: somebody has said so, or it says what `docker compose` never reads, or has an overlay network of its own. */
export const isForSwarm = remember((project: Project): boolean => {
  const { target } = project.request;
  if (target !== undefined) return target === "swarm";
  const isOverlay = [...definitionsOf(project, "network").values()].some(({ driver, external }) => knownValue(driver) === "overlay" && knownValue(external) !== true);
  return isOverlay || project.services.some(hasSwarmKeys);
});

/** Whether a service says what only a swarm reads. */
export function hasSwarmKeys(service: Service): boolean {
  const deploy = deployOf(service);
  if (!deploy) return false;
  const { mode, endpointMode, update, rollback, placement } = deploy;
  return [endpointMode, update, rollback, placement].some((part) => part !== undefined) || (mode?.known === true && mode.value !== "replicated");
}
