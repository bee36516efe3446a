import { copy } from "../../compose/operation.js";
import { isForSwarm } from "../../compose/model/deploy.js";
import { atKey, atValue } from "../../compose/place.js";
import { defineRule, safe, unsafe } from "../rule.js";

/** With a memory limit and no `memswap_limit`, Docker grants as much swap again as the limit. */
export default defineRule({
  category: "resources",
  summary: "A memory limit without `memswap_limit` lets the container use as much swap again as it has memory.",
  severity: "warning",
  presets: ["recommended", "production", "strict"],
  fixable: "safe",
  tags: ["owasp:rule-7"],
  references: ["https://docs.docker.com/engine/containers/resource_constraints/#--memory-swap-details"],
  absences: ["missing", "missingUnknown"],
  messages: {
    missing: ({ service, limit }: { service: string; limit: string }) =>
      `${service} may use ${limit} of swap on top of its ${limit} of memory, where the host has swap: it slows down before it is stopped. Set memswap_limit to the memory limit.`,
    missingUnknown: ({ service }: { service: string }) =>
      `${service} may use as much swap as it may use memory, where the host has swap: it slows down before it is stopped. Set memswap_limit to the memory limit.`,
    unlimited: ({ service }: { service: string }) => `${service} may use all the swap that the host has (memswap_limit: -1). Set memswap_limit to the memory limit.`,
    tooSmall: ({ service, swap, limit }: { service: string; swap: string; limit: string }) =>
      `Docker will not start ${service}: memswap_limit (${swap}) is the sum of memory and swap, so it cannot be smaller than the memory limit (${limit}).`,
    withoutLimit: ({ service }: { service: string }) => `Docker will not start ${service}: memswap_limit needs a memory limit beside it. Set mem_limit.`,
  },
  check(project, report) {
    for (const service of project.services) {
      if (service.kind !== "linux") continue;
      const { name, memoryLimit: limit, memorySwapLimit: swap } = service;
      // 0 counts as not set, for both of them.
      const hasLimit = limit !== undefined && !(limit.known && limit.value === 0);
      const swapBytes = swap?.known === true ? swap.value : 0;
      if (swap?.known === false) continue;
      if (swap && swapBytes < 0) {
        report({ at: atValue(swap.origin), service, message: ["unlimited", { service: name }] });
      } else if (swap && swapBytes > 0) {
        if (!hasLimit) {
          if (service.complete) report({ at: atKey(swap.origin), service, severity: "error", message: ["withoutLimit", { service: name }] });
        } else if (limit.known && swapBytes < limit.value) {
          report({ at: atValue(swap.origin), service, severity: "error", message: ["tooSmall", { service: name, swap: swap.text, limit: limit.text }] });
        }
      } else if (hasLimit && !swap) {
        const isShortKey = limit.path.at(-1) === "mem_limit";
        // A swarm has no such key, and refuses a file that has it.
        if (!isShortKey && isForSwarm(project)) continue;
        const operations = [copy(limit.path, [...service.path, "memswap_limit"], { after: "mem_limit" })];
        const title = "Set memswap_limit to the memory limit, which disables swap";
        report({
          at: atKey(limit.origin),
          service,
          message: limit.known ? ["missing", { service: name, limit: limit.text }] : ["missingUnknown", { service: name }],
          fix: isShortKey
            ? safe(title, "The container gets no swap; it is stopped at its memory limit instead of slowing down.", operations)
            : unsafe(title, "Compose takes it, but `docker stack deploy` refuses a file with memswap_limit.", operations),
        });
      }
    }
  },
});
