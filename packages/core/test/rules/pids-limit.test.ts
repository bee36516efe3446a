import { web } from "./check.js";
import { testRule } from "./table.js";

const unsafe = { unsafe: true };
const missing = "Nothing limits how many processes web may start: a fork bomb or a leak of threads takes the whole host. Set pids_limit.";
const limits = (...more: readonly string[]): string => web("image: nginx", "deploy:", "  resources:", "    limits:", "      memory: 1g", ...more);

testRule("pids-limit", {
  reports: [
    ["no limit", web("image: nginx"), [`2:3-6 warning ${missing}`]],
    ["no limit among others under deploy", limits(), [`2:3-6 warning ${missing}`]],
    ["zero", web("image: nginx", "pids_limit: 0"), ["4:17-18 warning A pids_limit of 0 limits nothing: a fork bomb or a leak of threads in web takes the whole host. Set a number above zero."]],
    ["a negative number in quotes", web("image: nginx", 'pids_limit: "-1"'), ["4:17-21 warning A pids_limit of -1 limits nothing"]],
    ["zero under deploy", limits("      pids: 0"), ["8:17-18 warning A pids_limit of 0 limits nothing"]],
    ["a bad default", web("image: nginx", "pids_limit: ${PIDS:--1}"), ["4:17-28 warning A pids_limit of -1 limits nothing"]],
    ["zero from .env", web("image: nginx", "pids_limit: $PIDS"), ["4:17-22 warning A pids_limit of 0 limits nothing"], { env: "PIDS=0" }],
    ["a merged zero", `x-all: &all {pids_limit: 0}\n${web("<<: *all", "image: nginx")}`, ["1:26-27 warning A pids_limit of 0 limits nothing"]],
    ["a service in flow style", "services: {web: {image: nginx}}\n", [`1:12-15 warning ${missing}`]],
    ["a job as well", web("image: nginx", 'restart: "no"'), [`2:3-6 warning ${missing}`]],
  ],
  accepts: [
    ["a limit", web("image: nginx", "pids_limit: 100")],
    ["a limit under deploy", limits("      pids: 100")],
    ["a limit under deploy beside a zero, which is none", limits("      pids: 100").replace("    deploy", "    pids_limit: 0\n    deploy")],
    ["a limit by default", web("image: nginx", "pids_limit: ${PIDS:-100}")],
    ["a limit that nobody set", web("image: nginx", "pids_limit: $PIDS")],
    ["a merged limit", `x-all: &all {pids_limit: 100}\n${web("<<: *all", "image: nginx")}`],
    ["a fragment", web("restart: always")],
    ["a service that extends another", `${web("image: nginx", "pids_limit: 5")}  api:\n    extends: web\n`],
    ["Windows", web("image: nginx", "isolation: process")],
    ["a provider", web("provider: {type: cloud}")],
  ],
  fixes: [
    ["what an image is known to need", web("image: elasticsearch:8.15.0"), web("image: elasticsearch:8.15.0", "pids_limit: 4096"), { unsafe: true }],
    ["what an image is known to need, unless something else is started in it", web("image: elasticsearch:8.15.0", "entrypoint: /app"), web("image: elasticsearch:8.15.0", "entrypoint: /app", "pids_limit: 200"), { unsafe: true }],
    ["nothing without being asked", web("image: nginx"), web("image: nginx")],
    ["in block style", web("image: nginx", "init: true # reaps"), web("image: nginx", "init: true # reaps", "pids_limit: 200"), unsafe],
    ["in flow style", "services: {web: {image: nginx}}\n", "services: {web: {image: nginx, pids_limit: 200}}\n", unsafe],
    ["in place", web("image: nginx", "pids_limit: -1 # was too low"), web("image: nginx", "pids_limit: 200 # was too low"), unsafe],
    ["under deploy where limits stand there", limits(), limits("      pids: 200"), unsafe],
    ["in both places where both are written", limits("      pids: -1").replace("    deploy", "    pids_limit: -1\n    deploy"), limits("      pids: 200").replace("    deploy", "    pids_limit: 200\n    deploy"), unsafe],
    ["for a swarm, where it is read", web("image: nginx", "deploy:", "  endpoint_mode: dnsrr"), web("image: nginx", "deploy:", "  resources:", "    limits:", "      pids: 200", "  endpoint_mode: dnsrr"), unsafe],
    ["beside reservations only", web("image: nginx", "deploy: {resources: {reservations: {memory: 1g}}}"), web("image: nginx", "pids_limit: 200", "deploy: {resources: {reservations: {memory: 1g}}}"), unsafe],
    ["the default of a variable", web("image: nginx", "pids_limit: ${PIDS:--1}"), web("image: nginx", "pids_limit: ${PIDS:-200}"), unsafe],
    ["not a value of .env", web("image: nginx", "pids_limit: $PIDS"), `refused: the present value comes from a variable\n${web("image: nginx", "pids_limit: $PIDS")}`, { env: "PIDS=0", unsafe: true }],
    [
      "limits that services share, where they are written",
      "x-deploy: &deploy\n  resources:\n    limits:\n      memory: ${M:-1g}\nservices:\n  web: {image: nginx, deploy: *deploy}\n  api: {image: nginx, deploy: *deploy}\n",
      "x-deploy: &deploy\n  resources:\n    limits:\n      memory: ${M:-1g}\n      pids: 200\nservices:\n  web: {image: nginx, deploy: *deploy}\n  api: {image: nginx, deploy: *deploy}\n",
      unsafe,
    ],
  ],
});
