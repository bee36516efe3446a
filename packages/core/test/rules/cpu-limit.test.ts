import { web } from "./check.js";
import { testRule } from "./table.js";

const missing = "web may keep all the processors of the host busy, so that everything else on it gets slow. Set cpus.";
const missingInSwarm = missing.replace("cpus", "deploy.resources.limits.cpus");
const limits = (...more: readonly string[]): string => web("image: nginx", "deploy:", "  resources:", "    limits:", "      memory: 1g", ...more);
const given = { options: { default: "1.5" }, unsafe: true };

testRule("cpu-limit", {
  reports: [
    ["no limit", web("image: nginx"), [`2:3-6 warning ${missing}`]],
    ["no limit among others under deploy", limits(), [`2:3-6 warning ${missingInSwarm}`]],
    ["no limit in a swarm", web("image: nginx", "deploy: {mode: global}"), [`2:3-6 warning ${missingInSwarm}`]],
    ["a share, which only counts when all are busy", web("image: nginx", "cpu_shares: 512"), [`2:3-6 warning ${missing}`]],
    ["a reservation", web("image: nginx", "deploy: {resources: {reservations: {cpus: '0.5'}}}"), [`2:3-6 warning ${missing}`]],
    ["a quota of 0, which is none", web("image: nginx", "cpu_quota: 0"), [`2:3-6 warning ${missing}`]],
    ["a limit of 0", web("image: nginx", "cpus: 0"), ["4:11-12 warning A CPU limit of 0 is none: web may keep all the processors of the host busy. Give it a number above zero."]],
    ["0 in quotes, under deploy", limits("      cpus: '0.0'"), ["8:17-22 warning A CPU limit of 0 is none"]],
    ["0 by default", web("image: nginx", "cpus: ${CPUS:-0}"), ["4:11-21 warning A CPU limit of 0 is none"]],
    ["0 from .env", web("image: nginx", "cpus: $CPUS"), ["4:11-16 warning A CPU limit of 0 is none"], { env: "CPUS=0" }],
    ["a merged 0", `x-all: &all {cpus: 0}\n${web("<<: *all", "image: nginx")}`, ["1:20-21 warning A CPU limit of 0 is none"]],
    ["flow style", "services: {web: {image: nginx}}\n", [`1:12-15 warning ${missing}`]],
  ],
  accepts: [
    ["a limit", web("image: nginx", "cpus: 0.5")],
    ["a limit in quotes", web("image: nginx", 'cpus: "2"')],
    ["a limit under deploy", limits("      cpus: '0.5'")],
    ["a limit under deploy beside a 0, which is none", limits("      cpus: '0.5'").replace("    deploy", "    cpus: 0\n    deploy")],
    ["a quota", web("image: nginx", "cpu_quota: 50000")],
    ["processors of its own", web("image: nginx", "cpuset: 0-1")],
    ["a limit by default", web("image: nginx", "cpus: ${CPUS:-2}")],
    ["a limit that nobody set", web("image: nginx", "cpus: $CPUS")],
    ["a merged limit", `x-all: &all {cpus: 2}\n${web("<<: *all", "image: nginx")}`],
    ["a service that extends another", `${web("image: nginx", "cpus: 2")}  api:\n    extends: web\n`],
    ["a job", web("image: nginx", 'restart: "no"')],
    ["a fragment", web("restart: always")],
    ["Windows", web("image: nginx", "platform: windows")],
    ["a provider", web("provider: {type: cloud}")],
  ],
  fixes: [
    ["nothing without a figure", web("image: nginx"), web("image: nginx"), { unsafe: true }],
    ["nothing with a figure that is no number", web("image: nginx"), web("image: nginx"), { ...given, options: { default: "half" } }],
    ["in block style", web("image: nginx", "init: true # reaps"), web("image: nginx", "init: true # reaps", "cpus: 1.5"), given],
    ["in flow style", "services: {web: {image: nginx}}\n", "services: {web: {image: nginx, cpus: 1.5}}\n", given],
    ["in place", web("image: nginx", "cpus: 0 # none yet"), web("image: nginx", "cpus: 1.5 # none yet"), given],
    ["under deploy where limits stand there", limits(), limits().replace("memory", 'cpus: "1.5"\n          memory'), given],
    ["for a swarm, where it is read", web("image: nginx", "deploy:", "  mode: global"), web("image: nginx", "deploy:", "  mode: global", "  resources:", "    limits:", '      cpus: "1.5"'), given],
  ],
});
