import { keyRank } from "../../compose/key-order.js";
import { disorderOf } from "../../compose/model/written-order.js";
import { writtenParts } from "../../compose/model/written-parts.js";
import { servicesByName } from "../../compose/model/services.js";
import { arrange } from "../../compose/operation.js";
import { defineRule, safe } from "../rule.js";

/** Which key of a service stands where means nothing to Compose; people find a key faster where they expect it. */
export default defineRule({
  category: "style",
  summary: "The keys of a service stand in another order than in other services.",
  severity: "info",
  presets: ["style"],
  fixable: "safe",
  tags: ["dclint:service-keys-order"],
  references: ["https://docs.docker.com/reference/compose-file/services/"],
  options: {
    order: { type: "array", default: [], description: "Keys in the order in which they shall stand; all others follow in the usual order." },
  },
  messages: {
    late: ({ service, key, next }: { service: string; key: string; next: string }) => `\`${key}\` of ${service} is out of order: it stands behind \`${next}\`. Put it in front of that, where readers expect it.`,
  },
  check(project, report, { order }: { order: readonly string[] }) {
    const services = servicesByName(project);
    for (const keys of writtenParts(project, ["services", "*"])) {
      const rankOf = (key: string): number => (order.includes(key) ? order.indexOf(key) : key === "<<" ? -1 : order.length + keyRank(keys.path, key));
      const disorder = disorderOf(keys, (a, b) => rankOf(a) - rankOf(b));
      if (!disorder) continue;
      const name = String(keys.path.at(-1));
      const service = services.get(name);
      report({
        at: disorder.late.place,
        ...(service ? { service } : {}),
        message: ["late", { service: name, key: disorder.late.name, next: disorder.next.name }],
        fix: safe(`Put the keys of ${name} in order`, "The order of keys means nothing to Compose.", [arrange(keys.path, disorder.order, keys.file.path)]),
      });
    }
  },
});
