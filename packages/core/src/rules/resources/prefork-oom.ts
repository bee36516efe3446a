import { isNone, memoryLimitOf } from "../../compose/model/limit.js";
import { atKey, atValue } from "../../compose/place.js";
import { lastingOf } from "../../images/lasting.js";
import { workersOf } from "../../images/worker-processes.js";
import { defineRule } from "../rule.js";

/** At the limit of a container the kernel kills one of its processes. Only if that is the first one, the container ends. */
export default defineRule({
  category: "resources",
  summary: "Several worker processes share one memory limit, so that the container runs on when one of them is killed.",
  severity: "info",
  presets: ["production", "strict"],
  tags: [],
  references: ["https://docs.kernel.org/admin-guide/cgroup-v2.html#memory-interface-files", "https://github.com/docker-library/php/issues/1048"],
  asksImages: ["pid1"],
  messages: {
    shared: ({ service, program, workers, limit, advice }: { service: string; program: string; workers: string; limit: string; advice: string }) =>
      `${workers} of \`${program}\` share ${limit} of ${service}: when it is reached, the kernel kills one of them in the middle of its work, and the container runs on as if nothing had happened. ${advice}`,
  },
  check(project, report) {
    for (const service of lastingOf(project)) {
      const limit = memoryLimitOf(service);
      const workers = limit && !isNone(limit) ? workersOf(service) : undefined;
      if (!limit || !workers) continue;
      const { program, count, advice, origin } = workers;
      report({
        at: origin ? atValue(origin) : atKey(service.origin),
        service,
        message: ["shared", { service: service.name, program, workers: count === undefined ? "The workers" : `The ${String(count)} workers`, limit: limit.known ? `the ${limit.text} of memory` : "the memory limit", advice }],
      });
    }
  },
});
