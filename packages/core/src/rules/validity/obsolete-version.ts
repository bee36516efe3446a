import { isForSwarm } from "../../compose/model/deploy.js";
import { remove } from "../../compose/operation.js";
import { atKey } from "../../compose/place.js";
import { defineRule, safe, unsafe } from "../rule.js";

/** Compose has ignored `version` since v2 and warns about it; the Compose Specification calls it obsolete. */
export default defineRule({
  category: "validity",
  summary: "The top-level `version` is ignored, and Compose warns about it.",
  severity: "warning",
  presets: ["recommended", "production", "strict"],
  fixable: "safe",
  tags: ["dclint:no-version-field"],
  references: ["https://docs.docker.com/reference/compose-file/version-and-name/"],
  messages: { obsolete: () => "Compose ignores `version` and prints a warning at every command. Remove it." },
  check(project, report) {
    const version = project.tree?.entries.get("version");
    if (!version) return;
    report({
      at: atKey(version.origin),
      message: ["obsolete"],
      // Source: docker/cli a777880, first released in 23.0.
      fix: isForSwarm(project)
        ? unsafe("Remove version", "`docker stack deploy` of a Docker CLI before 23.0 refuses a file without it.", [remove(["version"])])
        : safe("Remove version", "Compose does not read it.", [remove(["version"])]),
    });
  },
});
