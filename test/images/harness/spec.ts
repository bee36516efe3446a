import { normalizeCapability } from "../../../packages/core/src/compose/values/capability.js";
import type { FixedService } from "./fixed-service.js";
import type { ImageConfiguration } from "./server.js";
import type { User } from "./user.js";

/** A folder or file of the host that is mounted into a container. */
export interface BoundMount {
  readonly source: string;
  readonly target: string;
  readonly readOnly?: boolean;
}

export interface ContainerPlan {
  readonly id: string;
  readonly service: FixedService;
  readonly image: ImageConfiguration;
  readonly user: User;
  /** The root file system. */
  readonly root: string;
  /** Volumes, and what Docker adds by itself, such as /etc/hosts. */
  readonly mounts: readonly BoundMount[];
}

/** What runc is told, which is what Docker would tell it. Source: moby `daemon/oci_linux.go`, `oci/defaults.go`. */
export function specOf(plan: ContainerPlan): object {
  const { id, service, root, mounts } = plan;
  const own = [...mounts.map(bindMount), ...service.tmpfs.map(tmpfsMount)];
  return {
    ociVersion: "1.0.2",
    hostname: hostnameOf(plan),
    root: { path: root, readonly: service.readOnly },
    process: processOf(plan, commandOf(plan)),
    // What lies deeper is mounted later.
    mounts: [...systemMounts(service), ...own.sort((a, b) => depth(a.destination) - depth(b.destination))],
    linux: {
      cgroupsPath: `/compose-lint/${id}`,
      namespaces: ["mount", "network", "pid", "ipc", "uts"].map((type) => ({ type })),
      // Docker's own, for a container with a network of its own: everybody may bind low ports.
      sysctl: { "net.ipv4.ip_unprivileged_port_start": "0", ...service.sysctls },
      resources: {
        devices: [{ allow: false, access: "rwm" }, ...["1:3", "1:5", "1:7", "1:8", "1:9", "5:0", "5:1", "5:2", "136:*"].map(device)],
        ...(service.pidsLimit === undefined ? {} : { pids: { limit: service.pidsLimit } }),
      },
      maskedPaths: ["/proc/acpi", "/proc/kcore", "/proc/keys", "/proc/latency_stats", "/proc/timer_list", "/proc/timer_stats", "/proc/sched_debug", "/proc/scsi", "/sys/firmware", "/sys/devices/virtual/powercap"],
      readonlyPaths: ["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"],
    },
  };
}

/** A process of a container; the first one, or one that comes later, such as a probe: it has the same user and capabilities. */
export function processOf({ service, image, user, ...plan }: ContainerPlan, args: readonly string[]): object {
  const capabilities = capabilitiesOf(service);
  // In another user's process they are only what a file could grant. Source: moby `daemon/pkg/oci`, SetCapabilities.
  const held = user.uid === 0 ? capabilities : [];
  const environment = {
    PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    HOSTNAME: hostnameOf({ service, ...plan }),
    HOME: user.home,
    ...image.environment,
    ...service.environment,
  };
  return {
    terminal: false,
    user: { uid: user.uid, gid: user.gid, additionalGids: user.additionalGids },
    args,
    env: Object.entries(environment).map(([name, value]) => `${name}=${value}`),
    cwd: image.workingDirectory ?? "/",
    capabilities: { bounding: capabilities, effective: held, permitted: held, inheritable: [], ambient: [] },
    noNewPrivileges: service.noNewPrivileges,
  };
}

export const INIT = "/sbin/docker-init";

function commandOf({ service, image }: ContainerPlan): readonly string[] {
  return [...(service.init ? [INIT, "--"] : []), ...(image.entrypoint ?? []), ...(service.command ?? image.command ?? [])];
}

export function hostnameOf({ id, service }: Pick<ContainerPlan, "id" | "service">): string {
  return service.hostname ?? id;
}

/** What root has unless it is dropped. Source: moby `daemon/pkg/oci/caps/defaults.go`; written out here, so that a mistake in our model would show. */
const DEFAULT = ["CHOWN", "DAC_OVERRIDE", "FSETID", "FOWNER", "MKNOD", "NET_RAW", "SETGID", "SETUID", "SETFCAP", "SETPCAP", "NET_BIND_SERVICE", "SYS_CHROOT", "KILL", "AUDIT_WRITE"];

function capabilitiesOf({ capAdd, capDrop }: FixedService): readonly string[] {
  const [added, dropped] = [capAdd, capDrop].map((names) => names.map(normalizeCapability)) as [string[], string[]];
  if (added.includes("ALL")) throw new Error("The fix adds all capabilities.");
  const kept = dropped.includes("ALL") ? [] : DEFAULT.filter((name) => !dropped.includes(name));
  return [...new Set([...kept, ...added])].map((name) => `CAP_${name}`);
}

interface Mount {
  readonly destination: string;
  readonly type: string;
  readonly source: string;
  readonly options: readonly string[];
}

function systemMounts({ sharedMemory = "64m" }: FixedService): readonly Mount[] {
  return [
    { destination: "/proc", type: "proc", source: "proc", options: ["nosuid", "noexec", "nodev"] },
    { destination: "/dev", type: "tmpfs", source: "tmpfs", options: ["nosuid", "strictatime", "mode=755", "size=65536k"] },
    { destination: "/dev/pts", type: "devpts", source: "devpts", options: ["nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620", "gid=5"] },
    { destination: "/sys", type: "sysfs", source: "sysfs", options: ["nosuid", "noexec", "nodev", "ro"] },
    { destination: "/dev/mqueue", type: "mqueue", source: "mqueue", options: ["nosuid", "noexec", "nodev"] },
    { destination: "/dev/shm", type: "tmpfs", source: "shm", options: ["nosuid", "noexec", "nodev", "mode=1777", `size=${sharedMemory}`] },
  ];
}

function bindMount({ source, target, readOnly = false }: BoundMount): Mount {
  return { destination: target, type: "bind", source, options: ["rbind", "rprivate", readOnly ? "ro" : "rw"] };
}

/** Docker's options, unless the service says the opposite. Source: moby `daemon/oci_linux.go`, TmpfsMounts. */
function tmpfsMount(text: string): Mount {
  const [destination = "", given = ""] = text.split(":");
  const options = given.split(",").filter((option) => option !== "");
  // Before 1.1.8, runc forgets a mode where there is a folder already.
  if (options.some((option) => option.startsWith("mode="))) throw new Error(`The harness does not know how old runc is, which matters for ${text}.`);
  const opposites: Readonly<Record<string, string>> = { noexec: "exec", nosuid: "suid", nodev: "dev" };
  return { destination, type: "tmpfs", source: "tmpfs", options: [...Object.keys(opposites).filter((option) => !options.includes(opposites[option] ?? "")), "rprivate", ...options] };
}

function device(numbers: string): object {
  const [major, minor] = numbers.split(":").map((number) => (number === "*" ? undefined : Number(number)));
  return { allow: true, type: "c", major, minor, access: "rwm" };
}

function depth(path: string): number {
  return path.split("/").length;
}
