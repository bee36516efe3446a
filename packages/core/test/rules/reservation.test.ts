import { web } from "./check.js";
import { testRule } from "./table.js";

const deploy = (limits: string, reservations: string, ...more: readonly string[]): string =>
  web("image: nginx", "deploy:", ...more, "  resources:", `    limits: {${limits}}`, `    reservations: {${reservations}}`);
const swarm = "  mode: global";

testRule("reservation", {
  reports: [
    ["more than the limit", web("image: nginx", "mem_limit: 256m", "mem_reservation: 512m"), ["5:22-26 error Docker will not start web: its memory reservation (512m) is larger than its memory limit (256m). Lower the one or raise the other."]],
    ["more than the limit under deploy", deploy("memory: 256m", "memory: 1g"), ["7:32-34 error Docker will not start web: its memory reservation (1g) is larger"]],
    ["two spellings", web("image: nginx", "mem_limit: 1024m", 'mem_reservation: "1.5 gb"'), ["5:22-30 error Docker will not start web"]],
    ["by default", web("image: nginx", "mem_limit: ${LIMIT:-256m}", "mem_reservation: ${RESERVED:-512m}"), ["5:22-39 error Docker will not start web: its memory reservation (512m)"]],
    ["from .env", web("image: nginx", "mem_limit: $LIMIT", "mem_reservation: 512m"), ["5:22-26 error Docker will not start web"], { env: "LIMIT=256m" }],
    ["merged", `x-all: &all {mem_reservation: 512m}\n${web("<<: *all", "image: nginx", "mem_limit: 256m")}`, ["1:31-35 error Docker will not start web"]],
    ["in flow style", "services: {web: {image: nginx, mem_limit: 256m, mem_reservation: 512m}}\n", ["1:66-70 error Docker will not start web"]],
    ["a job as well", web("image: nginx", 'restart: "no"', "mem_limit: 256m", "mem_reservation: 512m"), ["6:22-26 error Docker will not start web"]],
    ["in a swarm, where it only is a waste", deploy("memory: 256m", "memory: 1g", swarm), ["8:32-34 warning A node sets 1g of memory aside for web, which may use no more than 256m: the rest lies idle. Lower the reservation or raise the limit."]],
    ["processors in a swarm", deploy("cpus: '0.5'", "cpus: '2'", swarm), ["8:30-33 warning A node sets 2 processors aside for web, which may use no more than 0.5: the rest"]],
    ["less than the daemon takes", web("image: nginx", "mem_limit: 1g", "mem_reservation: 512"), ["5:22-25 error Docker will not start web: its memory reservation is 512, and 6 MB is the least. Give it a larger size, with a unit such as m."]],
    ["a negative one", web("image: nginx", "mem_limit: 1g", "mem_reservation: -1"), ["5:22-24 error Docker will not start web: its memory reservation is -1"]],
    ["less than a swarm takes", deploy("memory: 256m", "memory: 3m", swarm), ["8:32-34 error Docker will not start web: its memory reservation is 3m, and 4 MB is the least."]],
  ],
  accepts: [
    ["less than the limit", web("image: nginx", "mem_limit: 512m", "mem_reservation: 256m")],
    ["as much as the limit", web("image: nginx", "mem_limit: 0.5g", "mem_reservation: 512m")],
    ["no limit, which memory-limit reports", web("image: nginx", "mem_reservation: 256m")],
    ["a limit of 0, which is none", web("image: nginx", "mem_limit: 0", "mem_reservation: 256m")],
    ["a reservation of 0, which is none", web("image: nginx", "mem_limit: 256m", "mem_reservation: 0")],
    ["a limit that nobody set", web("image: nginx", "mem_limit: $LIMIT", "mem_reservation: 512m")],
    ["a reservation that nobody set", web("image: nginx", "mem_limit: 256m", "mem_reservation: $RESERVED")],
    ["processors, which only a swarm reserves", deploy("cpus: '0.5'", "cpus: '2'")],
    ["5 MB in a swarm", deploy("memory: 256m", "memory: 5m", swarm)],
    ["a fragment", web("mem_limit: 256m", "mem_reservation: 512m")],
    ["Windows", web("image: nginx", "platform: windows", "mem_limit: 256m", "mem_reservation: 512m")],
    ["a provider", web("provider: {type: cloud}", "mem_limit: 256m", "mem_reservation: 512m")],
  ],
});
