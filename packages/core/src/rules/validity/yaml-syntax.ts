import { defineRule } from "../rule.js";

/** What keeps a file from being read as YAML at all; the loader has found it, with its place. */
export default defineRule({
  category: "validity",
  summary: "The file is not YAML that Compose can read.",
  severity: "error",
  // Nothing else can be said of a file that cannot be read, so that every preset has to say this.
  presets: ["recommended", "production", "strict", "style"],
  tags: ["dclint:invalid-yaml"],
  references: ["https://yaml.org/spec/1.2.2/"],
  messages: { fault: ({ message }: { message: string }) => message },
  check(project, report) {
    for (const { kind, message, related, ...at } of project.problems) {
      if (kind === "syntax") report({ at, message: ["fault", { message }], ...(related ? { related: [related] } : {}) });
    }
  },
});
