import { surelyRunTogether } from "../../compose/model/profiles.js";
import { asText, readValue, type Known } from "../../compose/model/value.js";
import type { Service } from "../../compose/model/service.js";
import { atValue } from "../../compose/place.js";
import { defineRule } from "../rule.js";

/** The name of a container is unique on a host; Compose checks it before it starts anything. */
export default defineRule({
  category: "validity",
  summary: "Two services that run together have the same container_name.",
  severity: "error",
  presets: ["recommended", "production", "strict"],
  tags: ["dclint:no-duplicate-container-names"],
  references: ["https://docs.docker.com/reference/compose-file/services/#container_name"],
  messages: {
    duplicate: ({ service, other, name }: { service: string; other: string; name: string }) =>
      `${service} and ${other} both have the container name \`${name}\`, but a name is unique on a host, so Compose starts neither. Give one of them another name, or leave container_name out.`,
  },
  check(project, report) {
    const named = new Map<string, { readonly service: Service; readonly name: Known<string> }[]>();
    for (const service of project.services) {
      const name = readValue(service.tree, service.path, ["container_name"], asText);
      if (name?.known !== true || name.value === "") continue;
      const before = named.get(name.value) ?? [];
      const other = before.find((holder) => surelyRunTogether(holder.service, service));
      if (other) {
        report({
          at: atValue(name.origin),
          service,
          message: ["duplicate", { service: service.name, other: other.service.name, name: name.value }],
          related: [{ ...atValue(other.name.origin), message: `${other.service.name} has the name too` }],
        });
      }
      named.set(name.value, [...before, { service, name }]);
    }
  },
});
