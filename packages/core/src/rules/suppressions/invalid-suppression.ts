import { defineCommentRule } from "../rule.js";

/** A misspelled comment looks as if something were suppressed. */
export default defineCommentRule({
  summary: "A `compose-lint-disable` comment cannot be understood, or names a rule that there is not.",
  severity: "warning",
  presets: ["recommended", "production", "strict", "style"],
  references: [],
  messages: { fault: ({ message }: { message: string }) => message },
  review({ faults, place: { file } }, report) {
    for (const { range, message } of faults) report({ at: { file, range }, message: ["fault", { message }] });
  },
});
