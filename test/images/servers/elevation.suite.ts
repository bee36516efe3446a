import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { describeWithContainers, must } from "../harness/machine.js";
import { rootOf } from "../harness/root.js";

// What nearly every image has that gains privileges: the setuid and setgid programs of Debian, and of its client of SSH. A user without a
// password, which is what a service is, gets no more out of them than he does with no-new-privileges.

const PROGRAMS = ["chage", "chfn", "chsh", "expiry", "gpasswd", "mount", "newgrp", "passwd", "ssh-agent", "ssh-keysign", "su", "umount", "unix_chkpwd"];

/** What is tried, and whether it ends with the same status and the same words on both ways. */
const TRIALS: readonly (readonly [script: string, outcome: "fails" | "works" | "only without"])[] = [
  ["su -c id", "fails"],
  ["su service -c id", "fails"],
  ["passwd -d", "fails"],
  ["chsh -s /bin/sh", "fails"],
  ["chfn -f name", "fails"],
  ["gpasswd -a service shadow", "fails"],
  ["newgrp shadow", "fails"],
  ["mount -t tmpfs none /mnt", "fails"],
  ["umount /proc", "fails"],
  ["/usr/lib/openssh/ssh-keysign", "fails"],
  ["ssh-agent sh -c 'ssh-add -l; test $? = 1'", "works"],
  ["expiry -c", "works"],
  // It reads what /etc/shadow says of himself.
  ["chage -l service", "only without"],
];

describeWithContainers("programs that gain privileges", () => {
  const { layers } = rootOf({ name: "elevation", packages: ["openssh-client"], after: "groupadd -g 1500 service && useradd -r -g service -u 1500 service" });

  it("are these", () => {
    const found = layers.flatMap((layer) => must("find", layer, "-xdev", "-type", "f", "-perm", "/6000", "-printf", "%f\n").trim().split("\n")).filter((name) => name !== "");
    expect([...new Set(found)].sort()).toEqual(PROGRAMS);
  }, 300_000);

  it.each(TRIALS)("%s: %s", (script, outcome) => {
    const [without, with_] = [run(layers, script, []), run(layers, script, ["--no-new-privs"])] as const;
    expect([without === 0, with_ === 0]).toEqual({ fails: [false, false], works: [true, true], "only without": [true, false] }[outcome]);
  }, 60_000);
});

const DOCKERS = "-all,+chown,+dac_override,+fowner,+fsetid,+kill,+setgid,+setuid,+setpcap,+net_bind_service,+net_raw,+sys_chroot,+mknod,+audit_write,+setfcap";

/** The status of a script, run by the user of a service. */
function run(layers: readonly string[], script: string, options: readonly string[]): number | null {
  const mounted = `mkdir -p "$2" && mount -t overlay overlay -o "lowerdir=$1" "$2" && mount -t proc proc "$2/proc" && mount -t tmpfs -o mode=1777 tmpfs "$2/tmp" && mount --bind /dev "$2/dev"
    root="$2" script="$3"; shift 3
    exec env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin chroot "$root" setpriv --reuid 1500 --regid 1500 --init-groups --inh-caps -all --bounding-set ${DOCKERS} "$@" timeout 20 sh -c "$script" < /dev/null`;
  return spawnSync("unshare", ["--mount", "--pid", "--fork", "sh", "-ec", mounted, "sh", layers.join(":"), "/tmp/compose-lint-elevation", script, ...options], { encoding: "utf8" }).status;
}
