import { hasNeedlessQuotes } from "../../compose/model/written-place.js";
import { servicesByName } from "../../compose/model/services.js";
import { writtenTexts } from "../../compose/model/written.js";
import { respell } from "../../compose/operation.js";
import { atValue } from "../../compose/place.js";
import { defineRule, safe } from "../rule.js";

/** YAML takes quotes off before Compose sees anything; a mount is text without them too. */
export default defineRule({
  category: "style",
  summary: "A mount is in quotes that it does not need.",
  severity: "info",
  presets: ["style"],
  fixable: "safe",
  tags: ["dclint:no-quotes-in-volumes"],
  references: ["https://docs.docker.com/reference/compose-file/services/#volumes", "https://yaml.org/spec/1.2.2/#733-plain-style"],
  messages: {
    needless: ({ service, mount }: { service: string; mount: string }) => `The mount ${mount} of ${service} is in quotes that YAML does not need, and hides those that do something. Take the quotes off.`,
  },
  check(project, report) {
    const services = servicesByName(project);
    for (const { node, path, written } of writtenTexts(project.tree)) {
      const [section, name, key, ...rest] = path;
      const service = section === "services" && key === "volumes" && rest.length === 1 ? services.get(String(name)) : undefined;
      if (!service || !hasNeedlessQuotes(project, node.origin)) continue;
      report({
        at: atValue(node.origin),
        service,
        message: ["needless", { service: service.name, mount: written.text }],
        fix: safe("Take the quotes off", "Every YAML reader sees the same text.", [respell(path, "plain")]),
      });
    }
  },
});
