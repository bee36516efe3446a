import { memoryLimitOf } from "../../compose/model/limit.js";
import type { Service } from "../../compose/model/service.js";
import { containersOf } from "../../compose/model/services.js";
import { atValue } from "../../compose/place.js";
import { memorySettingsOf } from "../../images/memory-settings.js";
import { defineRule } from "../rule.js";

/** A program that may use more than its container never gets to the point at which it would save memory: the kernel is there first. */
export default defineRule({
  category: "resources",
  summary: "A program is told to use more memory than its container may have.",
  severity: "error",
  presets: ["recommended", "production", "strict"],
  tags: [],
  references: ["https://docs.docker.com/engine/containers/resource_constraints/#memory"],
  asksImages: ["memory", "pid1"],
  messages: {
    exceeds: ({ service, setting, what, limit }: Facts) => `\`${setting}\` lets ${what} of ${service} grow beyond its ${limit}, where the kernel kills it. Lower the one or raise the other.`,
    fills: ({ service, setting, what, limit }: Facts) => `\`${setting}\` lets ${what} of ${service} fill its ${limit}, and it needs more than that: the kernel kills it. Lower the one or raise the other.`,
  },
  check(project, report) {
    for (const service of containersOf(project)) {
      const limit = limitOf(service);
      if (!limit) continue;
      for (const { setting, what, bytes, isPart, origin } of memorySettingsOf(service)) {
        if (bytes < limit.bytes || (bytes === limit.bytes && !isPart)) continue;
        report({ at: atValue(origin), service, message: [bytes === limit.bytes ? "fills" : "exceeds", { service: service.name, setting, what, limit: limit.text }] });
      }
    }
  },
});

interface Facts {
  readonly service: string;
  readonly setting: string;
  readonly what: string;
  readonly limit: string;
}

/** The memory limit, or the sum of memory and swap where somebody grants swap on purpose; nothing if it is not known, or if there is none. */
function limitOf(service: Service): { readonly bytes: number; readonly text: string } | undefined {
  const memory = memoryLimitOf(service);
  const sum = service.memorySwapLimit;
  if (memory?.known !== true || memory.value <= 0 || sum?.known === false || (sum && sum.value < 0)) return undefined;
  return sum && sum.value > memory.value ? { bytes: sum.value, text: `${sum.text} of memory and swap` } : { bytes: memory.value, text: `memory limit of ${memory.text}` };
}
