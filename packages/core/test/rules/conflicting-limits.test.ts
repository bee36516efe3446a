import { web } from "./check.js";
import { testRule } from "./table.js";

const unsafe = { unsafe: true };
const deploy = (...keys: readonly string[]): readonly string[] => ["deploy:", "  resources:", ...keys.map((key) => `    ${key}`)];
const limits = (...keys: readonly string[]): readonly string[] => deploy("limits:", ...keys.map((key) => `  ${key}`));

testRule("conflicting-limits", {
  reports: [
    ["two values", web("image: nginx", "mem_limit: 1g", ...limits("memory: 512m")), ["4:5-14 error web has mem_limit: 1g and `deploy.resources.limits.memory`: 512m. Compose refuses two values for one thing. Keep one of them."]],
    ["a twin that is missing", web("image: nginx", "mem_limit: 1g", ...limits('cpus: "0.5"')), ["4:5-14 error web has mem_limit: 1g, but its `deploy.resources.limits` does not repeat it, so Compose refuses the whole project. Add `deploy.resources.limits.memory`, or say everything in one place."]],
    ["an empty block", web("image: nginx", "mem_limit: 1g", "deploy: {resources: {limits: {}}}"), ["4:5-14 error"]],
    ["every limit at once", web("image: nginx", "cpus: 1", "mem_limit: 1g", "pids_limit: 100", ...limits("cpus: 2", "memory: 2g", "pids: 200")), ["4:5-9 error", "5:5-14 error", "6:5-15 error"]],
    ["no limit on processes", web("image: nginx", "pids_limit: -1", ...limits("memory: 1g")), ["4:5-15 error"]],
    ["a reservation", web("image: nginx", "mem_reservation: 1g", ...deploy("reservations: {memory: 512m}")), ["4:5-20 error"]],
    ["scale and replicas", web("image: nginx", "scale: 2", "deploy: {replicas: 3}"), ["4:5-10 error web has scale: 2 and `deploy.replicas`: 3. Compose refuses two values for one thing. Keep one of them."]],
    ["a scale of none", web("image: nginx", "scale: 0", "deploy: {replicas: 3}"), ["4:5-10 error"]],
    ["a default", web("image: nginx", "mem_limit: ${MEM:-1g}", ...limits("memory: 512m")), ["4:5-14 error"]],
    ["a merged block", `x-limits: &limits {resources: {limits: {cpus: "1"}}}\n${web("image: nginx", "mem_limit: 1g", "deploy: *limits")}`, ["5:5-14 error"]],
  ],
  accepts: [
    ["the same in other words", web("image: nginx", "mem_limit: 1g", "cpus: 0.5", ...limits("memory: 1024m", 'cpus: "0.50"'))],
    ["a limit beside reservations", web("image: nginx", "mem_limit: 1g", ...deploy("reservations: {memory: 512m}"))],
    ["a reservation beside limits", web("image: nginx", "mem_reservation: 512m", ...limits("memory: 1g"))],
    ["a limit of 0, which is none", web("image: nginx", "mem_limit: 0", ...limits("memory: 1g"))],
    ["scale without replicas", web("image: nginx", "scale: 2", "deploy: {mode: replicated}")],
    ["a short key that nobody set", web("image: nginx", "mem_limit: ${MEM}", ...limits("memory: 1g"))],
    ["a twin that nobody set", web("image: nginx", "mem_limit: 1g", ...limits("memory: ${MEM}"))],
    ["what is no size", web("image: nginx", "mem_limit: 1g", ...limits("memory: plenty"))],
  ],
  fixes: [
    ["nothing without being asked", web("image: nginx", "mem_limit: 1g", ...limits('cpus: "0.5"')), web("image: nginx", "mem_limit: 1g", ...limits('cpus: "0.5"'))],
    ["a missing twin", web("image: nginx", "mem_limit: 1g # peak", ...limits('cpus: "0.5"')), web("image: nginx", "mem_limit: 1g # peak", ...limits('cpus: "0.5"', 'memory: "1g"')), unsafe],
    ["a missing twin with its variable", web("image: nginx", "mem_limit: ${MEM:-1g}", ...limits('cpus: "0.5"')), web("image: nginx", "mem_limit: ${MEM:-1g}", ...limits('cpus: "0.5"', 'memory: "${MEM:-1g}"')), unsafe],
    ["a missing twin in flow style", web("image: nginx", "mem_limit: 1g", "deploy: {resources: {limits: {}}}"), web("image: nginx", "mem_limit: 1g", "deploy: {resources: {limits: {memory: 1g}}}"), unsafe],
    ["two values", web("image: nginx", "mem_limit: 1g", ...limits("memory: 512m")), web("image: nginx", ...limits("memory: 512m")), unsafe],
    ["scale and replicas", "services: {web: {image: nginx, scale: 2, deploy: {replicas: 3}}}\n", "services: {web: {image: nginx, deploy: {replicas: 3}}}\n", unsafe],
  ],
});
