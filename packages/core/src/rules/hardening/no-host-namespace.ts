import { namespaceOf, namespacesOf, type NamespaceKey } from "../../compose/model/namespace.js";
import type { Service } from "../../compose/model/service.js";
import { knownValue } from "../../compose/model/value.js";
import { remove } from "../../compose/operation.js";
import { atKey } from "../../compose/place.js";
import { isHostAgent } from "../../images/host-agents.js";
import { defineRule, unsafe, type Severity } from "../rule.js";

/** A namespace is what a container sees instead of the host; `host` takes that view away. */
export default defineRule({
  category: "hardening",
  summary: "A service shares a namespace with the host.",
  severity: "error",
  presets: ["recommended", "production", "strict"],
  fixable: "unsafe",
  tags: ["cis:5.16", "cis:5.17", "cis:5.21", "cis:5.31", "kics:4f31dd9f-2cc3-4751-9b53-67e4af83dac0", "kics:baa3890f-bed7-46f5-ab8f-1da8fc91c729", "kics:8af7162d-6c98-482f-868e-0d33fb675ca8", "compose-lint-python:CL-0010"],
  references: ["https://docs.docker.com/reference/cli/docker/container/run/#pid", "https://man7.org/linux/man-pages/man7/namespaces.7.html"],
  messages: {
    pid: ({ service }: { service: string }) => `${service} sees every process of the host with its command line, and as root can send signals to them (pid: host). Remove it.`,
    agent: ({ service }: { service: string }) => `${service} sees every process of the host (pid: host), as a program that watches the host may have to. Remove it if its figures about processes are not used.`,
    ipc: ({ service }: { service: string }) => `${service} shares the host's shared memory with every program there (ipc: host). Remove it; if it needs more than 64 MB in /dev/shm, set shm_size.`,
    uts: ({ service }: { service: string }) => `${service} has the host's name for its own, and with SYS_ADMIN can change it (uts: host). Remove it, and set hostname if it needs a name.`,
    userns_mode: ({ service }: { service: string }) => `Where the daemon maps users, root in ${service} is root of the host all the same (userns_mode: host). Remove it.`,
    cgroup: ({ service }: { service: string }) => `${service} sees the control groups of the whole host instead of its own (cgroup: host). Remove it.`,
  },
  check(project, report) {
    for (const service of project.services) {
      if (service.kind !== "linux") continue;
      for (const { key, value, sharedWith } of namespacesOf(service)) {
        // The network is the business of no-host-network.
        if (sharedWith?.kind !== "host" || key === "network_mode" || (key === "userns_mode" && needsHostUsers(service))) continue;
        const isAgent = key === "pid" && isHostAgent(service);
        const severity = isAgent ? "info" : SEVERITIES[key];
        report({
          at: atKey(value.origin),
          service,
          ...(severity ? { severity } : {}),
          message: [isAgent ? "agent" : key, { service: service.name }],
          fix: unsafe(`Remove ${key}`, LOSSES[key], [remove(value.path)]),
        });
      }
    }
  },
});

type Key = Exclude<NamespaceKey, "network_mode">;

/** What these give away depends on something else: a capability, or how the daemon is set up. */
const SEVERITIES: Readonly<Partial<Record<Key, Severity>>> = { uts: "warning", userns_mode: "warning", cgroup: "warning" };

const LOSSES: Readonly<Record<Key, string>> = {
  pid: "It sees no processes but its own afterwards.",
  ipc: "Programs that exchange data with others through shared memory fail, and /dev/shm is 64 MB large afterwards.",
  uts: "It has a name of its own afterwards.",
  userns_mode: "Where the daemon maps users, files of the host belong to somebody else for it afterwards.",
  cgroup: "It sees no control groups but its own afterwards.",
};

/** With mapped users, Docker refuses these without `userns_mode: host`. Source: moby `daemon/daemon_unix.go`. */
function needsHostUsers(service: Service): boolean {
  const sharesHost = (key: NamespaceKey): boolean => namespaceOf(service, key)?.sharedWith?.kind === "host";
  return knownValue(service.privileged) === true || sharesHost("pid") || sharesHost("network_mode");
}
