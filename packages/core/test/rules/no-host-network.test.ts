import { web } from "./check.js";
import { testRule } from "./table.js";

const rest = "every port that it opens is open on the host, and it reaches what listens on the host's 127.0.0.1.";
const external = (definition: string): string => `${web("image: nginx", "networks: [outside]")}networks: {outside: ${definition}}\n`;

testRule("no-host-network", {
  reports: [
    ["network_mode", web("image: nginx", "network_mode: host"), [`4:19-23 warning web is on the host's network: ${rest} Remove network_mode, and publish the ports that are needed.`]],
    ["quotes", web("image: nginx", 'network_mode: "host"'), ["4:19-25 warning"]],
    ["a default", web("image: nginx", "network_mode: ${MODE:-host}"), ["4:19-32 warning"]],
    ["a mode from .env", web("image: nginx", "network_mode: $MODE"), ["4:19-24 warning"], { env: "MODE=host" }],
    ["an override of nothing but the mode", web("network_mode: host"), ["3:19-23 warning"]],
    ["the external network of that name", external("{external: true, name: host}"), [`4:16-23 warning web is on the host's network (outside): ${rest} Use a network of the project, and publish the ports that are needed.`]],
    ["the old spelling of it", external("{external: {name: host}}"), ["4:16-23 warning"]],
    ["its key alone", `${web("image: nginx", "networks:", "  host: {}")}networks: {host: {external: true}}\n`, ["5:7-11 warning web is on the host's network (host)"]],
    ["a merged mode", `x-host: &host {network_mode: host}\n${web("<<: *host", "image: nginx")}`, ["1:30-34 warning"]],
    ["what watches the host as information", web("image: prom/node-exporter:v1.8.2", "network_mode: host"), ["4:19-23 info web is on the host's network"]],
    ["a VPN as information", web("image: tailscale/tailscale:v1.78.1", "network_mode: host"), ["4:19-23 info"]],
  ],
  accepts: [
    ["no mode", web("image: nginx")],
    ["another mode", web("image: nginx", "network_mode: bridge")],
    ["an empty mode", web("image: nginx", 'network_mode: ""')],
    ["none", web("image: nginx", "network_mode: none")],
    ["the network of another service", `${web("image: nginx", "network_mode: service:host")}  host: {image: x}\n`],
    ["a mode that nobody set", web("image: nginx", "network_mode: $MODE")],
    ["another external network", external("{external: true, name: front}")],
    ["a name that nobody set", external("{external: true, name: $NAME}")],
    ["a network of the project that is called so", `${web("image: nginx", "networks: [host]")}networks: {host: {}}\n`],
    ["Windows", web("image: nginx", "platform: windows/amd64", "network_mode: host")],
    ["a provider", web("provider: {type: cloud}", "network_mode: host")],
  ],
});
