import type { Project } from "../compose/load.js";
import { healthcheckOf } from "../compose/model/healthcheck.js";
import type { Service } from "../compose/model/service.js";
import type { Place } from "../compose/place.js";
import { lastingOf } from "../images/lasting.js";
import { bringsHealthcheck } from "../images/own-healthcheck.js";

/** A rule that a row or a layer stands for. An error is red, a warning is amber, and an info does not count, unless this says otherwise. */
export interface Judge {
  readonly rule: string;
  /** Its infos are amber as well. */
  readonly infoIsAmber?: true;
  /** When its warnings are red. */
  readonly red?: { readonly when: string; readonly holds: (service: Service, project: Project) => boolean };
  /** Of a rule that several layers share: which of its findings belong here; absent for those that no other layer wants. */
  readonly wants?: (service: Service, place: Place) => boolean;
}

/** One of the rows. */
export type RowName = "network" | "dns" | "volumes" | "logs" | "memory" | "health" | "hardening";

/** A question of the audit, and the rules that answer it. */
export interface RowDefinition {
  readonly name: RowName;
  readonly title: string;
  /** What the row asks. */
  readonly question: string;
  /** Those of the hardening row are in its layers. */
  readonly judges: readonly Judge[];
}

/** One of the seven layers. */
export type LayerName = "user" | "file-system" | "capabilities" | "privileges" | "confinement" | "ceilings" | "doors";

/** A layer of hardening, and the rules that judge it. */
export interface LayerDefinition {
  readonly name: LayerName;
  readonly title: string;
  readonly question: string;
  /** What is to be said where a rule has found something; absent where the service's own keys tell. */
  readonly broken?: string;
  readonly judges: readonly [Judge, ...Judge[]];
}

function judges(...rules: readonly (string | Judge)[]): readonly Judge[] {
  return rules.map((rule) => (typeof rule === "string" ? { rule } : rule));
}

/** The rows of the review. Every rule belongs to one row, so that one fault makes one of them worse. */
export const ROWS: readonly RowDefinition[] = [
  {
    name: "network",
    title: "Network",
    question: "Which network driver, who else is on the network, and which ports are open to other machines?",
    judges: judges("unbound-port", "no-host-network", "host-network-replicas", "network-mode-conflict", "host-port-conflict", "replicas-host-port", "overlay-mtu", { rule: "overlay-attachable", infoIsAmber: true }, "network-segmentation"),
  },
  {
    name: "dns",
    title: "DNS",
    question: "How are names found, those of other services and those outside?",
    judges: judges("default-bridge", "loopback-dns", { rule: "mixed-dns", infoIsAmber: true }),
  },
  {
    name: "volumes",
    title: "Volumes",
    question: "Does the data outlive the container, and does nobody else write to it?",
    judges: judges(
      "stateful-volume", "shared-data-volume", "stateful-replicas", "mount-conflict", "local-volume-in-swarm", "no-bind-mount-data", "bind-source-missing", "bind-mount-owner", "writable-config-mount",
      { rule: "source-mount", infoIsAmber: true }, "writable-bind-mount",
    ),
  },
  {
    name: "logs",
    title: "Log driver",
    question: "Can the log be read, and does it end before the disk does?",
    judges: judges("log-options", { rule: "log-rotation", red: { when: "there is no max-size", holds: ({ logging }) => logging.maxSize === undefined } }, "no-disabled-logs", "no-log-files"),
  },
  {
    name: "memory",
    title: "Memory",
    question: "How much memory and swap may it take, and what happens when there is none left?",
    judges: judges(
      { rule: "memory-limit", red: { when: "it is no job", holds: (service, project) => lastingOf(project).includes(service) } },
      "heap-exceeds-limit", "no-oom-kill-disable", "memswap-limit", "reservation", { rule: "prefork-oom", infoIsAmber: true }, "oom-score", "shared-memory",
    ),
  },
  {
    name: "health",
    title: "Healthcheck",
    question: "Who notices that it hangs, and who acts on it?",
    judges: judges(
      { rule: "healthcheck", red: { when: "it is turned off, or known that the image brings none", holds: (service) => healthcheckOf(service)?.state === "disabled" || bringsHealthcheck(service) === false } },
      "healthcheck-tool", "depends-on-healthy", "healthcheck-truth", "healthcheck-timing", "healthcheck-unwatched",
    ),
  },
  { name: "hardening", title: "Hardening", question: "How many of the seven layers stand between the program and the host?", judges: [] },
];

/** More layers than these may be missing only in what is red. */
export const MOST_MISSING_LAYERS = 3;

/**
 * The seven layers of hardening: what rules 1 to 4, 6, 7 and 8 of OWASP's Docker Security Cheat Sheet ask of a container. Its rule 5, about
 * networks, is the row of that name.
 */
export const LAYERS: readonly LayerDefinition[] = [
  { name: "user", title: "not root", question: "Does the program run as another user than root?", judges: [{ rule: "non-root-user" }] },
  { name: "file-system", title: "read-only", question: "Is the root file system read-only, with a bounded tmpfs where it has to write?", judges: [{ rule: "read-only-rootfs" }, { rule: "read-only-tmpfs" }, { rule: "tmpfs-options" }] },
  {
    name: "capabilities",
    title: "capabilities",
    question: "Are all capabilities dropped but those that it needs?",
    judges: [{ rule: "excessive-capability" }, { rule: "drop-capabilities", infoIsAmber: true }, { rule: "missing-capability" }, { rule: "no-container-clock" }],
  },
  {
    name: "privileges",
    title: "no new privileges",
    question: "Is `no-new-privileges` set?",
    judges: [{ rule: "no-new-privileges" }, { rule: "no-unconfined", wants: allowsNewPrivileges }],
  },
  { name: "confinement", title: "confined", question: "Are seccomp, AppArmor, SELinux and the protection of `/proc` on?", broken: "partly switched off", judges: [{ rule: "no-unconfined" }] },
  { name: "ceilings", title: "ceilings", question: "Are processes and processors limited? (Memory is a row of its own.)", judges: [{ rule: "pids-limit" }, { rule: "cpu-limit" }] },
  {
    name: "doors",
    title: "no host doors",
    question: "Is the host out of reach: no privileged mode, daemon socket, host namespace, device or sensitive folder?",
    broken: "open",
    judges: [
      { rule: "no-privileged" }, { rule: "no-daemon-socket" }, { rule: "no-daemon-tcp" }, { rule: "no-host-namespace" }, { rule: "no-host-device" }, { rule: "no-sensitive-mount" }, { rule: "no-shared-propagation" },
      { rule: "cgroup-parent" },
    ],
  },
];

/** Whether a finding is about the option that switches `no-new-privileges` off. */
function allowsNewPrivileges({ securityOptions }: Service, { range }: Place): boolean {
  return securityOptions.some((option) => option.known && option.value.startsWith("no-new-privileges") && option.origin.range.start === range.start);
}
