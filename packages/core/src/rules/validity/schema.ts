import { rename } from "../../compose/operation.js";
import { defineRule, unsafe } from "../rule.js";

/** Where a file breaks the Compose Specification; the loader has found it, with its place. */
export default defineRule({
  category: "validity",
  summary: "The file does not follow the Compose Specification, so Compose refuses it.",
  severity: "error",
  presets: ["recommended", "production", "strict"],
  fixable: "unsafe",
  tags: ["dclint:invalid-schema"],
  references: ["https://github.com/compose-spec/compose-spec/blob/main/spec.md"],
  messages: { fault: ({ message }: { message: string }) => message },
  check(project, report) {
    for (const problem of project.problems) {
      if (problem.kind !== "schema") continue;
      const { message, path = [], rename: meant } = problem;
      const service = project.services.find(({ name }) => path[0] === "services" && path[1] === name);
      report({
        at: problem,
        ...(service ? { service } : {}),
        message: ["fault", { message }],
        ...(meant === undefined
          ? {}
          : { fix: unsafe(`Rename it to ${meant}`, "The key was without effect so far; under its new name it takes effect.", [rename(path, meant)]) }),
      });
    }
  },
});
