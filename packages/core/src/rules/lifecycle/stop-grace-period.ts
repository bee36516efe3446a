import type { Service } from "../../compose/model/service.js";
import { set } from "../../compose/operation.js";
import { atKey } from "../../compose/place.js";
import { factsThatHold } from "../../images/catalogue/invocation.js";
import { supportFrom } from "../../images/catalogue/trust.js";
import { firstProcessOf } from "../../images/process-one.js";
import { lastingOf } from "../../images/lasting.js";
import { roleOf } from "../../images/roles.js";
import { defineRule, safe } from "../rule.js";

const SUGGESTED = "30s";

/** And even that may not be long enough for a database: docker-library/postgres, comment on `STOPSIGNAL` in the Dockerfiles. */
const SUGGESTED_FOR_DATA = "90s";

/** Ten seconds after the stop signal Docker sends SIGKILL, unless the service says otherwise. */
export default defineRule({
  category: "lifecycle",
  summary: "A long-running service without `stop_grace_period` is killed ten seconds after it was asked to stop.",
  severity: "warning",
  presets: ["recommended", "production", "strict"],
  fixable: "safe",
  tags: [],
  references: ["https://docs.docker.com/reference/compose-file/services/#stop_grace_period", "https://docs.docker.com/reference/cli/docker/container/stop/"],
  asksImages: ["role", "stop"],
  absences: ["missing"],
  messages: {
    missing: ({ service }: { service: string }) => `At every stop and deploy ${service} has 10 seconds to finish, then it is killed with whatever it was doing. Set stop_grace_period.`,
  },
  check(project, report) {
    for (const service of lastingOf(project)) {
      if (service.stopGracePeriod || isNeverTold(service)) continue;
      const held = factsThatHold(service);
      const known = held?.facts.stop?.confidence === "inferred" ? undefined : held?.facts.stop?.gracePeriod;
      const support = known === undefined ? undefined : held && supportFrom(held, ["stop"]);
      const period = known ?? (roleOf(service) === "data-store" ? SUGGESTED_FOR_DATA : SUGGESTED);
      const fix = safe(`Wait ${period} before killing it`, "A program that ends by itself ends as soon as before; only one that ignores the stop signal now takes longer to stop.", [
        set([...service.path, "stop_grace_period"], period),
      ]);
      report({
        at: atKey(service.origin),
        service,
        message: ["missing", { service: service.name }],
        fix: support ? { ...fix, support } : fix,
      });
    }
  },
});

/** What the stop signal never reaches would only take longer to be killed; `init-process` reports it. */
function isNeverTold(service: Service): boolean {
  const kind = firstProcessOf(service)?.kind;
  return kind !== undefined && kind !== "interpreter";
}
