import { set } from "../../compose/operation.js";
import { atValue } from "../../compose/place.js";
import { defineRule, unsafe } from "../rule.js";

/** With shared propagation, what the container mounts below the folder is mounted on the host as well. */
export default defineRule({
  category: "hardening",
  summary: "What a container mounts in a folder of the host appears on the host.",
  severity: "warning",
  presets: ["recommended", "production", "strict"],
  fixable: "unsafe",
  tags: ["cis:5.20", "kics:baa452f0-1f21-4a25-ace5-844e7a5f410d", "compose-lint-python:CL-0017"],
  references: ["https://docs.docker.com/engine/storage/bind-mounts/#configure-bind-propagation", "https://man7.org/linux/man-pages/man7/mount_namespaces.7.html"],
  messages: {
    shared: ({ service, path, mode }: { service: string; path: string; mode: string }) =>
      `What ${service} mounts below ${path} is mounted on the host as well (${mode}), and stays there when the container is gone. Use rslave, with which it only sees what the host mounts.`,
  },
  check(project, report) {
    for (const service of project.services) {
      if (service.kind !== "linux") continue;
      for (const { propagation, source, target, path, origin } of service.mounts) {
        if (propagation?.known !== true || !/^r?shared$/.test(propagation.value)) continue;
        const hostPath = source?.known === true ? source.text : target;
        report({
          at: atValue(origin),
          service,
          message: ["shared", { service: service.name, path: hostPath, mode: propagation.text }],
          fix: unsafe("Use rslave", "What the container mounts there is no longer seen by the host and by other containers.", [set([...path, "bind", "propagation"], propagation.value.replace("shared", "slave"))]),
        });
      }
    }
  },
});
