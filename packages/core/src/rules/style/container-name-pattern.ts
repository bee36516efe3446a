import { asText, readValue, type Known } from "../../compose/model/value.js";
import { set } from "../../compose/operation.js";
import { atValue } from "../../compose/place.js";
import { defineRule, safe } from "../rule.js";

/** Compose looks for a fitting part of the name only; the engine wants all of it to fit, and creates no container if not. Source: moby `daemon/names.go`. */
export default defineRule({
  category: "style",
  summary: "A container_name that Docker does not accept.",
  severity: "error",
  presets: ["recommended", "production", "strict", "style"],
  fixable: "safe",
  tags: ["dclint:service-container-name-regex"],
  references: ["https://docs.docker.com/reference/compose-file/services/#container_name"],
  messages: {
    refused: ({ service, name }: { service: string; name: string }) =>
      `Docker does not create ${service}: \`${name}\` is no name for a container. Use at least two of letters, digits, \`_\`, \`.\` and \`-\`, and begin with a letter or a digit.`,
  },
  check(project, report) {
    const named = project.services.flatMap((service) => {
      const name = service.kind === "provider" ? undefined : readValue(service.tree, service.path, ["container_name"], asText);
      return name?.known === true && name.value !== "" ? [{ service, name }] : [];
    });
    const taken = new Set(named.map(({ name }) => name.value));
    for (const { service, name } of named) {
      if (isAccepted(name.value)) continue;
      const fitting = fittingName(name);
      report({
        at: atValue(name.origin),
        service,
        message: ["refused", { service: service.name, name: name.value }],
        ...(fitting === undefined || taken.has(fitting)
          ? {}
          : { fix: safe(`Call the container ${fitting}`, "No container has the present name: Docker refuses it.", [set(name.path, fitting)]) }),
      });
    }
  },
});

/** A slash in front is taken off. */
function isAccepted(name: string): boolean {
  return /^\/?[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(name);
}

/** The nearest name that Docker accepts; nothing if it is or was to be made of variables, or if too little would be left of it. */
function fittingName({ value, variables }: Known<string>): string | undefined {
  const fitting = value.replace(/-*[^a-zA-Z0-9_.-][^a-zA-Z0-9_.]*/g, "-").replace(/^[^a-zA-Z0-9]+|[-.]+$/g, "");
  return variables.length === 0 && !/[${}]/.test(value) && isAccepted(fitting) ? fitting : undefined;
}
