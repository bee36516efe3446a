import { web } from "./check.js";
import { testRule } from "./table.js";

const scaled = (...ports: readonly string[]): string => web("image: nginx", "scale: 3", ...(ports.length === 0 ? [] : ["ports:", ...ports.map((port) => `  - ${port}`)]));
const replicas = (count: string, ...more: readonly string[]): string => web("image: nginx", 'ports: ["8080:80"]', "deploy:", `  replicas: ${count}`, ...more);
const swarm = (port: string, more = ""): string => web("image: nginx", `ports: [${port}]`, `deploy: {replicas: 3, placement: {constraints: [node.role == worker]${more}}}`);

testRule("replicas-host-port", {
  reports: [
    ["scale", scaled('"8080:80"'), ['6:9-18 error Only one of the 3 containers of web can have port 8080 of the host; the others fail with "port is already allocated". Publish it from a proxy in front of them, or leave the host port to Docker.']],
    ["replicas in a file of Compose", `name: shop\n${replicas("2")}`, ["5:13-22 error Only one of the 2 containers"]],
    [
      "replicas in a file that may be a stack",
      replicas("2"),
      ['4:13-22 warning With `docker compose`, only one of the 2 containers of web can have port 8080 of the host; the others fail with "port is already allocated". Only a swarm shares a port: deploy it as a stack, or publish it from a proxy in front of them.'],
    ],
    ["the long syntax", scaled('{target: 80, published: "8080"}'), ["6:9-40 error"]],
    ["an address", scaled('"127.0.0.1:8080:80"'), ["6:9-28 error"]],
    ["each port", scaled('"80:80"', '"443:443"'), ["6:9-16 error", "7:9-18 error"]],
    ["a range of pairs once", scaled('"8000-8001:8000-8001"'), ["6:9-30 error Only one of the 3 containers of web can have port 8000"]],
    ["a range that is too short", scaled('"8000-8001:80"'), ['6:9-23 error The ports 8000-8001 of the host do not suffice for 3 containers of web; the rest fails with "all ports are allocated". Make the range as long as there are containers.']],
    ["a default", web("image: nginx", "scale: ${COUNT:-2}", 'ports: ["${PORT:-80}:80"]'), ["5:13-29 error Only one of the 2 containers of web can have port 80"]],
    ["a number from .env", web("image: nginx", "scale: $COUNT", 'ports: ["80:80"]'), ["5:13-20 error Only one of the 4"], { env: "COUNT=4" }],
    ["host mode in a swarm", swarm("{target: 80, published: 80, mode: host}"), ["4:13-52 info web takes port 80 of its node (`mode: host`), so a node can run one of its 3 containers, and those without a node wait. Use `mode: global` for one a node, or drop `mode: host`."]],
    ["a merged port", `x-a: &a {ports: ["80:80"]}\n${web("<<: *a", "image: nginx", "scale: 2")}`, ["1:18-25 error"]],
  ],
  accepts: [
    ["no host port", scaled('"80"')],
    ["port 0, which Docker picks", scaled('"0:80"')],
    ["a range with a port for each", scaled('"8000-8002:80"')],
    ["no ports", scaled()],
    ["one container", web("image: nginx", "scale: 1", 'ports: ["80:80"]')],
    ["a number that nobody set", web("image: nginx", "scale: $COUNT", 'ports: ["80:80"]')],
    ["a port that nobody set", scaled('"$PORT:80"')],
    ["the routing mesh", swarm('"80:80"')],
    ["one a node", swarm("{target: 80, published: 80, mode: host}", ", max_replicas_per_node: 1")],
    ["no network", web("image: nginx", "network_mode: none", "scale: 2", 'ports: ["80:80"]')],
    ["a network that nobody set", web("image: nginx", "network_mode: $MODE", "scale: 2", 'ports: ["80:80"]')],
    ["a fragment", web("scale: 2", 'ports: ["80:80"]')],
    ["Windows", web("image: x", "platform: windows", "scale: 2", 'ports: ["80:80"]')],
  ],
});
