import { web } from "./check.js";
import { testRule } from "./table.js";

const missing = "web may take all the memory of the host. When none is left, the kernel kills a process of its choice, perhaps one of another service. Set mem_limit.";
const missingInSwarm = missing.replace("mem_limit", "deploy.resources.limits.memory");
const limits = (...more: readonly string[]): string => web("image: nginx", "deploy:", "  resources:", "    limits:", "      cpus: '1'", ...more);
const given = { options: { default: "512m" }, unsafe: true };
const job = web("image: nginx", 'restart: "no"');

testRule("memory-limit", {
  reports: [
    ["no limit", web("image: nginx"), [`2:3-6 warning ${missing}`]],
    ["no limit among others under deploy", limits(), [`2:3-6 warning ${missingInSwarm}`]],
    ["no limit in a swarm", web("image: nginx", "deploy: {mode: global}"), [`2:3-6 warning ${missingInSwarm}`]],
    ["each service", "services: {web: {image: nginx}, api: {build: .}}\n", [`1:12-15 warning ${missing}`, "1:33-36 warning api may take"]],
    ["a service of that name", "services: {deploy: {image: nginx}}\n", ["1:12-18 warning deploy may take all the memory of the host. When none is left, the kernel kills a process of its choice, perhaps one of another service. Set mem_limit."]],
    ["a limit of 0", web("image: nginx", "mem_limit: 0"), ["4:16-17 warning A memory limit of 0 is none: web may take all the memory of the host. Give it a size."]],
    ["0 in quotes, by default", web("image: nginx", "mem_limit: ${LIMIT:-0m}"), ["4:16-28 warning A memory limit of 0 is none"]],
    ["0 from .env", web("image: nginx", "mem_limit: $LIMIT"), ["4:16-22 warning A memory limit of 0 is none"], { env: "LIMIT=0" }],
    ["0 under deploy", limits("      memory: '0'"), ["8:19-22 warning A memory limit of 0 is none"]],
    ["a merged 0", `x-all: &all {mem_limit: 0}\n${web("<<: *all", "image: nginx")}`, ["1:25-26 warning A memory limit of 0 is none"]],
    ["a reservation alone", web("image: nginx", "mem_reservation: 256m"), ["4:5-20 warning A reservation of 256m is no limit: web may still take all the memory of the host. Set mem_limit as well."]],
    ["a reservation under deploy alone", web("image: nginx", "deploy: {resources: {reservations: {memory: 256m}}}"), ["4:41-47 warning A reservation of 256m is no limit"]],
    ["a reservation of 0, which is none", web("image: nginx", "mem_reservation: 0"), [`2:3-6 warning ${missing}`]],
    ["a limit that Docker refuses", web("image: nginx", "mem_limit: 512"), ["4:16-19 error Docker will not start web: its memory limit is 512, and 6 MB is the least. Give it a larger size, with a unit such as m."]],
    ["a negative limit, also of a job", web("image: nginx", 'restart: "no"', "mem_limit: -1"), ["5:16-18 error Docker will not start web: its memory limit is -1"]],
    ["jobs, where asked for", job, [`2:3-6 warning ${missing}`], { options: { jobs: true } }],
    ["a service behind a profile", web("image: nginx", "profiles: [monitoring]"), [`2:3-6 warning ${missing}`]],
  ],
  accepts: [
    ["a limit", web("image: nginx", "mem_limit: 512m")],
    ["a number of bytes", web("image: nginx", "mem_limit: 536870912")],
    ["exactly what Docker takes", web("image: nginx", "mem_limit: 6m")],
    ["a limit under deploy", limits("      memory: 512m")],
    ["a limit under deploy beside a 0, which is none", limits("      memory: 512m").replace("    deploy", "    mem_limit: 0\n    deploy")],
    ["a limit by default", web("image: nginx", "mem_limit: ${LIMIT:-1g}")],
    ["a limit that nobody set", web("image: nginx", "mem_limit: $LIMIT")],
    ["a limit that nobody set, under deploy", limits("      memory: $LIMIT")],
    ["a merged limit", `x-all: &all {mem_limit: 1g}\n${web("<<: *all", "image: nginx")}`],
    ["a service that extends another", `${web("image: nginx", "mem_limit: 1g")}  api:\n    extends: web\n`],
    ["a job", job],
    ["a job by its image", web("image: minio/mc")],
    ["a job that others wait for", `${web("image: nginx", "mem_limit: 1g", "depends_on: {setup: {condition: service_completed_successfully}}")}  setup: {image: acme/setup}\n`],
    ["a fragment", web("restart: always")],
    ["Windows", web("image: nginx", "isolation: process")],
    ["a provider", web("provider: {type: cloud}")],
  ],
  fixes: [
    ["nothing without a figure", web("image: nginx"), web("image: nginx"), { unsafe: true }],
    ["nothing with a figure that is no size", web("image: nginx"), web("image: nginx"), { ...given, options: { default: "512" } }],
    ["nothing without being asked", web("image: nginx"), web("image: nginx"), { options: { default: "512m" } }],
    ["in block style", web("image: nginx", "init: true # reaps"), web("image: nginx", "init: true # reaps", "mem_limit: 512m"), given],
    ["in flow style", "services: {web: {image: nginx}}\n", "services: {web: {image: nginx, mem_limit: 512m}}\n", given],
    ["in place", web("image: nginx", "mem_limit: 0 # none yet"), web("image: nginx", "mem_limit: 512m # none yet"), given],
    ["the default of a variable", web("image: nginx", "mem_limit: ${LIMIT:-0}"), web("image: nginx", "mem_limit: ${LIMIT:-512m}"), given],
    ["under deploy where limits stand there", limits(), limits("      memory: '512m'"), given],
    ["for a swarm, where it is read", web("image: nginx", "deploy:", "  endpoint_mode: dnsrr"), web("image: nginx", "deploy:", "  resources:", "    limits:", "      memory: 512m", "  endpoint_mode: dnsrr"), given],
    ["in both places where both are written", limits("      memory: '0'").replace("    deploy", "    mem_limit: 0\n    deploy"), limits("      memory: '512m'").replace("    deploy", "    mem_limit: 512m\n    deploy"), given],
    [
      "where all services that lack it share something",
      "x-all: &all\n  init: true\nservices:\n  web: {<<: *all, image: nginx}\n  api: {<<: *all, image: nginx}\n",
      "x-all: &all\n  init: true\n  mem_limit: 512m\nservices:\n  web: {<<: *all, image: nginx}\n  api: {<<: *all, image: nginx}\n",
      given,
    ],
    ["nothing about a limit that is too small", web("image: nginx", "mem_limit: 512"), web("image: nginx", "mem_limit: 512"), given],
  ],
});
