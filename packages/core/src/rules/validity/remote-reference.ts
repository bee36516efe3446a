import { defineRule } from "../rule.js";

/** Compose downloads git references and OCI artifacts; a linter that did so would run other people's choices, and be slow. */
export default defineRule({
  category: "validity",
  summary: "A part of the project is somewhere else, and is not looked at.",
  severity: "info",
  presets: ["recommended", "production", "strict"],
  tags: [],
  references: ["https://docs.docker.com/compose/how-tos/multiple-compose-files/include/"],
  messages: { notFollowed: ({ message }: { message: string }) => message },
  check(project, report) {
    for (const { kind, message, ...at } of project.problems) {
      if (kind === "remote") report({ at, message: ["notFollowed", { message }] });
    }
  },
});
