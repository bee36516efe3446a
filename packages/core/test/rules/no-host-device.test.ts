import { describe, expect, it } from "vitest";
import { diagnose, web } from "./check.js";
import { testRule } from "./table.js";

const device = (entry: string, ...more: readonly string[]): string => web("image: ghcr.io/acme/app", `devices: [${entry}]`, ...more);
const rule = (entry: string): string => web("image: ghcr.io/acme/app", `device_cgroup_rules: ["${entry}"]`);
const disk = (path: string): string => `error web can read and write the disk ${path} itself, past all permissions of the files on it. Mount the folder that it needs instead.`;
const special = (severity: string, path: string, can: string): string => `${severity} With ${path}, web can ${can}. Keep it only if that is its work.`;

testRule("no-host-device", {
  reports: [
    ["a disk", device("/dev/sda"), [`4:15-23 ${disk("/dev/sda")}`]],
    ["a disk under another name", device("'/dev/nvme0n1:/dev/xvda:rwm'"), [`4:15-43 ${disk("/dev/nvme0n1")}`]],
    ["the long syntax", device("{source: /dev/vda1, target: /dev/vda1, permissions: rw}"), [`4:15-70 ${disk("/dev/vda1")}`]],
    ["a roundabout path", device("/dev//./sda"), [`4:15-26 ${disk("/dev//./sda")}`]],
    ["an encrypted volume", device("/dev/mapper/root"), [`4:15-31 ${disk("/dev/mapper/root")}`]],
    ["a disk by its label", device("/dev/disk/by-id/ata-X"), [`4:15-36 ${disk("/dev/disk/by-id/ata-X")}`]],
    ["the control of loop devices", device("/dev/loop-control"), [`4:15-32 ${disk("/dev/loop-control")}`]],
    ["a disk to be read", device("'/dev/sda:/dev/sda:r'"), ["4:15-36 warning web can read the whole disk /dev/sda, past all permissions of the files on it. Mount the folder that it needs instead."]],
    ["all of them", device("'/dev:/dev'"), ["4:15-26 error web has all devices of the host (/dev), its disks among them. Name only the device that it needs."]],
    ["memory that is closed", device("/dev/mem"), ["4:15-23 warning /dev/mem is the host's memory: without SYS_RAWIO web cannot open it, and with SYS_RAWIO it has the host. Remove the device."]],
    ["memory that is open", device("/dev/mem", "cap_add: [SYS_RAWIO]"), ["4:15-23 error web can read and write the host's memory (/dev/mem). Remove the device."]],
    ["the kernel's log", device("/dev/kmsg"), [`4:15-24 ${special("warning", "/dev/kmsg", "read the kernel's log and write to it")}`]],
    ["the same for a program that watches the host", web("image: gcr.io/cadvisor/cadvisor", "devices: [/dev/kmsg]"), [`4:15-24 ${special("info", "/dev/kmsg", "read the kernel's log and write to it")}`]],
    ["keyboards", device("/dev/input/event0"), [`4:15-32 ${special("warning", "/dev/input/event0", "read what is typed on the host's keyboard")}`]],
    ["the watchdog", device("/dev/watchdog"), [`4:15-28 ${special("warning", "/dev/watchdog", "restart the host")}`]],
    ["virtual machines", device("/dev/kvm"), [`4:15-23 ${special("info", "/dev/kvm", "start virtual machines, through a part of the kernel that is closed to other containers")}`]],
    ["everything on USB", device("/dev/bus/usb"), [`4:15-27 ${special("info", "/dev/bus/usb", "use every USB device of the host, disks and keyboards among them")}`]],
    ["a default", device("'${DISK:-/dev/sda}'"), [`4:15-34 ${disk("/dev/sda")}`]],
    ["a value of .env", device("'$DISK'"), [`4:15-22 ${disk("/dev/sda")}`], { env: "DISK=/dev/sda" }],
    ["an alias", `x-d: &d [/dev/sda]\n${web("image: app", "devices: *d")}`, [`1:10-18 ${disk("/dev/sda")}`]],
    ["a fragment", web("devices: [/dev/sda]"), [`3:15-23 ${disk("/dev/sda")}`]],
    ["a rule for everything", rule("a *:* rwm"), ['4:27-38 error The device rule "a *:* rwm" lets web use every device of the host. Name only the devices that it needs, under devices.']],
    ["a rule for all disks", rule("b *:* rw"), ['4:27-37 error The device rule "b *:* rw" lets web use every disk of the host.']],
    ["a rule for one kind of disk", rule("b 8:* r"), ['4:27-36 error The device rule "b 8:* r" lets web use disks of the host.']],
    ["a rule for all other devices", rule("c *:* rwm"), ['4:27-38 error The device rule "c *:* rwm" lets web use every device of the host that is no disk.']],
  ],
  accepts: [
    ["graphics, sound and cameras", device("/dev/dri, /dev/kfd, /dev/snd, /dev/video0")],
    ["a serial line", device("'/dev/ttyUSB0:/dev/ttyUSB0', /dev/ttyACM0, /dev/serial/by-id/usb-x")],
    ["a tunnel and FUSE", device("/dev/net/tun, /dev/fuse")],
    ["one device on USB", device("/dev/bus/usb/001/004")],
    ["a tape and a disc", device("/dev/st0, /dev/sr0")],
    ["a device by its vendor's name", device("vendor1.com/device=gpu")],
    ["what nobody set", device("'$DISK'")],
    ["a rule for one kind of device", rule("c 188:* rmw")],
    ["a rule that lets make nodes only", rule("b *:* m")],
    ["a rule that nobody set", rule("$RULE")],
    ["Windows", device("'class/5B45201D-F2F2-4F3B-85BB-30FF1F953599'", "platform: windows")],
    ["a provider", web("provider: {type: cloud}", "devices: [/dev/sda]")],
  ],
});

describe("no-host-device", () => {
  it("offers no fix", () => {
    expect(diagnose("no-host-device", device("/dev/sda")).map(({ fix }) => fix)).toEqual([undefined]);
  });
});
