import { web } from "./check.js";
import { testRule } from "./table.js";

const limit = (...more: readonly string[]): string => web("image: nginx", "mem_limit: 512m", ...more);
const deploy = web("image: nginx", "deploy:", "  resources:", "    limits:", "      memory: 1g");

testRule("memswap-limit", {
  reports: [
    ["a limit without swap limit", limit(), ["4:5-14 warning web may use 512m of swap on top of its 512m of memory, where the host has swap: it slows down before it is stopped. Set memswap_limit to the memory limit."]],
    ["a limit under deploy", deploy, ["7:11-17 warning web may use 1g of swap on top of its 1g of memory"]],
    ["a number in quotes", web("image: nginx", 'mem_limit: "1048576"'), ["4:5-14 warning web may use 1048576 of swap"]],
    ["a limit by default", web("image: nginx", "mem_limit: ${LIMIT:-256m}"), ["4:5-14 warning web may use 256m of swap"]],
    ["a limit from .env", web("image: nginx", "mem_limit: $LIMIT"), ["4:5-14 warning web may use 2g of swap"], { env: "LIMIT=2g" }],
    ["a limit that nobody set", web("image: nginx", "mem_limit: $LIMIT"), ["4:5-14 warning web may use as much swap as it may use memory, where the host has swap: it slows down before it is stopped. Set memswap_limit to the memory limit."]],
    ["a limit that is merged in", `x-small: &small {mem_limit: 512m}\n${web("<<: *small", "image: nginx")}`, ["1:18-27 warning web may use 512m"]],
    ["each user of an alias", "services:\n  web: &web\n    image: nginx\n    mem_limit: 512m\n  api: *web\n", ["4:5-14 warning web may use", "4:5-14 warning api may use"]],
    ["flow style", "services: {web: {image: nginx, mem_limit: 512m}}\n", ["1:32-41 warning web may use 512m"]],
    ["unlimited swap", limit("memswap_limit: -1"), ["5:20-22 warning web may use all the swap that the host has (memswap_limit: -1). Set memswap_limit to the memory limit."]],
    [
      "a sum below the limit",
      limit('memswap_limit: "256m"'),
      ["5:20-26 error Docker will not start web: memswap_limit (256m) is the sum of memory and swap, so it cannot be smaller than the memory limit (512m)."],
    ],
    ["a swap limit alone", web("image: nginx", "memswap_limit: 1g"), ["4:5-18 error Docker will not start web: memswap_limit needs a memory limit beside it. Set mem_limit."]],
    ["a swap limit beside a limit of 0", web("image: nginx", "mem_limit: 0", "memswap_limit: 1g"), ["5:5-18 error Docker will not start web"]],
  ],
  accepts: [
    ["equal limits in two spellings", limit("memswap_limit: 0.5g")],
    ["swap on purpose", limit("memswap_limit: 768m")],
    ["no limit", web("image: nginx")],
    ["a limit of 0, which is none", web("image: nginx", "mem_limit: 0")],
    ["a limit of 0 from .env", web("image: nginx", "mem_limit: $LIMIT"), { env: "LIMIT=0" }],
    ["a swap limit of 0, which is none", limit("memswap_limit: 0")],
    ["a swap limit that nobody set", limit("memswap_limit: $SWAP")],
    ["a swap limit in a fragment", web("memswap_limit: 1g")],
    ["a limit for a swarm, which has no such key", web("image: nginx", "deploy: {mode: global, resources: {limits: {memory: 1g}}}")],
    ["Windows", limit("platform: windows/amd64")],
    ["a provider", web("provider: {type: cloud}", "mem_limit: 512m")],
  ],
  fixes: [
    ["directly after the limit", limit("restart: always"), limit("memswap_limit: 512m", "restart: always")],
    ["behind the limit's comment", web("image: nginx", "mem_limit: 512m # measured", "init: true"), web("image: nginx", "mem_limit: 512m # measured", "memswap_limit: 512m", "init: true")],
    ["in flow style", "services:\n  web: {image: nginx, mem_limit: 512m, init: true}\n", "services:\n  web: {image: nginx, mem_limit: 512m, memswap_limit: 512m, init: true}\n"],
    ["with the same variable and quotes", web("image: nginx", "mem_limit: '${LIMIT:-1g}'"), web("image: nginx", "mem_limit: '${LIMIT:-1g}'", "memswap_limit: '${LIMIT:-1g}'")],
    ["a limit of .env by its variable", web("image: nginx", "mem_limit: $LIMIT"), web("image: nginx", "mem_limit: $LIMIT", "memswap_limit: $LIMIT"), { env: "LIMIT=2g" }],
    [
      "in the service, not in what is merged",
      `x-small: &small\n  mem_limit: 512m\n${web("<<: *small", "image: nginx")}`,
      `x-small: &small\n  mem_limit: 512m\n${web("<<: *small", "image: nginx", "memswap_limit: 512m")}`,
    ],
    [
      "once for services that are one mapping",
      "services:\n  web: &web\n    image: nginx\n    mem_limit: 512m\n  api: *web\n",
      "services:\n  web: &web\n    image: nginx\n    mem_limit: 512m\n    memswap_limit: 512m\n  api: *web\n",
    ],
    ["not a limit under deploy, unless asked for", deploy, deploy],
    ["a limit under deploy in the service", deploy, deploy.replace("    deploy:", "    memswap_limit: 1g\n    deploy:"), { unsafe: true }],
    ["no decision", limit("memswap_limit: -1"), limit("memswap_limit: -1"), { unsafe: true }],
  ],
});
