import { hostMountsOf, type HostMount } from "../../compose/model/host-mount.js";
import { set } from "../../compose/operation.js";
import { atValue } from "../../compose/place.js";
import { isHostAgent } from "../../images/host-agents.js";
import { defineRule, unsafe, type Fix, type Severity } from "../rule.js";

/** A mount goes through the wall of a container: what is mounted is the host's own. */
export default defineRule({
  category: "hardening",
  summary: "A service has a part of the host mounted that gives away its secrets, or the host itself.",
  severity: "error",
  presets: ["recommended", "production", "strict"],
  fixable: "unsafe",
  tags: ["cis:5.6", "owasp:rule-8", "kics:1c1325ff-831d-43a1-973e-839ae57dfcc0", "compose-lint-python:CL-0013", "compose-lint-python:CL-0025"],
  references: ["https://docs.docker.com/engine/storage/bind-mounts/#considerations-and-constraints"],
  messages: {
    takeover: ({ service, path, what }: Names) => `${service} can write ${what} (${path}), so whoever is root in it has the host. Mount only what is needed of it, read-only if that is enough.`,
    changes: ({ service, path, what }: Names) => `${service} can change ${what} (${path}). Mount it read-only.`,
    reads: ({ service, path, what }: Names) => `${service} can read ${what} (${path}), and so can whoever gets into it. Mount only what is needed of it.`,
    reaches: ({ service, path, what }: Names) => `${service} reaches ${what} (${path}), whether the mount is read-only or not. Mount only what is needed of it.`,
    devices: ({ service, path }: Names) => `${service} has all device nodes of the host (${path}), and can remove and replace them. Name the devices that it needs under devices instead.`,
    sharedMemory: ({ service, path }: Names) => `${service} shares ${path} with every program of the host. Leave it out, and set shm_size instead.`,
    agent: ({ service, path, what }: Names) => `${service} sees ${what} (${path}), as a program that watches the host may have to. Keep it off published ports.`,
  },
  check(project, report) {
    for (const service of project.services) {
      if (service.kind !== "linux") continue;
      for (const mount of hostMountsOf(project, service)) {
        const place = PLACES.find(({ pattern }) => pattern.test(mount.hostPath));
        if (!place || mount.access === "unknown") continue;
        const isReadOnly = mount.access === "read-only";
        const fault = isReadOnly ? place.readOnly : place.writable;
        if (!fault) continue;
        const isAgent = isHostAgent(service);
        if (isReadOnly && isAgent && fault[0] === "info") continue;
        // A fix that leaves a finding behind is none.
        const isFixable = !isReadOnly && (isAgent || !place.readOnly);
        const [severity, message] = isReadOnly && isAgent ? (["info", "agent"] as const) : fault;
        report({ at: atValue(mount.origin), service, severity, message: [message, { service: service.name, path: mount.written, what: place.what }], ...(isFixable ? readOnlyFix(mount) : {}) });
      }
    }
  },
});

interface Names {
  readonly service: string;
  readonly path: string;
  readonly what: string;
}

function readOnlyFix({ mount }: HostMount): { readonly fix?: Fix } {
  // Of a volume that is mounted elsewhere as well, and of `$HOME`, nothing can be said here.
  if (mount?.type !== "bind") return {};
  return { fix: unsafe("Mount it read-only", "Writing there fails.", [set([...mount.path, "read_only"], true)]) };
}

interface SensitivePlace {
  /** Of a cleaned path; the home folder of whoever starts Compose is `~`. The first one that fits counts. */
  readonly pattern: RegExp;
  readonly what: string;
  readonly readOnly?: Fault;
  readonly writable: Fault;
}

type Fault = readonly [Severity, "takeover" | "changes" | "reads" | "reaches" | "devices" | "sharedMemory"];

const PLACES: readonly SensitivePlace[] = [
  { pattern: /^\/$/, what: "everything on the host, the daemon's socket among it", readOnly: ["error", "reaches"], writable: ["error", "reaches"] },
  { pattern: /^[A-Za-z]:[\\/]*$/, what: "a whole drive of the host", readOnly: ["warning", "reads"], writable: ["error", "takeover"] },

  { pattern: /^\/etc$/, what: "the host's configuration, with its keys and password hashes", readOnly: ["warning", "reads"], writable: ["error", "takeover"] },
  { pattern: /^\/etc\/(?:g?shadow|sudoers(?:\.d)?|ssh|ssl\/private|kubernetes)(?:\/|$)/, what: "keys or passwords of the host", readOnly: ["warning", "reads"], writable: ["error", "takeover"] },
  { pattern: /^\/etc\/(?:passwd|group|pam\.d|profile|profile\.d|cron[^/]*|systemd|init\.d|docker|ld\.so\.[^/]*)(?:\/|$)|^\/var\/spool\/cron(?:\/|$)/, what: "what the host trusts and runs as root", writable: ["error", "takeover"] },
  { pattern: /^\/etc\/(?:localtime|timezone|hostname|hosts|resolv\.conf|machine-id|os-release|ca-certificates|pki|ssl)(?:\/|$)/, what: "a setting of the host", writable: ["warning", "changes"] },

  { pattern: /^(?:~|\/root|\/(?:home|Users)(?:\/[^/]+)?)$/, what: "a whole home folder, with the keys in it", readOnly: ["warning", "reads"], writable: ["error", "takeover"] },
  { pattern: inHome("\\.ssh(?:/authorized_keys)?$"), what: "SSH keys, and who may log in with which", readOnly: ["warning", "reads"], writable: ["error", "takeover"] },
  { pattern: inHome("\\.ssh/(?!known_hosts$|config$)[^/]+$"), what: "an SSH key", readOnly: ["warning", "reads"], writable: ["warning", "reads"] },
  { pattern: inHome("(?:\\.aws|\\.azure|\\.kube|\\.gnupg|\\.config/(?:gcloud|gh)|\\.netrc|\\.git-credentials|\\.pgpass)(?:/|$)|\\.docker(?:/config\\.json)?$"), what: "somebody's credentials", readOnly: ["warning", "reads"], writable: ["warning", "reads"] },

  { pattern: /^\/(?:usr\/)?lib\/modules(?:\/|$)/, what: "the modules of the host's kernel", writable: ["error", "takeover"] },
  { pattern: /^\/(?:usr\/(?:local\/)?)?(?:s?bin|lib(?:32|64)?)(?:\/|$)|^\/usr(?:\/local)?$/, what: "programs that the host runs", writable: ["error", "takeover"] },
  { pattern: /^\/boot(?:\/|$)/, what: "the host's kernel and boot loader", writable: ["error", "takeover"] },

  { pattern: /^\/var(?:\/lib)?$/, what: "the data of all services of the host", readOnly: ["warning", "reads"], writable: ["error", "takeover"] },
  { pattern: /^\/var\/lib\/docker\/volumes$/, what: "the data of all containers", readOnly: ["warning", "reads"], writable: ["error", "changes"] },
  { pattern: /^\/var\/lib\/(?:docker|containerd|containers|kubelet)(?:\/(?:containers|overlay2|swarm|image))?$/, what: "the files of all containers", readOnly: ["warning", "reads"], writable: ["error", "takeover"] },

  { pattern: /^\/proc$/, what: "the host's processes and kernel settings", readOnly: ["warning", "reads"], writable: ["error", "takeover"] },
  { pattern: /^\/proc\/(?:sys|sysrq-trigger|\d+)(?:\/|$)/, what: "settings of the host's kernel", writable: ["error", "takeover"] },
  // Every container sees most of /sys, read-only.
  { pattern: /^\/sys$/, what: "the host's devices and kernel settings", readOnly: ["info", "reads"], writable: ["error", "takeover"] },
  { pattern: /^\/sys\/(?:fs|kernel|firmware|module)(?:\/|$)/, what: "settings of the host's kernel", writable: ["error", "takeover"] },
  { pattern: /^\/sys\//, what: "settings of the host's hardware", writable: ["warning", "changes"] },
  { pattern: /^\/dev$/, what: "the device nodes of the host", readOnly: ["info", "reads"], writable: ["error", "devices"] },
  { pattern: /^\/dev\/shm$/, what: "the shared memory of the host's programs", readOnly: ["warning", "sharedMemory"], writable: ["warning", "sharedMemory"] },
  { pattern: /^\/run\/(?:dbus(?:\/system_bus_socket)?|systemd(?:\/private)?)$/, what: "the bus over which root controls the host's services", readOnly: ["warning", "reaches"], writable: ["warning", "reaches"] },
];

/** Below the home folder of anybody. */
function inHome(pattern: string): RegExp {
  return new RegExp(`^(?:~|/root|/(?:home|Users)/[^/]+)/(?:${pattern})`);
}
