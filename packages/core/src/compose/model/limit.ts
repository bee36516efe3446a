import type { Project } from "../load.js";
import type { Path } from "../path.js";
import { isForSwarm } from "./deploy.js";
import { resourcesOf } from "./resources.js";
import type { Service } from "./service.js";
import { asByteSize, asCpus, readValue, type Value } from "./value.js";

/** Bytes. What is set under deploy goes before the key of the service, unless it is 0. Source: docker/compose `pkg/compose/create.go`, `setLimits`. */
export function memoryLimitOf({ tree, path, memoryLimit }: Service): Value<number> | undefined {
  const underDeploy = readValue(tree, path, ["deploy", "resources", "limits", "memory"], asByteSize);
  return underDeploy && !isNone(underDeploy) ? underDeploy : memoryLimit;
}

/** CPUs, of the two keys as with the memory. */
export function cpuLimitOf(service: Service): Value<number> | undefined {
  const underDeploy = readValue(service.tree, service.path, ["deploy", "resources", "limits", "cpus"], asCpus);
  return underDeploy && !isNone(underDeploy) ? underDeploy : resourcesOf(service).cpuLimit;
}

/** A limit of 0 is none. */
export function isNone(limit: Value<number>): boolean {
  return limit.known && limit.value === 0;
}

/** A limit by its two names: the key of the service, and the one below `deploy.resources.limits`. */
export type LimitKeys = readonly [short: "mem_limit" | "cpus", long: "memory" | "cpus"];

/**
 * Where a limit has to be written for it to hold. Beside `deploy.resources.limits`, Compose accepts the key of the service only with the
 * same figure there; a swarm reads no other place, and refuses a file that has the key. Source: compose-go `loader/validate.go`.
 */
export function limitPaths(project: Project, service: Service, [short, long]: LimitKeys): readonly Path[] {
  const ofService: Path = [...service.path, short];
  if (!service.get("deploy", "resources", "limits") && !isForSwarm(project)) return [ofService];
  return [...(service.get(short) ? [ofService] : []), [...service.path, "deploy", "resources", "limits", long]];
}

/** Which of the two keys a path of a limit ends in. */
export function isUnderDeploy([, , key]: Path): boolean {
  return key === "deploy";
}

/** The key that a person would have to set, as they would write it. */
export function limitKey(paths: readonly Path[], [short, long]: LimitKeys): string {
  return paths.some(isUnderDeploy) ? `deploy.resources.limits.${long}` : short;
}
