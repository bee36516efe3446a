import { web } from "./check.js";
import { testRule } from "./table.js";

const unsafe = { unsafe: true };
const adds = (capability: string, ...more: readonly string[]): string => web("image: ghcr.io/acme/app", `cap_add: [${capability}]`, ...more);
const takeover = (capability: string, can: string): string => `error ${capability} lets root in web ${can}, which is close to being root on the host. Remove it, or have the host do that part of the work.`;
const reach = (capability: string, can: string): string => `warning ${capability} lets root in web ${can}. Remove it unless that is its work.`;
const starve = (capability: string, can: string): string => `info ${capability} lets root in web ${can}. Remove it unless that is its work.`;
const redundant = (capability: string): string => `info Adding ${capability} changes nothing for web: Docker grants it as long as ALL is not dropped. Drop ALL beside it, or leave it out.`;

testRule("excessive-capability", {
  reports: [
    ["everything", adds("ALL"), [`4:15-18 ${takeover("ALL", "do all that root can do anywhere")}`]],
    ["SYS_ADMIN", adds("SYS_ADMIN"), [`4:15-24 ${takeover("SYS_ADMIN", "mount file systems, and do most of what is reserved for the administrator of a machine")}`]],
    ["another spelling", adds("cap_sys_module"), [`4:15-29 ${takeover("SYS_MODULE", "load code into the host's kernel")}`]],
    ["DAC_READ_SEARCH", adds("DAC_READ_SEARCH"), [`4:15-30 ${takeover("DAC_READ_SEARCH", "open any file of the disk that Docker's own files are on")}`]],
    ["SYS_RAWIO", adds("SYS_RAWIO"), ["4:15-24 error SYS_RAWIO lets root in web talk to the host's hardware"]],
    ["BPF and PERFMON", adds("BPF, PERFMON"), [`4:15-18 ${reach("BPF", "load programs into the host's kernel")}`, `4:20-27 ${reach("PERFMON", "watch what the kernel and all processes of the host do")}`]],
    ["SYSLOG", adds("SYSLOG"), [`4:15-21 ${reach("SYSLOG", "read the host's kernel log")}`]],
    ["SYS_PTRACE among its own processes", adds("SYS_PTRACE"), [`4:15-25 ${reach("SYS_PTRACE", "read and change the memory of every other process in it")}`]],
    ["SYS_PTRACE among those of the host", adds("SYS_PTRACE", "pid: host"), [`4:15-25 ${takeover("SYS_PTRACE", "read and change the memory of every process of the host")}`]],
    ["SYS_BOOT among the processes of the host", adds("SYS_BOOT", "pid: host"), [`4:15-23 ${takeover("SYS_BOOT", "restart the host")}`]],
    ["NET_ADMIN in a network of its own", adds("NET_ADMIN"), [`4:15-24 ${reach("NET_ADMIN", "change its addresses, routes and firewall, and reach code of the kernel that is closed to others")}`]],
    ["NET_ADMIN in the host's network", adds("NET_ADMIN", "network_mode: host"), [`4:15-24 ${reach("NET_ADMIN", "change the host's addresses, routes and firewall")}`]],
    ["although all are dropped", adds("SYS_ADMIN", "cap_drop: [ALL]"), ["4:15-24 error SYS_ADMIN lets root in web mount"]],
    ["although it is privileged", adds("SYS_ADMIN", "privileged: true"), ["4:15-24 error SYS_ADMIN lets root in web mount"]],
    ["a default", adds("'${C:-SYS_ADMIN}'"), ["4:15-32 error SYS_ADMIN lets root in web mount"]],
    ["a value of .env", adds("$C"), ["4:15-17 error SYS_ADMIN lets root in web mount"], { env: "C=SYS_ADMIN" }],
    ["an alias", `x-c: &c [SYS_ADMIN]\n${web("image: app", "cap_add: *c")}`, ["1:10-19 error SYS_ADMIN lets root in web mount"]],
    ["a fragment", web("cap_add: [SYS_ADMIN]"), ["3:15-24 error SYS_ADMIN lets root in web mount"]],
    ["a job", adds("SYS_ADMIN", 'restart: "no"'), ["4:15-24 error SYS_ADMIN lets root in web mount"]],
    ["what Docker grants anyway", adds("NET_BIND_SERVICE"), [`4:15-31 ${redundant("NET_BIND_SERVICE")}`]],
    ["the same beside another drop", adds("CHOWN", "cap_drop: [MKNOD]"), [`4:15-20 ${redundant("CHOWN")}`]],
    ["what makes the host wait, if asked for", adds("SYS_NICE, IPC_LOCK, LEASE"), [`4:15-23 ${starve("SYS_NICE", "run ahead of every other program of the host")}`, `4:25-33 ${starve("IPC_LOCK", "lock as much of the host's memory as there is")}`, `4:35-40 ${starve("LEASE", "keep programs of the host waiting for files that it sees as well")}`], { options: { starvesHost: true } }],
    ["a module for a VPN", web("image: ghcr.io/wg-easy/wg-easy", "cap_add: [NET_ADMIN, SYS_MODULE]"), ["4:26-36 error SYS_MODULE lets root in web load"]],
  ],
  accepts: [
    ["locked memory within a limit", adds("IPC_LOCK", "mem_limit: 1g"), { options: { starvesHost: true } }],
    ["what is added back", adds("CHOWN, SETUID, NET_BIND_SERVICE", "cap_drop: [ALL]")],
    ["what is dropped and added", adds("CHOWN", "cap_drop: [CHOWN]")],
    ["a drop that nobody set", adds("CHOWN", "cap_drop: [$D]")],
    ["a capability that nobody set", adds("$C")],
    ["what reaches nothing but limits", adds("SYS_NICE, IPC_LOCK, SYS_RESOURCE, LEASE")],
    ["the network of a VPN", web("image: tailscale/tailscale", "cap_add: [NET_ADMIN]")],
    ["a DHCP server", web("image: pihole/pihole", "cap_add: [NET_ADMIN]")],
    ["the clock, which another rule is about", adds("SYS_TIME")],
    ["SYS_BOOT in a container of its own", adds("SYS_BOOT")],
    ["a redundant one in a fragment", web("cap_add: [CHOWN]")],
    ["a capability that nobody knows", adds("FLY")],
    ["nothing added", web("image: app")],
    ["Windows", adds("SYS_ADMIN", "platform: windows")],
    ["a provider", web("provider: {type: cloud}", "cap_add: [SYS_ADMIN]")],
  ],
  fixes: [
    ["nothing without being asked", adds("SYS_ADMIN"), adds("SYS_ADMIN")],
    ["one of several", adds("SYS_ADMIN, CHOWN", "cap_drop: [ALL]"), adds("CHOWN", "cap_drop: [ALL]"), unsafe],
    ["the only one", adds("SYS_ADMIN", "init: true"), web("image: ghcr.io/acme/app", "init: true"), unsafe],
    ["in block style", web("image: app", "cap_add:", "  - CHOWN # data", "  - SYS_MODULE", "cap_drop: [ALL]"), web("image: app", "cap_add:", "  - CHOWN # data", "cap_drop: [ALL]"), unsafe],
    ["all of them", adds("SYS_ADMIN, BPF", "init: true"), web("image: ghcr.io/acme/app", "init: true"), unsafe],
    ["in flow style", "services: {web: {image: app, cap_add: [ALL]}}\n", "services: {web: {image: app}}\n", unsafe],
  ],
});
