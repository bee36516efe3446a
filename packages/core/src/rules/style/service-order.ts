import { alphabetically, disorderOf } from "../../compose/model/written-order.js";
import { writtenParts } from "../../compose/model/written-parts.js";
import { servicesByName } from "../../compose/model/services.js";
import { arrange } from "../../compose/operation.js";
import { defineRule, safe } from "../rule.js";

/** Compose starts services in the order of their dependencies, whatever the order of the file. */
export default defineRule({
  category: "style",
  summary: "The services of a file do not stand in alphabetical order.",
  severity: "info",
  presets: ["style"],
  fixable: "safe",
  tags: ["dclint:services-alphabetical-order"],
  references: ["https://docs.docker.com/compose/how-tos/startup-order/"],
  messages: {
    late: ({ service, next }: { service: string; next: string }) => `${service} stands behind ${next}, out of alphabetical order. Put it in front of that.`,
  },
  check(project, report) {
    const services = servicesByName(project);
    for (const written of writtenParts(project, ["services"])) {
      const disorder = disorderOf(written, alphabetically);
      if (!disorder) continue;
      const { late, next, order } = disorder;
      const service = services.get(late.name);
      report({
        at: late.place,
        ...(service ? { service } : {}),
        message: ["late", { service: late.name, next: next.name }],
        fix: safe("Put the services in alphabetical order", "Compose starts them in the order of their dependencies.", [arrange(written.path, order, written.file.path)]),
      });
    }
  },
});
