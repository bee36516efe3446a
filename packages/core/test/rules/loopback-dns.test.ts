import { web } from "./check.js";
import { testRule } from "./table.js";

const dns = (...servers: readonly string[]): string => web("image: acme/api", "dns:", ...servers.map((server) => `  - ${server}`));
const loopback = (server: string): string =>
  `error The DNS server ${server} of web is looked for inside the container, not on the host, and nothing answers there unless the image brings one. Remove it, so that Docker asks the host's servers, or name one that the container can reach.`;

testRule("loopback-dns", {
  reports: [
    ["systemd's resolver", dns("127.0.0.53"), [`5:9-19 ${loopback("127.0.0.53")}`]],
    ["a single server", web("image: acme/api", "dns: 127.0.0.1"), [`4:10-19 ${loopback("127.0.0.1")}`]],
    ["IPv6", dns('"::1"'), [`5:9-14 ${loopback("::1")}`]],
    ["the first of several, once", dns("1.1.1.1", "127.0.0.1", "127.0.0.53"), ["6:9-18 error The DNS server 127.0.0.1 of web"]],
    ["Docker's own resolver", dns("127.0.0.11"), ["5:9-19 error 127.0.0.11 is Docker's own resolver, which web asks anyway; here stands whom that resolver asks for names outside of the project, and it cannot ask itself. Remove it."]],
    ["a default", dns("${DNS:-127.0.0.53}"), [`5:9-27 ${loopback("127.0.0.53")}`]],
    ["a server from .env", dns("$DNS"), [`5:9-13 ${loopback("127.0.0.53")}`], { env: "DNS=127.0.0.53" }],
    ["flow style", "services: {web: {image: x, dns: [127.0.0.53]}}\n", ["1:34-44 error"]],
    ["the default bridge", web("image: acme/api", "network_mode: bridge", "dns: 127.0.0.53"), ["5:10-20 error"]],
    ["a merged list", `x-dns: &dns {dns: [127.0.0.53]}\n${web("<<: *dns", "image: x")}`, ["1:20-30 error"]],
  ],
  accepts: [
    ["no dns", web("image: x")],
    ["other servers", dns("1.1.1.1", "192.168.1.1")],
    ["a server that nobody set", dns("$DNS")],
    ["the host's network, where loopback is the host's", web("image: x", "network_mode: host", "dns: 127.0.0.53")],
    ["another service's network", `${web("image: x", "network_mode: service:vpn", "dns: 127.0.0.1")}  vpn: {image: y}\n`],
    ["a network that nobody set", web("image: x", "network_mode: $MODE", "dns: 127.0.0.1")],
    ["a resolver that asks itself", web("image: pihole/pihole:2024.07.0", "dns: [127.0.0.1, 1.1.1.1]")],
    ["a resolver by its port", web("image: acme/resolver", 'ports: ["53:53/udp"]', "dns: 127.0.0.1")],
    ["a VPN client with a resolver", web("image: qmcgaw/gluetun:v3.39.1", "dns: 127.0.0.1")],
    ["a fragment", web("dns: 127.0.0.1")],
    ["Windows", web("image: x", "platform: windows", "dns: 127.0.0.1")],
  ],
  fixes: [
    ["not without being asked", dns("127.0.0.53"), dns("127.0.0.53")],
    ["the whole key", web("image: acme/api", "dns:", "  - 127.0.0.53", "init: true"), web("image: acme/api", "init: true"), { unsafe: true }],
    ["a single server", web("image: acme/api", "dns: 127.0.0.53", "init: true"), web("image: acme/api", "init: true"), { unsafe: true }],
    ["one of several", dns("127.0.0.53", "1.1.1.1 # Cloudflare"), dns("1.1.1.1 # Cloudflare"), { unsafe: true }],
    ["all that are loopback", dns("127.0.0.53", "1.1.1.1", '"::1"'), dns("1.1.1.1"), { unsafe: true }],
    ["in flow style", "services: {web: {image: x, dns: [1.1.1.1, 127.0.0.53]}}\n", "services: {web: {image: x, dns: [1.1.1.1]}}\n", { unsafe: true }],
  ],
});
