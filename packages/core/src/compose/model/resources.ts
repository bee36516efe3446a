import { remember } from "../remember.js";
import type { Service } from "./service.js";
import { asByteSize, asCpus, asFlag, asNumber, readerOf, type Value } from "./value.js";

/** What a service may take or is promised, beside `memoryLimit`, `memorySwapLimit` and `pidsLimit` of the service itself. The path of a value tells which of its two keys it is under. */
export interface Resources {
  /** CPUs, from `cpus` or `deploy.resources.limits.cpus`; 0 counts as not set. */
  readonly cpuLimit: Value<number> | undefined;
  /** CPUs; only swarm keeps this promise. */
  readonly cpuReservation: Value<number> | undefined;
  /** Bytes, from `mem_reservation` or `deploy.resources.reservations.memory`. */
  readonly memoryReservation: Value<number> | undefined;
  /** The size of `/dev/shm` in bytes; 64 MiB where it is absent. Source: Docker's documentation of `docker run --shm-size`. */
  readonly sharedMemory: Value<number> | undefined;
  /** From -1000, never killed, to 1000, killed first. */
  readonly oomScoreAdjustment: Value<number> | undefined;
  readonly oomKillDisabled: Value<boolean> | undefined;
}

export const resourcesOf = remember((service: Service): Resources => {
  const read = readerOf(service.tree, service.path);
  return {
    cpuLimit: read(asCpus, "cpus") ?? read(asCpus, "deploy", "resources", "limits", "cpus"),
    cpuReservation: read(asCpus, "deploy", "resources", "reservations", "cpus"),
    memoryReservation: read(asByteSize, "mem_reservation") ?? read(asByteSize, "deploy", "resources", "reservations", "memory"),
    sharedMemory: read(asByteSize, "shm_size"),
    oomScoreAdjustment: read(asNumber, "oom_score_adj"),
    oomKillDisabled: read(asFlag, "oom_kill_disable"),
  };
});
