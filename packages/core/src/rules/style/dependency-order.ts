import { alphabetically, disorderOf } from "../../compose/model/written-order.js";
import { writtenParts } from "../../compose/model/written-parts.js";
import { servicesByName } from "../../compose/model/services.js";
import { arrange } from "../../compose/operation.js";
import { defineRule, safe } from "../rule.js";

/** Compose makes a graph of all dependencies; in which order one service names its own means nothing. */
export default defineRule({
  category: "style",
  summary: "The entries of `depends_on` do not stand in alphabetical order.",
  severity: "info",
  presets: ["style"],
  fixable: "safe",
  tags: ["dclint:service-dependencies-alphabetical-order"],
  references: ["https://docs.docker.com/reference/compose-file/services/#depends_on"],
  messages: {
    late: ({ service, on, next }: { service: string; on: string; next: string }) => `In depends_on of ${service}, ${on} stands behind ${next}, out of alphabetical order. Put it in front of that.`,
  },
  check(project, report) {
    const services = servicesByName(project);
    for (const dependencies of writtenParts(project, ["services", "*", "depends_on"])) {
      // A name that a variable has a part in may be any.
      const isKnown = dependencies.node.kind === "mapping" || !dependencies.parts.some((part) => part.name.includes("$"));
      const disorder = isKnown ? disorderOf(dependencies, alphabetically) : undefined;
      if (!disorder) continue;
      const { late, next, order } = disorder;
      const name = String(dependencies.path[1]);
      const service = services.get(name);
      report({
        at: late.place,
        ...(service ? { service } : {}),
        message: ["late", { service: name, on: late.name, next: next.name }],
        fix: safe(`Put the dependencies of ${name} in alphabetical order`, "Compose waits for all of them, in whichever order they are named.", [arrange(dependencies.path, order, dependencies.file.path)]),
      });
    }
  },
});
