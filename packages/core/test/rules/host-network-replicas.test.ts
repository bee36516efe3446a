import { web } from "./check.js";
import { testRule } from "./table.js";

const host = (...more: readonly string[]): string => web("image: nginx:1.27", "network_mode: host", ...more);
const end = "Run one a host, or give them a network of their own.";

testRule("host-network-replicas", {
  reports: [
    ["replicas", host("deploy:", "  replicas: 3"), [`6:17-18 error 3 containers of web share the ports of the host, so only the first one on a host can listen; the others fail with "address already in use". ${end}`]],
    ["scale", host("scale: 2"), ["5:12-13 error 2 containers of web"]],
    ["a default", host("scale: ${COUNT:-2}"), ["5:12-23 error 2 containers"]],
    ["a number from .env", host("scale: $COUNT"), ["5:12-18 error 4 containers"], { env: "COUNT=4" }],
    ["the external network", `${web("image: nginx", "scale: 2", "networks: [h]")}networks: {h: {external: true, name: host}}\n`, ["4:12-13 error"]],
    ["ports that Docker ignores", web("image: acme/worker", "network_mode: host", "ports: ['8080:8080']", "scale: 2"), ["6:12-13 error"]],
    ["exposed ports", web("image: acme/worker", "network_mode: host", "expose: ['8080']", "scale: 2"), ["6:12-13 error"]],
    ["what may listen", web("image: acme/worker", "network_mode: host", "scale: 2"), [`5:12-13 warning 2 containers of web share the ports of the host: if it listens on a port, only the first one on a host starts. ${end}`]],
    ["flow style", "services: {web: {image: nginx, network_mode: host, deploy: {replicas: 2}}}\n", ["1:71-72 error"]],
  ],
  accepts: [
    ["one", host("scale: 1")],
    ["none", host("scale: 0")],
    ["no number", host()],
    ["a number that nobody set", host("scale: $COUNT")],
    ["a mode that nobody set", web("image: nginx", "network_mode: $MODE", "scale: 2")],
    ["a network of its own", web("image: nginx", "scale: 2")],
    ["one a node", `${web("image: nginx", "networks: [h]", "deploy: {replicas: 3, placement: {max_replicas_per_node: 1}}")}networks: {h: {external: true, name: host}}\n`],
    ["one everywhere", host("deploy: {mode: global}")],
    ["a fragment", web("network_mode: host", "scale: 2")],
    ["Windows", host("platform: windows", "scale: 2")],
  ],
});
