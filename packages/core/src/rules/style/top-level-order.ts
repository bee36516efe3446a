import { keyRank } from "../../compose/key-order.js";
import { disorderOf } from "../../compose/model/written-order.js";
import { writtenParts } from "../../compose/model/written-parts.js";
import { arrange } from "../../compose/operation.js";
import { defineRule, safe } from "../rule.js";

/** Which section stands where means nothing to Compose; a file reads best if its services come before what they use. */
export default defineRule({
  category: "style",
  summary: "The sections of a file stand in another order than in other files.",
  severity: "info",
  presets: ["style"],
  fixable: "safe",
  tags: ["dclint:top-level-properties-order"],
  references: ["https://docs.docker.com/reference/compose-file/"],
  options: {
    order: { type: "array", default: [], description: "Sections in the order in which they shall stand, `x-` for all that begin so; all others follow in the usual order." },
  },
  messages: {
    late: ({ section, next }: { section: string; next: string }) => `\`${section}\` is out of order: it stands behind \`${next}\`. Put it in front of that, where readers expect it.`,
  },
  check(project, report, { order }: { order: readonly string[] }) {
    const rankOf = (section: string): number => {
      const wanted = order.indexOf(section.startsWith("x-") ? "x-" : section);
      return wanted === -1 ? order.length + keyRank([], section) : wanted;
    };
    for (const sections of writtenParts(project, [])) {
      const disorder = disorderOf(sections, (a, b) => rankOf(a) - rankOf(b));
      if (!disorder) continue;
      report({
        at: disorder.late.place,
        message: ["late", { section: disorder.late.name, next: disorder.next.name }],
        fix: safe("Put the sections in order", "The order of sections means nothing to Compose.", [arrange(sections.path, disorder.order, sections.file.path)]),
      });
    }
  },
});
