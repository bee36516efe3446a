import { grantsCapability } from "../../compose/model/capabilities.js";
import { deviceRulesOf, devicesOf, type Device } from "../../compose/model/device.js";
import type { Service } from "../../compose/model/service.js";
import { knownValue } from "../../compose/model/value.js";
import { atValue } from "../../compose/place.js";
import { cleanTarget } from "../../compose/short-syntax/mount.js";
import { isHostAgent } from "../../images/host-agents.js";
import { defineRule, type Severity } from "../rule.js";

/** Who has a device talks to the kernel's driver, past every permission of the files on it. */
export default defineRule({
  category: "hardening",
  summary: "A service has a device of the host that reaches beyond its own work, such as a disk.",
  severity: "error",
  presets: ["recommended", "production", "strict"],
  tags: ["cis:5.18", "compose-lint-python:CL-0016"],
  references: ["https://docs.docker.com/reference/cli/docker/container/run/#device", "https://docs.kernel.org/admin-guide/devices.html"],
  messages: {
    all: ({ service, device }: Names) => `${service} has all devices of the host (${device}), its disks among them. Name only the device that it needs.`,
    disk: ({ service, device }: Names) => `${service} can read and write the disk ${device} itself, past all permissions of the files on it. Mount the folder that it needs instead.`,
    readDisk: ({ service, device }: Names) => `${service} can read the whole disk ${device}, past all permissions of the files on it. Mount the folder that it needs instead.`,
    memory: ({ service, device }: Names) => `${service} can read and write the host's memory (${device}). Remove the device.`,
    lockedMemory: ({ service, device }: Names) => `${device} is the host's memory: without SYS_RAWIO ${service} cannot open it, and with SYS_RAWIO it has the host. Remove the device.`,
    special: ({ service, device, can }: Names & { can: string }) => `With ${device}, ${service} can ${can}. Keep it only if that is its work.`,
    rule: ({ service, device, can }: Names & { can: string }) => `The device rule "${device}" lets ${service} use ${can}. Name only the devices that it needs, under devices.`,
  },
  check(project, report) {
    for (const service of project.services) {
      if (service.kind !== "linux") continue;
      for (const device of devicesOf(service)) {
        const found = judge(service, device);
        if (found) report({ at: atValue(device.origin), service, ...found });
      }
      for (const rule of deviceRulesOf(service)) {
        const can = rule.known ? openedBy(rule.value) : undefined;
        if (rule.known && can !== undefined) report({ at: atValue(rule.origin), service, message: ["rule", { service: service.name, device: rule.text, can }] });
      }
    }
  },
});

interface Names {
  readonly service: string;
  readonly device: string;
}

function judge(service: Service, { source, permissions }: Device) {
  if (!source.known) return undefined;
  const path = cleanTarget(source.value);
  const names = { service: service.name, device: source.text };
  // Docker gives every device in a folder.
  if (path === "/dev" || path === "/") return { message: ["all", names] } as const;
  if (DISK.test(path)) {
    const canWrite = knownValue(permissions)?.includes("w") !== false;
    return canWrite ? ({ message: ["disk", names] } as const) : ({ severity: "warning", message: ["readDisk", names] } as const);
  }
  if (MEMORY.test(path)) {
    // Source: Linux, drivers/char/mem.c, `open_port`.
    const isOpen = grantsCapability(service, "SYS_RAWIO") === true;
    return isOpen ? ({ message: ["memory", names] } as const) : ({ severity: "warning", message: ["lockedMemory", names] } as const);
  }
  const special = SPECIAL.find(({ pattern }) => pattern.test(path));
  return special && ({ severity: isHostAgent(service) ? "info" : special.severity, message: ["special", { ...names, can: special.can }] } as const);
}

/** Disks, their partitions, and what stands for them: RAID, LVM, encrypted and network volumes, loop devices, ZFS. Source: the kernel's list of devices. */
const DISK = /^\/dev\/(?:(?:[shv]|xv)d[a-z]|nvme\d|mmcblk\d|md\d|dm-\d|loop|nbd\d|rbd\d|zd\d|zfs$|disk(?:\/|$)|mapper(?:\/|$)|block(?:\/|$))/;

const MEMORY = /^\/dev\/k?mem$|^\/dev\/port$/;

/** What the work of some programs is, and nobody else's. */
const SPECIAL: readonly { readonly pattern: RegExp; readonly severity: Severity; readonly can: string }[] = [
  { pattern: /^\/dev\/kmsg$/, severity: "warning", can: "read the kernel's log and write to it" },
  { pattern: /^\/dev\/(?:input(?:\/|$)|hidraw|console$|tty\d)/, severity: "warning", can: "read what is typed on the host's keyboard" },
  { pattern: /^\/dev\/uinput$/, severity: "warning", can: "type on the host as if it were a keyboard" },
  { pattern: /^\/dev\/(?:watchdog|ipmi)/, severity: "warning", can: "restart the host" },
  { pattern: /^\/dev\/cpu(?:\/|$)/, severity: "warning", can: "read the registers of the host's processors" },
  { pattern: /^\/dev\/vfio(?:\/|$)/, severity: "warning", can: "drive hardware of the host directly" },
  { pattern: /^\/dev\/bus(?:\/usb)?$/, severity: "info", can: "use every USB device of the host, disks and keyboards among them" },
  { pattern: /^\/dev\/kvm$/, severity: "info", can: "start virtual machines, through a part of the kernel that is closed to other containers" },
];

/** What a rule such as `b 8:* rwm` opens, if it is more than one kind of device. To make a device node alone is of no use. */
function openedBy(rule: string): string | undefined {
  const [, type, major = ""] = /^([abc]) (\d+|\*):(?:\d+|\*) (?=[rwm]*[rw])[rwm]+$/.exec(rule.trim()) ?? [];
  if (type === "a" || (type === "b" && major === "*")) return type === "a" ? "every device of the host" : "every disk of the host";
  if (type === "b" && DISK_MAJORS.has(major)) return "disks of the host";
  return type === "c" && major === "*" ? "every device of the host that is no disk" : undefined;
}

/** SCSI and SATA, NVMe and partitions, device mapper and virtio, Xen, memory cards, RAID, loop devices. Source: the kernel's list of devices. */
const DISK_MAJORS: ReadonlySet<string> = new Set(["8", "259", "252", "253", "254", "202", "179", "9", "7"]);
