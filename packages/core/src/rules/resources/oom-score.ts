import { resourcesOf } from "../../compose/model/resources.js";
import { containersOf } from "../../compose/model/services.js";
import { set } from "../../compose/operation.js";
import { atKey, atValue } from "../../compose/place.js";
import { lastingOf } from "../../images/lasting.js";
import { roleOf } from "../../images/roles.js";
import { defineRule, unsafe } from "../rule.js";

const SUGGESTED = -500;

/** The lowest there is: the kernel never kills it. Source: proc(5), `oom_score_adj`. */
const NEVER = -1000;

/** When the host runs out of memory, the kernel tends to kill whoever uses most of it, which often is the database. */
export default defineRule({
  category: "resources",
  summary: "When the host runs out of memory, a data store is killed first, or a service never.",
  severity: "warning",
  presets: ["strict"],
  fixable: "unsafe",
  tags: [],
  references: ["https://man7.org/linux/man-pages/man5/proc_pid_oom_score_adj.5.html", "https://docs.docker.com/reference/compose-file/services/#oom_score_adj"],
  asksImages: ["role"],
  absences: ["missing"],
  messages: {
    missing: ({ service }: { service: string }) => `When the host runs out of memory, the kernel prefers the largest process, and that may well be ${service} with its data. Set oom_score_adj to ${SUGGESTED}.`,
    notLowered: ({ service, value }: { service: string; value: string }) => `An oom_score_adj of ${value} does not protect ${service}, which keeps data, when the host runs out of memory. Set it to ${SUGGESTED}.`,
    never: ({ service }: { service: string }) => `With oom_score_adj: ${NEVER} the kernel kills everything else before ${service}, even if its memory is what leaks. Use ${SUGGESTED}.`,
  },
  check(project, report) {
    const lasting = new Set(lastingOf(project));
    for (const service of containersOf(project)) {
      const score = resourcesOf(service).oomScoreAdjustment;
      const keepsData = lasting.has(service) && roleOf(service) === "data-store";
      const fix = unsafe(`Set oom_score_adj to ${String(SUGGESTED)}`, "When the host runs out of memory, others are killed in its place.", [set([...service.path, "oom_score_adj"], SUGGESTED)]);
      if (score?.known && score.value <= NEVER) {
        report({ at: atValue(score.origin), service, message: ["never", { service: service.name }], fix: { ...fix, because: "When the host runs out of memory, it may be killed as well, though late." } });
      } else if (!score && keepsData) {
        report({ at: atKey(service.origin), service, message: ["missing", { service: service.name }], fix });
      } else if (score?.known && score.value >= 0 && keepsData) {
        report({ at: atValue(score.origin), service, message: ["notLowered", { service: service.name, value: score.text }], fix });
      }
    }
  },
});
