import { web } from "./check.js";
import { testRule } from "./table.js";

const unsafe = { unsafe: true };
const limited = (...more: readonly string[]): string => web("image: nginx", "mem_limit: 512m", ...more);

testRule("no-oom-kill-disable", {
  reports: [
    ["with a limit", limited("oom_kill_disable: true"), ["5:23-27 error With oom_kill_disable, web hangs at its memory limit instead of being killed and restarted; on hosts with cgroup v2 it does nothing. Remove it."]],
    ["without a limit", web("image: nginx", "oom_kill_disable: true"), ["4:23-27 error oom_kill_disable without a memory limit only spares web at the cost of the host, where supported at all. Remove it, and set mem_limit."]],
    ["a limit of 0, which is none", web("image: nginx", "mem_limit: 0", "oom_kill_disable: true"), ["5:23-27 error oom_kill_disable without a memory limit"]],
    ["a limit that nobody set", web("image: nginx", "mem_limit: $LIMIT", "oom_kill_disable: true"), ["5:23-27 error With oom_kill_disable, web hangs"]],
    ["a limit under deploy", web("image: nginx", "oom_kill_disable: true", "deploy: {resources: {limits: {memory: 1g}}}"), ["4:23-27 error With oom_kill_disable, web hangs"]],
    ["a word for true", limited("oom_kill_disable: yes"), ["5:23-26 error With oom_kill_disable"]],
    ["by default", limited("oom_kill_disable: ${KEEP:-true}"), ["5:23-36 error With oom_kill_disable"]],
    ["from .env", limited("oom_kill_disable: $KEEP"), ["5:23-28 error With oom_kill_disable"], { env: "KEEP=true" }],
    ["merged", `x-all: &all {oom_kill_disable: true}\n${web("<<: *all", "image: nginx")}`, ["1:32-36 error oom_kill_disable without"]],
    ["a job as well", limited('restart: "no"', "oom_kill_disable: true"), ["6:23-27 error With oom_kill_disable"]],
  ],
  accepts: [
    ["false", limited("oom_kill_disable: false")],
    ["a variable that nobody set", limited("oom_kill_disable: $KEEP")],
    ["a fragment", web("oom_kill_disable: true")],
    ["Windows", limited("platform: windows", "oom_kill_disable: true")],
    ["a provider", web("provider: {type: cloud}", "oom_kill_disable: true")],
  ],
  fixes: [
    ["nothing without being asked", limited("oom_kill_disable: true"), limited("oom_kill_disable: true")],
    ["by removing the key", limited("oom_kill_disable: true", "init: true # reaps"), limited("init: true # reaps"), unsafe],
    ["in flow style", "services: {web: {image: nginx, oom_kill_disable: true, mem_limit: 1g}}\n", "services: {web: {image: nginx, mem_limit: 1g}}\n", unsafe],
    ["in what is merged", `x-all: &all\n  init: true\n  oom_kill_disable: true\n${web("<<: *all", "image: nginx")}`, `x-all: &all\n  init: true\n${web("<<: *all", "image: nginx")}`, unsafe],
  ],
});
