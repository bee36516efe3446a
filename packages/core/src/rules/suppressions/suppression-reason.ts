import { defineCommentRule } from "../rule.js";

/** Whoever reads the comment in a year has to find out whether it still holds. */
export default defineCommentRule({
  summary: "A `compose-lint-disable` comment does not say why.",
  severity: "warning",
  presets: [],
  references: [],
  messages: { missing: ({ what }: { what: string }) => `Say why ${what} suppressed here: \`-- because …\` at the end of this comment.` },
  review({ suppression, place }, report) {
    if (!suppression || suppression.kind === "enable" || suppression.reason !== undefined) return;
    const { rules } = suppression;
    report({ at: place, message: ["missing", { what: rules === "all" ? "everything is" : `${rules.map(({ name }) => name).join(", ")} ${rules.length === 1 ? "is" : "are"}` }] });
  },
});
