import { isNone, memoryLimitOf } from "../../compose/model/limit.js";
import { resourcesOf } from "../../compose/model/resources.js";
import { containersOf } from "../../compose/model/services.js";
import { remove } from "../../compose/operation.js";
import { atValue } from "../../compose/place.js";
import { defineRule, unsafe } from "../rule.js";

/** Who is not killed at the memory limit waits there, for memory that only the same container could give back. */
export default defineRule({
  category: "resources",
  summary: "A service that may not be killed for lack of memory hangs instead.",
  severity: "error",
  presets: ["recommended", "production", "strict"],
  fixable: "unsafe",
  tags: [],
  references: ["https://docs.docker.com/engine/containers/run/", "https://docs.kernel.org/admin-guide/cgroup-v1/memory.html#oom-control"],
  messages: {
    hangs: ({ service }: { service: string }) => `With oom_kill_disable, ${service} hangs at its memory limit instead of being killed and restarted; on hosts with cgroup v2 it does nothing. Remove it.`,
    unlimited: ({ service }: { service: string }) => `oom_kill_disable without a memory limit only spares ${service} at the cost of the host, where supported at all. Remove it, and set mem_limit.`,
  },
  check(project, report) {
    for (const service of containersOf(project)) {
      const disabled = resourcesOf(service).oomKillDisabled;
      if (disabled?.known !== true || !disabled.value) continue;
      const limit = memoryLimitOf(service);
      const isUnlimited = limit === undefined || isNone(limit);
      report({
        at: atValue(disabled.origin),
        service,
        message: [isUnlimited ? "unlimited" : "hangs", { service: service.name }],
        fix: unsafe("Remove oom_kill_disable", "Where the host supports it, the service is killed at its memory limit from now on.", [remove(disabled.path)]),
      });
    }
  },
});
