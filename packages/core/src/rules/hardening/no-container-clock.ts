import { grantsCapability } from "../../compose/model/capabilities.js";
import { programOf } from "../../compose/model/program.js";
import { removeItem } from "../../compose/model/remove-item.js";
import type { Service } from "../../compose/model/service.js";
import { atKey, atValue } from "../../compose/place.js";
import { normalizeCapability } from "../../compose/values/capability.js";
import { roleOf } from "../../images/roles.js";
import { defineRule, unsafe } from "../rule.js";

/** There is one clock: no namespace has a time of day of its own. */
export default defineRule({
  category: "hardening",
  summary: "A container may set the host's clock, or is there to set one.",
  severity: "warning",
  presets: ["recommended", "production", "strict"],
  fixable: "unsafe",
  tags: ["cis:5.4", "owasp:rule-3", "compose-lint-python:CL-0028"],
  references: ["https://man7.org/linux/man-pages/man7/time_namespaces.7.html", "https://docs.docker.com/engine/security/seccomp/#significant-syscalls-blocked-by-the-default-profile"],
  messages: {
    capability: ({ service }: { service: string }) => `With SYS_TIME, ${service} can set the clock of the host and of everything on it: a container has no clock of its own. Remove it, and keep time on the host.`,
    daemon: ({ service }: { service: string }) => `${service} sets the clock of the host, and beside a time service of the host's own the two pull against each other. Keep time on the host.`,
    idle: ({ service }: { service: string }) => `${service} is a time daemon that cannot set a clock, for want of SYS_TIME, and that nobody outside can ask. Containers have the host's time: keep that right, and remove the service.`,
  },
  check(project, report) {
    for (const service of project.services) {
      if (service.kind !== "linux") continue;
      const names = { service: service.name };
      const isDaemon = roleOf(service) === "time-daemon";
      const added = service.capAdd.find((capability) => capability.known && normalizeCapability(capability.value) === "SYS_TIME");
      if (added) {
        const fix = unsafe("Remove SYS_TIME", "Whatever sets the clock from within the container fails.", [removeItem(service.capAdd, added)]);
        report({ at: atValue(added.origin), service, message: [isDaemon ? "daemon" : "capability", names], ...(isDaemon ? {} : { fix }) });
      } else if (isDaemon && service.complete && !leavesClockAlone(service)) {
        const canSet = grantsCapability(service, "SYS_TIME");
        if (canSet === true) report({ at: atKey(service.origin), service, message: ["daemon", names] });
        else if (canSet === false && !canBeAsked(service)) report({ at: atKey(service.origin), service, message: ["idle", names] });
      }
    }
  },
});

/** `chronyd -x`. Source: chronyd(8). */
function leavesClockAlone(service: Service): boolean {
  return programOf(service).command?.words.some((word) => !word.known || word.value === "-x") ?? false;
}

/** Whether it may be there to tell others the time. */
function canBeAsked(service: Service): boolean {
  return ["ports", "network_mode", "networks"].some((key) => service.get(key) !== undefined);
}
