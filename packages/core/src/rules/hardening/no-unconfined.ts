import { removeItem } from "../../compose/model/remove-item.js";
import { set } from "../../compose/operation.js";
import { atValue } from "../../compose/place.js";
import { defineRule, unsafe, type Severity } from "../rule.js";

/** Docker confines containers by a filter of system calls and by the host's security module, unless `security_opt` tells it not to. */
export default defineRule({
  category: "hardening",
  summary: "A service switches off what confines it: seccomp, AppArmor, SELinux or the protection of `/proc` and `/sys`.",
  severity: "error",
  presets: ["recommended", "production", "strict"],
  fixable: "unsafe",
  tags: [
    "cis:5.2", "cis:5.3", "cis:5.22", "owasp:rule-6", "kics:404fde2c-bc4b-4371-9747-7054132ac953", "semgrep:yaml.docker-compose.security.seccomp-confinement-disabled",
    "semgrep:yaml.docker-compose.security.selinux-separation-disabled", "compose-lint-python:CL-0009",
  ],
  references: ["https://docs.docker.com/engine/security/seccomp/", "https://docs.docker.com/engine/security/apparmor/"],
  messages: {
    seccomp: ({ service, option }: { service: string; option: string }) =>
      `${option} opens every system call to ${service}, also those that Docker blocks because they broke out of containers before. Remove it, or allow only the calls that it needs in a profile of its own.`,
    apparmor: ({ service, option }: { service: string; option: string }) => `${option} takes Docker's AppArmor profile away from ${service}, which keeps it from mounting and from writing to /proc and /sys. Remove it, or name a profile of its own.`,
    label: ({ service, option }: { service: string; option: string }) => `${option} takes SELinux away from ${service}, which separates it from the host's files and from other containers. Remove it; for files of the host, mount them with :z or :Z.`,
    systempaths: ({ service, option }: { service: string; option: string }) => `${option} shows ${service} all of /proc and /sys, where root can change settings of the host's kernel. Remove it.`,
    newPrivileges: ({ service, option }: { service: string; option: string }) => `${option} lets a setuid program make root of any user in ${service}, even where the daemon forbids it for all containers. Set it to true.`,
  },
  check(project, report) {
    for (const service of project.services) {
      if (service.kind !== "linux") continue;
      for (const option of service.securityOptions) {
        const found = option.known ? FAULTS.find(({ pattern }) => pattern.test(option.value)) : undefined;
        if (!option.known || !found) continue;
        const { message, severity, loss } = found;
        report({
          at: atValue(option.origin),
          service,
          ...(severity ? { severity } : {}),
          message: [message, { service: service.name, option: option.text }],
          fix:
            message === "newPrivileges"
              ? unsafe("Set no-new-privileges", loss, [set(option.path, "no-new-privileges=true")])
              : unsafe(`Remove ${option.text}`, loss, [removeItem(service.securityOptions, option)]),
        });
      }
    }
  },
});

interface Fault {
  readonly pattern: RegExp;
  readonly message: "seccomp" | "apparmor" | "label" | "systempaths" | "newPrivileges";
  readonly severity?: Severity;
  /** What may fail once it is gone. */
  readonly loss: string;
}

/** Docker takes `=` and the older `:`; `systempaths` is Compose's own, with `=` only. Sources: moby `parseSecurityOpt`, docker/compose `parseSecurityOpts`. */
const FAULTS: readonly Fault[] = [
  { pattern: /^seccomp[=:]unconfined$/, message: "seccomp", loss: "System calls outside of Docker's profile fail with a permission error." },
  { pattern: /^apparmor[=:]unconfined$/, message: "apparmor", loss: "Mounting, and writing to kernel settings, fails on hosts with AppArmor." },
  // These types are confined by nothing. Source: containers/container-selinux, container.te.
  { pattern: /^(?:label[=:])?disable$|^label[=:]type:(?:spc_t|container_runtime_t|unconfined_t)$/, message: "label", loss: "Access to files of the host that are not labelled for containers fails on hosts with SELinux." },
  { pattern: /^systempaths=unconfined$/, message: "systempaths", loss: "Writing to kernel settings fails." },
  // What the other rule about it asks for is missing as well; this is no more than that.
  { pattern: /^no-new-privileges[=:](?:false|0|f)$/i, message: "newPrivileges", severity: "warning", loss: "Programs that gain privileges on purpose, such as sudo or files with capabilities, fail." },
];
