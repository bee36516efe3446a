import { web } from "./check.js";
import { testRule } from "./table.js";

const unsafe = { unsafe: true };
const app = (...keys: readonly string[]): string => web("image: ghcr.io/acme/app", ...keys);
const ntp = (...keys: readonly string[]): string => web("image: cturra/ntp", ...keys);
const CAPABILITY = "warning With SYS_TIME, web can set the clock of the host and of everything on it: a container has no clock of its own. Remove it, and keep time on the host.";
const DAEMON = "warning web sets the clock of the host, and beside a time service of the host's own the two pull against each other. Keep time on the host.";
const IDLE = "warning web is a time daemon that cannot set a clock, for want of SYS_TIME, and that nobody outside can ask. Containers have the host's time: keep that right, and remove the service.";

testRule("no-container-clock", {
  reports: [
    ["SYS_TIME", app("cap_add: [SYS_TIME]"), [`4:15-23 ${CAPABILITY}`]],
    ["another spelling", app("cap_add: [NET_RAW, cap_sys_time]"), [`4:24-36 ${CAPABILITY}`]],
    ["although all are dropped", app("cap_drop: [ALL]", "cap_add: [SYS_TIME]"), [`5:15-23 ${CAPABILITY}`]],
    ["a default", app("cap_add: ['${C:-SYS_TIME}']"), [`4:15-31 ${CAPABILITY}`]],
    ["a value of .env", app("cap_add: [$C]"), [`4:15-17 ${CAPABILITY}`], { env: "C=SYS_TIME" }],
    ["an alias", `x-c: &c [SYS_TIME]\n${web("image: app", "cap_add: *c")}`, [`1:10-18 ${CAPABILITY}`]],
    ["a fragment", web("cap_add: [SYS_TIME]"), [`3:15-23 ${CAPABILITY}`]],
    ["a time daemon", ntp("cap_add: [SYS_TIME]", "ports: ['123:123/udp']"), [`4:15-23 ${DAEMON}`]],
    ["a privileged time daemon", ntp("privileged: true"), [`2:3-6 ${DAEMON}`]],
    ["a time daemon for nobody", ntp("restart: always"), [`2:3-6 ${IDLE}`]],
  ],
  accepts: [
    ["other capabilities", app("cap_add: [SYS_NICE]")],
    ["all of them, which another rule is about", app("cap_add: [ALL]")],
    ["a capability that nobody set", app("cap_add: [$C]")],
    ["a server that others ask", ntp("ports: ['123:123/udp']")],
    ["a server in the host's network", ntp("network_mode: host")],
    ["a server in networks of its own", `${ntp("networks: [lan]")}networks: {lan: {driver: macvlan}}\n`],
    ["a server that leaves the clock alone", web("image: dockurr/chrony", "command: [chronyd, -d, -x]", "privileged: true")],
    ["a daemon with a capability that nobody set", ntp("cap_add: [$C]")],
    ["Windows", app("platform: windows", "cap_add: [SYS_TIME]")],
    ["a provider", web("provider: {type: cloud}", "cap_add: [SYS_TIME]")],
  ],
  fixes: [
    ["nothing without being asked", app("cap_add: [SYS_TIME]"), app("cap_add: [SYS_TIME]")],
    ["the capability", app("cap_add: [SYS_TIME, CHOWN]"), app("cap_add: [CHOWN]"), unsafe],
    ["the only one", app("cap_add:", "  - SYS_TIME", "init: true"), app("init: true"), unsafe],
    ["in flow style", "services: {web: {image: app, cap_add: [SYS_TIME]}}\n", "services: {web: {image: app}}\n", unsafe],
    ["not from a time daemon", ntp("cap_add: [SYS_TIME]"), ntp("cap_add: [SYS_TIME]"), unsafe],
  ],
});
