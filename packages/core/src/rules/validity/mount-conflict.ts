import type { Mount } from "../../compose/model/mount.js";
import { atValue } from "../../compose/place.js";
import { defineRule } from "../rule.js";

/** A path in a container holds one mount: Compose refuses a second one, and where the spelling deceives it, one hides the other. */
export default defineRule({
  category: "validity",
  summary: "Two mounts of a service have the same path in the container.",
  severity: "error",
  presets: ["recommended", "production", "strict"],
  tags: [],
  references: ["https://github.com/compose-spec/compose-go/blob/main/loader/validate.go"],
  messages: {
    same: ({ service, target, first, second }: { service: string; target: string; first: string; second: string }) =>
      `${service} mounts ${first} and ${second} on \`${target}\`, and there is room for one: Compose refuses the project, or one hides the other. Remove one, or give it a path of its own.`,
  },
  check(project, report) {
    for (const service of project.services) {
      const taken = new Map<string, Mount>();
      for (const mount of service.mounts) {
        const { target } = mount;
        const before = taken.get(target);
        if (before) {
          report({
            at: atValue(mount.origin),
            service,
            message: ["same", { service: service.name, target, first: describe(before), second: describe(mount) }],
            related: [{ ...atValue(before.origin), message: `${target} is taken by this` }],
          });
        } else taken.set(target, mount);
      }
    }
  },
});

function describe({ type, writtenSource: name }: Mount): string {
  if (type === "tmpfs") return "a tmpfs";
  if (type === "bind") return name === undefined ? "a host path" : `\`${name}\``;
  if (type === "volume") return name === undefined ? "an anonymous volume" : `the volume \`${name}\``;
  return "something";
}
