import type { Service } from "../../compose/model/service.js";
import { containersOf } from "../../compose/model/services.js";
import { knownValue } from "../../compose/model/value.js";
import { set } from "../../compose/operation.js";
import { atValue } from "../../compose/place.js";
import { isRootUser } from "../../images/catalogue/general.js";
import { isOnlyRead } from "../../images/configuration-files.js";
import { isMadeToLeaveRoot, pulledStartOf } from "../../images/start-user.js";
import { defineRule, unsafe } from "../rule.js";

/** A bind mount can be written unless it says otherwise, and root in a container may write what root on the host may. */
export default defineRule({
  category: "storage",
  summary: "A service may change its own configuration on the host.",
  severity: "warning",
  presets: ["recommended", "production", "strict"],
  fixable: "unsafe",
  tags: ["owasp:rule-8"],
  references: ["https://docs.docker.com/engine/storage/bind-mounts/#use-a-read-only-bind-mount"],
  asksImages: ["user", "drop"],
  options: {
    everyUser: { type: "boolean", default: false, description: "Report also services that do not run as root, which the permissions of the files mostly keep from writing." },
  },
  presetOptions: { production: { everyUser: true }, strict: { everyUser: true } },
  messages: {
    writable: ({ service, source }: { service: string; source: string }) =>
      `${service} only reads ${source} and may write it: whoever gets into the container changes the configuration on the host, for good. Mount it read-only (\`:ro\`).`,
  },
  check(project, report, options: { everyUser: boolean }) {
    for (const service of containersOf(project)) {
      if (!options.everyUser && !isRoot(service)) continue;
      for (const mount of service.mounts) {
        if (mount.type !== "bind" || mount.access !== "writable" || knownValue(mount.source) === undefined || !isOnlyRead(service, mount)) continue;
        report({
          at: atValue(mount.origin),
          service,
          message: ["writable", { service: service.name, source: mount.writtenSource ?? mount.target }],
          fix: unsafe("Mount it read-only", "Writing there fails, as does a start that gives the file to another user.", [set([...mount.path, "read_only"], true)]),
        });
      }
    }
  },
});

/** Whether the program itself is root, not only what starts it. */
function isRoot(service: Service): boolean {
  const { user } = service;
  if (user === undefined) return pulledStartOf(service) === "root-that-stays";
  return user.known && isRootUser(user.value) && !isMadeToLeaveRoot(service);
}
