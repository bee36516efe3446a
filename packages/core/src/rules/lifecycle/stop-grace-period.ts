import { set } from "../../compose/operation.js";
import { atKey } from "../../compose/place.js";
import { defineRule, safe } from "../rule.js";

const SUGGESTED = "30s";

/** Ten seconds after the stop signal Docker sends SIGKILL, unless the service says otherwise. */
export default defineRule({
  category: "lifecycle",
  summary: "A long-running service without `stop_grace_period` is killed ten seconds after it was asked to stop.",
  severity: "warning",
  presets: ["recommended", "strict"],
  fixable: "safe",
  tags: [],
  references: ["https://docs.docker.com/reference/compose-file/services/#stop_grace_period", "https://docs.docker.com/reference/cli/docker/container/stop/"],
  messages: {
    missing: ({ service }: { service: string }) => `At every stop and deploy ${service} has 10 seconds to finish, then it is killed with whatever it was doing. Set stop_grace_period.`,
  },
  check(project, report) {
    for (const service of project.services) {
      if (service.kind !== "linux" || !service.complete || service.isJob || service.stopGracePeriod) continue;
      report({
        at: atKey(service.origin),
        service,
        message: ["missing", { service: service.name }],
        fix: safe(`Wait ${SUGGESTED} before killing it`, "A program that ends by itself ends as soon as before; only one that ignores the stop signal now takes longer to stop.", [
          set([...service.path, "stop_grace_period"], SUGGESTED),
        ]),
      });
    }
  },
});
