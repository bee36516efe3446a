import { DEFAULT_CAPABILITIES, dropsAllCapabilities, grantsCapability } from "../../compose/model/capabilities.js";
import { namespaceOf, type NamespaceKey } from "../../compose/model/namespace.js";
import { removeItem } from "../../compose/model/remove-item.js";
import type { Service } from "../../compose/model/service.js";
import { atValue } from "../../compose/place.js";
import { normalizeCapability } from "../../compose/values/capability.js";
import { roleOf } from "../../images/roles.js";
import { defineRule, unsafe, type Severity } from "../rule.js";

/** Some capabilities are as good as root on the host; others reach it; and some are there already. */
export default defineRule({
  category: "hardening",
  summary: "A service adds a capability that reaches the host, or one that it has already.",
  severity: "error",
  presets: ["recommended", "production", "strict"],
  fixable: "unsafe",
  tags: ["cis:5.4", "owasp:rule-3", "compose-lint-python:CL-0011", "compose-lint-python:CL-0024", "compose-lint-python:CL-0027", "compose-lint-python:CL-0028", "compose-lint-python:CL-0029", "compose-lint-python:CL-0030", "kics:ce76b7d0-9e77-464d-b86f-c5c48e03e22d"],
  references: ["https://man7.org/linux/man-pages/man7/capabilities.7.html", "https://docs.docker.com/engine/containers/run/#runtime-privilege-and-linux-capabilities"],
  messages: {
    takeover: ({ service, capability, can }: Names) => `${capability} lets root in ${service} ${can}, which is close to being root on the host. Remove it, or have the host do that part of the work.`,
    reach: ({ service, capability, can }: Names) => `${capability} lets root in ${service} ${can}. Remove it unless that is its work.`,
    redundant: ({ service, capability }: Omit<Names, "can">) => `Adding ${capability} changes nothing for ${service}: Docker grants it as long as ALL is not dropped. Drop ALL beside it, or leave it out.`,
  },
  options: {
    starvesHost: { type: "boolean", default: false, description: "Also report SYS_NICE, IPC_LOCK without a memory limit, and LEASE, with which a container can make the host wait." },
  },
  presetOptions: { strict: { starvesHost: true } },
  check(project, report, { starvesHost }) {
    for (const service of project.services) {
      if (service.kind !== "linux") continue;
      for (const added of service.capAdd) {
        if (!added.known) continue;
        const capability = normalizeCapability(added.value);
        const names = { service: service.name, capability };
        const power = powerOf(service, capability) ?? (starvesHost ? powerToStarve(service, capability) : undefined);
        if (power) {
          const fix = unsafe(`Remove ${capability}`, "What needs it fails with a permission error, perhaps only when it is used.", [removeItem(service.capAdd, added)]);
          report({ at: atValue(added.origin), service, severity: power.severity, message: [power.severity === "error" ? "takeover" : "reach", { ...names, can: power.can }], fix });
        } else if (service.complete && isGrantedAnyway(service, capability)) {
          report({ at: atValue(added.origin), service, severity: "info", message: ["redundant", names] });
        }
      }
    }
  },
});

interface Names {
  readonly service: string;
  readonly capability: string;
  readonly can: string;
}

interface Power {
  readonly severity: Severity;
  /** What a process with it can do, after "lets root in … ". */
  readonly can: string;
}

function powerOf(service: Service, capability: string): Power | undefined {
  const sharesHost = (key: NamespaceKey): boolean => namespaceOf(service, key)?.sharedWith?.kind === "host";
  switch (capability) {
    case "SYS_PTRACE":
      return sharesHost("pid") ? error("read and change the memory of every process of the host") : warning("read and change the memory of every other process in it");
    case "NET_ADMIN":
      // To set up networks is their work.
      if (["vpn", "dns"].includes(roleOf(service))) return undefined;
      return warning(sharesHost("network_mode") ? "change the host's addresses, routes and firewall" : "change its addresses, routes and firewall, and reach code of the kernel that is closed to others");
    case "SYS_BOOT":
      return sharesHost("pid") ? error("restart the host") : undefined;
    default:
      return POWERS.get(capability);
  }
}

/** Sources: sched(7), mlock(2), fcntl(2) on leases. None of these is limited to the container, but for locked memory by its memory limit. */
function powerToStarve(service: Service, capability: string): Power | undefined {
  switch (capability) {
    case "SYS_NICE":
      return info("run ahead of every other program of the host");
    case "IPC_LOCK":
      return service.memoryLimit ? undefined : info("lock as much of the host's memory as there is");
    case "LEASE":
      return info("keep programs of the host waiting for files that it sees as well");
    default:
      return undefined;
  }
}

function error(can: string): Power {
  return { severity: "error", can };
}

function warning(can: string): Power {
  return { severity: "warning", can };
}

function info(can: string): Power {
  return { severity: "info", can };
}

/** SYS_TIME is the business of no-container-clock. Sources: capabilities(7), and Docker's seccomp profile, which opens system calls to those who have the capability. */
const POWERS: ReadonlyMap<string, Power> = new Map([
  ["ALL", error("do all that root can do anywhere")],
  ["SYS_ADMIN", error("mount file systems, and do most of what is reserved for the administrator of a machine")],
  ["SYS_MODULE", error("load code into the host's kernel")],
  ["SYS_RAWIO", error("talk to the host's hardware past the kernel")],
  ["DAC_READ_SEARCH", error("open any file of the disk that Docker's own files are on")],
  ["BPF", warning("load programs into the host's kernel")],
  ["PERFMON", warning("watch what the kernel and all processes of the host do")],
  ["SYSLOG", warning("read the host's kernel log")],
  ["MAC_ADMIN", warning("change the policy of the host's security module")],
  ["MAC_OVERRIDE", warning("ignore the policy of the host's security module")],
]);

function isGrantedAnyway(service: Service, capability: string): boolean {
  if (!DEFAULT_CAPABILITIES.has(capability) || dropsAllCapabilities(service) !== false) return false;
  // Whoever takes it away and gives it back has something else in mind.
  return grantsCapability({ ...service, capAdd: [] }, capability) === true;
}
