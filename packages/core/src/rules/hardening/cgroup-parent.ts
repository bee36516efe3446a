import { isForSwarm } from "../../compose/model/deploy.js";
import { remove } from "../../compose/operation.js";
import { atKey } from "../../compose/place.js";
import { textOf } from "../../compose/tree.js";
import { defineRule, unsafe } from "../rule.js";

/** What the host grants to containers together, it grants to a control group; this key puts a container into another one. */
export default defineRule({
  category: "hardening",
  summary: "A service leaves the control group that the host has for containers.",
  severity: "warning",
  presets: ["strict"],
  fixable: "unsafe",
  tags: ["cis:5.25", "kics:4d9f44c6-2f4a-4317-9bb5-267adbea0232"],
  references: ["https://docs.docker.com/reference/compose-file/services/#cgroup_parent", "https://docs.docker.com/reference/cli/dockerd/#default-cgroup-parent"],
  messages: {
    elsewhere: ({ service, parent }: Names) => `${service} runs in the control group ${parent}, past the limits that the host has for its containers together. Remove cgroup_parent unless the host has that group for it.`,
    noSlice: ({ service, parent }: Names) =>
      `${service} asks for the control group ${parent}. Where systemd keeps the groups, as by default with cgroup v2, Docker refuses any name but that of a .slice; elsewhere the limits of all containers do not hold for it. Remove cgroup_parent.`,
  },
  check(project, report) {
    // `docker stack deploy` ignores it.
    if (isForSwarm(project)) return;
    for (const service of project.services) {
      const node = service.get("cgroup_parent");
      const parent = textOf(node);
      if (service.kind !== "linux" || !node || !parent) continue;
      report({
        at: atKey(node.origin),
        service,
        message: [parent.endsWith(".slice") ? "elsewhere" : "noSlice", { service: service.name, parent }],
        fix: unsafe("Remove cgroup_parent", "The limits of the group that it is in now do not hold for it any more.", [remove([...service.path, "cgroup_parent"])]),
      });
    }
  },
});

interface Names {
  readonly service: string;
  readonly parent: string;
}
