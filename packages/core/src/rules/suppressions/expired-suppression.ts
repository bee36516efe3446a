import { defineCommentRule } from "../rule.js";

/** What was put off until a day is due. */
export default defineCommentRule({
  summary: "The day until which a `compose-lint-disable` comment counts is over.",
  severity: "warning",
  presets: ["recommended", "production", "strict"],
  references: [],
  messages: { over: ({ until }: { until: string }) => `This comment counted until ${until}; what it suppressed is reported again. Mend that, or set another date and say why.` },
  review({ use, place }, report) {
    if (use.kind === "expired") report({ at: place, message: ["over", { until: use.until }] });
  },
});
