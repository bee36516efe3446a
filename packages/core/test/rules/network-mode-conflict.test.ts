import { web } from "./check.js";
import { testRule } from "./table.js";

const unsafe = { unsafe: true };

testRule("network-mode-conflict", {
  reports: [
    ["networks", web("image: nginx", "network_mode: bridge", "networks: [back]"), ["5:5-13 error web has both networks and network_mode (`bridge`), so Compose refuses the whole project. Remove one of them."]],
    ["the default network", web("image: nginx", "network_mode: host", "networks: {default: }"), ["5:5-13 error"]],
    ["ports under host", web("image: nginx", "network_mode: host", 'ports: ["80:80"]'), ["5:5-10 error Docker ignores the ports of web: with `network_mode: host` its programs listen on the host itself, at their own port numbers. Remove ports."]],
    ["ports without a network", web("image: nginx", "network_mode: none", 'ports: ["80:80"]'), ["5:5-10 error Docker ignores the ports of web: with `network_mode: none` it has no network. Remove ports, or remove network_mode."]],
    ["ports in another service's network", web("image: nginx", "network_mode: service:vpn", 'ports: ["80:80"]'), ["5:5-10 error Docker will not create web: ports cannot stand beside `network_mode: service:vpn`. Set it at vpn, whose network it is."]],
    ["ports in another container's network", web("image: nginx", "network_mode: container:vpn", 'ports: ["80:80"]'), ["5:5-10 error Docker will not create web: ports cannot stand beside `network_mode: container:vpn`. Set it at the container whose network it is."]],
    ["what else belongs to a network of one's own", web("image: nginx", "network_mode: service:vpn", "hostname: web", "dns: 1.1.1.1", 'extra_hosts: ["a:1.2.3.4"]', 'expose: ["80"]', "links: [db]"), ["5:5-13 error", "6:5-8 error", "7:5-16 error", "8:5-11 error", "9:5-10 error"]],
    ["links under host", web("image: nginx", "network_mode: host", "links: [db]"), ["5:5-10 error"]],
    ["a default", web("image: nginx", "network_mode: ${MODE:-host}", 'ports: ["80:80"]'), ["5:5-10 error"]],
    ["a port that is not known", web("image: nginx", "network_mode: host", 'ports: ["${PORT}:80"]'), ["5:5-10 error"]],
    ["merged ports", `x-web: &web {ports: ["80:80"]}\n${web("<<: *web", "image: nginx", "network_mode: host")}`, ["1:14-19 error"]],
  ],
  accepts: [
    ["a network of its own", web("image: nginx", 'ports: ["80:80"]', "networks: [back]")],
    ["ports on the default bridge", web("image: nginx", "network_mode: bridge", 'ports: ["80:80"]')],
    ["no networks", web("image: nginx", "network_mode: host", "networks: []", "ports: []")],
    ["a hostname under host", web("image: nginx", "network_mode: host", "hostname: web", "dns: 1.1.1.1", 'expose: ["80"]')],
    ["a mode that nobody set", web("image: nginx", "network_mode: ${MODE}", 'ports: ["80:80"]', "networks: [back]")],
    ["an empty mode", web("image: nginx", 'network_mode: ""', 'ports: ["80:80"]')],
  ],
  fixes: [
    ["ports under host", web("image: nginx", "network_mode: host", "ports:", '  - "80:80"', "restart: always"), web("image: nginx", "network_mode: host", "restart: always")],
    ["ports in flow style", 'services: {web: {image: nginx, network_mode: host, ports: ["80:80"]}}\n', "services: {web: {image: nginx, network_mode: host}}\n"],
    ["ports without a network only when asked", web("image: nginx", "network_mode: none", 'ports: ["80:80"]'), web("image: nginx", "network_mode: none", 'ports: ["80:80"]')],
    ["ports without a network", web("image: nginx", "network_mode: none", 'ports: ["80:80"]'), web("image: nginx", "network_mode: none"), unsafe],
    ["ports in another network", web("image: nginx", "network_mode: service:vpn", 'ports: ["80:80"]'), web("image: nginx", "network_mode: service:vpn"), unsafe],
    ["a default only when asked", web("image: nginx", "network_mode: ${MODE:-host}", 'ports: ["80:80"]'), web("image: nginx", "network_mode: ${MODE:-host}", 'ports: ["80:80"]')],
  ],
});
