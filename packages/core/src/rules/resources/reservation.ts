import { isForSwarm } from "../../compose/model/deploy.js";
import { cpuLimitOf, memoryLimitOf } from "../../compose/model/limit.js";
import { resourcesOf } from "../../compose/model/resources.js";
import { containersOf } from "../../compose/model/services.js";
import type { Known, Value } from "../../compose/model/value.js";
import { atValue } from "../../compose/place.js";
import { defineRule } from "../rule.js";

/** What the daemon asks for, and what a swarm does. Source: moby `daemon/daemon_unix.go`, `linuxMinMemory`; swarmkit `manager/controlapi/service.go`. */
const SMALLEST = 6 * 1024 ** 2;
const SMALLEST_IN_SWARM = 4 * 1024 ** 2;

/** A reservation is a part of the limit: of more than that, nothing can be used. */
export default defineRule({
  category: "resources",
  summary: "A service reserves more than it may use, or less than Docker takes.",
  severity: "error",
  presets: ["recommended", "production", "strict"],
  tags: [],
  references: ["https://docs.docker.com/engine/containers/resource_constraints/#limit-a-containers-access-to-memory", "https://docs.docker.com/reference/compose-file/deploy/#resources"],
  messages: {
    aboveLimit: ({ service, reservation, limit }: Facts) => `Docker will not start ${service}: its memory reservation (${reservation}) is larger than its memory limit (${limit}). Lower the one or raise the other.`,
    aboveLimitInSwarm: ({ service, reservation, limit, what }: Facts & { what: string }) =>
      `A node sets ${reservation} ${what} aside for ${service}, which may use no more than ${limit}: the rest lies idle. Lower the reservation or raise the limit.`,
    tooSmall: ({ service, reservation, smallest }: { service: string; reservation: string; smallest: string }) =>
      `Docker will not start ${service}: its memory reservation is ${reservation}, and ${smallest} is the least. Give it a larger size, with a unit such as m.`,
  },
  check(project, report) {
    const inSwarm = isForSwarm(project);
    for (const service of containersOf(project)) {
      const { memoryReservation, cpuReservation } = resourcesOf(service);
      const memory = exceeding(memoryReservation, memoryLimitOf(service));
      if (memory && inSwarm) report({ at: atValue(memory.reservation.origin), service, severity: "warning", message: ["aboveLimitInSwarm", { ...textsOf(memory), service: service.name, what: "of memory" }] });
      else if (memory) report({ at: atValue(memory.reservation.origin), service, message: ["aboveLimit", { ...textsOf(memory), service: service.name }] });
      // Only a swarm reserves processors.
      const cpus = inSwarm ? exceeding(cpuReservation, cpuLimitOf(service)) : undefined;
      if (cpus) report({ at: atValue(cpus.reservation.origin), service, severity: "warning", message: ["aboveLimitInSwarm", { ...textsOf(cpus), service: service.name, what: "processors" }] });
      if (memoryReservation?.known && memoryReservation.value !== 0 && memoryReservation.value < (inSwarm ? SMALLEST_IN_SWARM : SMALLEST)) {
        report({ at: atValue(memoryReservation.origin), service, message: ["tooSmall", { service: service.name, reservation: memoryReservation.text, smallest: inSwarm ? "4 MB" : "6 MB" }] });
      }
    }
  },
});

interface Facts {
  readonly service: string;
  readonly reservation: string;
  readonly limit: string;
}

interface Pair {
  readonly reservation: Known<number>;
  readonly limit: Known<number>;
}

/** Both of them, if the first is known to be larger; a limit of 0 is none. */
function exceeding(reservation: Value<number> | undefined, limit: Value<number> | undefined): Pair | undefined {
  return reservation?.known && limit?.known && limit.value > 0 && reservation.value > limit.value ? { reservation, limit } : undefined;
}

function textsOf({ reservation, limit }: Pair): Pick<Facts, "reservation" | "limit"> {
  return { reservation: reservation.text, limit: limit.text };
}
