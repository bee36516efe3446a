import { web } from "./check.js";
import { testRule } from "./table.js";

const unsafe = { unsafe: true };
const app = (...keys: readonly string[]): string => web("image: ghcr.io/acme/app", ...keys);
const PID = "error web sees every process of the host with its command line, and as root can send signals to them (pid: host). Remove it.";
const IPC = "error web shares the host's shared memory with every program there (ipc: host). Remove it; if it needs more than 64 MB in /dev/shm, set shm_size.";

testRule("no-host-namespace", {
  reports: [
    ["processes", app("pid: host"), [`4:5-8 ${PID}`]],
    ["shared memory", app("ipc: host"), [`4:5-8 ${IPC}`]],
    ["the host's name", app("uts: host"), ["4:5-8 warning web has the host's name for its own, and with SYS_ADMIN can change it (uts: host). Remove it, and set hostname if it needs a name."]],
    ["users", app("userns_mode: host"), ["4:5-16 warning Where the daemon maps users, root in web is root of the host all the same (userns_mode: host). Remove it."]],
    ["control groups", app("cgroup: host"), ["4:5-11 warning web sees the control groups of the whole host instead of its own (cgroup: host). Remove it."]],
    ["several", app("pid: host", "ipc: host"), [`4:5-8 ${PID}`, `5:5-8 ${IPC}`]],
    ["in quotes", app('ipc: "host"'), [`4:5-8 ${IPC}`]],
    ["a default", app("ipc: ${IPC:-host}"), [`4:5-8 ${IPC}`]],
    ["a value of .env", app("ipc: $IPC"), [`4:5-8 ${IPC}`], { env: "IPC=host" }],
    ["a merged key", `x-all: &all {ipc: host}\n${web("<<: *all", "image: app")}`, [`1:14-17 ${IPC}`]],
    ["a job as well", app("pid: host", 'restart: "no"'), [`4:5-8 ${PID}`]],
    ["a fragment", web("pid: host"), [`3:5-8 ${PID}`]],
    ["a program that watches the host, as information", web("image: prom/node-exporter", "pid: host"), ["4:5-8 info web sees every process of the host (pid: host), as a program that watches the host may have to. Remove it if its figures about processes are not used."]],
    ["the same with shared memory", web("image: prom/node-exporter", "ipc: host"), [`4:5-8 ${IPC}`]],
    ["users of a container that is privileged no more", app("userns_mode: host", "privileged: false"), ["4:5-16 warning"]],
  ],
  accepts: [
    ["none of them", app("hostname: web")],
    ["those of another service", app("pid: service:db", "ipc: service:db")],
    ["shareable", app("ipc: shareable")],
    ["private", app("cgroup: private")],
    ["the network, which another rule is about", app("network_mode: host")],
    ["users where Docker demands it", app("userns_mode: host", "privileged: true")],
    ["users with the host's network", app("userns_mode: host", "network_mode: host")],
    ["what nobody set", app("pid: $P", "ipc: $I")],
    ["an empty value", app("pid: ''")],
    ["Windows", app("platform: windows", "pid: host")],
    ["a provider", web("provider: {type: cloud}", "pid: host")],
  ],
  fixes: [
    ["nothing without being asked", app("ipc: host"), app("ipc: host")],
    ["the key", app("ipc: host", "init: true"), app("init: true"), unsafe],
    ["both", app("pid: host", "ipc: host", "init: true"), app("init: true"), unsafe],
    ["in flow style", "services: {web: {image: app, ipc: host}}\n", "services: {web: {image: app}}\n", unsafe],
  ],
});
