import { remove } from "../../compose/operation.js";
import { atKey } from "../../compose/place.js";
import { defineRule, safe } from "../rule.js";

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
      fix: safe("Remove version", "Compose does not read it.", [remove(["version"])]),
    });
  },
});
