import { expect, it } from "vitest";
import { presetConfiguration } from "../../src/engine/configuration.js";
import { web } from "./check.js";
import { testRule } from "./table.js";

const unsafe = { unsafe: true };
const every = { options: { everyService: true } };
const redis = (...ports: readonly string[]): string => web("image: redis:7", "ports:", ...ports.map((port) => `  - ${port}`));
const open = (port: string): string => `error web is an in-memory store, and its port ${port} is open on every interface of the host, past ufw and firewalld. Publish it on 127.0.0.1, or not at all.`;

testRule("unbound-port", {
  reports: [
    ["an in-memory store", redis('"6379:6379"'), [`5:9-20 ${open("6379")}`]],
    ["a data store", web("image: mysql:8", 'ports: ["3306:3306"]'), ["4:13-24 error web is a data store, and its port 3306 is open"]],
    ["a message broker", web("image: rabbitmq:4", 'ports: ["5672:5672"]'), ["4:13-24 error web is a message broker, and its port 5672 is open"]],
    ["an admin panel", web("image: adminer:4", 'ports: ["8080:8080"]'), ["4:13-24 error web is an admin panel, and its port 8080 is open on every interface of the host, past ufw and firewalld. Publish it on 127.0.0.1, or not at all."]],
    ["any service if asked to", web("image: acme/api", 'ports: ["80:80"]'), ["4:13-20 warning Port 80 of web is open on every interface of the host, past ufw and firewalld. Publish it on 127.0.0.1 if only this host needs it."], every],
    ["another port of a reverse proxy", web("image: traefik", 'ports: ["443:443", "8080:8080"]'), ["4:24-35 warning Port 8080 of web"], every],
    ["a stack, which binds to no address", web("image: mysql:8", 'ports: ["3306:3306"]', "deploy: {endpoint_mode: vip}"), ["4:13-24 error web is a data store, and its port 3306 is open on every interface of the host, past ufw and firewalld. A stack cannot bind it to an address: do not publish it if only other services need it."]],
    ["any service of a stack", web("image: acme/api", 'ports: ["80:80"]', "deploy: {endpoint_mode: vip}"), ["4:13-20 warning Port 80 of web is open on every interface of the host, past ufw and firewalld. A stack cannot bind it to an address: do not publish it if only other services need it."], every],
    ["the host port, not that of the container", redis("16379:6379/tcp"), [`5:9-23 ${open("16379")}`]],
    ["a port in the container only", redis("6379"), [`5:9-13 ${open("6379")}`]],
    ["a range once", redis('"6379-6381:6379-6381"'), [`5:9-30 ${open("6379-6381")}`]],
    ["every address of IPv4", redis('"0.0.0.0:6379:6379"'), [`5:9-28 ${open("6379")}`]],
    ["every address of IPv6", redis('"[::]:6379:6379"'), [`5:9-25 ${open("6379")}`]],
    ["the long syntax", redis("target: 6379\n        published: 6379"), [`5:9-21 ${open("6379")}`]],
    ["an open address in the long syntax", redis("{target: 6379, host_ip: 0.0.0.0}"), [`5:9-41 ${open("6379")}`]],
    ["each of two ports", redis("6379:6379", "16379:16379"), ["5:9-18 error", "6:9-20 error"]],
    ["a port by default", redis("${PORT:-6379}:6379"), [`5:9-27 ${open("6379")}`]],
    ["a port from .env", redis("$PORT:6379"), [`5:9-19 ${open("7000")}`], { env: "PORT=7000" }],
    ["an open address by default", redis("${BIND:-0.0.0.0}:6379:6379"), [`5:9-35 ${open("6379")}`]],
    ["an image by default", web("image: ${IMAGE:-mongo:7}", "ports: [27017]"), ["4:13-18 error web is a data store"]],
    ["an image of another registry", web("image: registry.example.com:5000/tools/postgres:16", 'ports: ["5432:5432"]'), ["4:13-24 error web is a data store"]],
    ["each user of a shared list", `x-ports: &ports ["6379:6379"]\n${web("image: redis", "ports: *ports")}  api: {image: redis, ports: *ports}\n`, ["1:18-29 error web is", "1:18-29 error api is"]],
  ],
  accepts: [
    ["loopback", redis('"127.0.0.1:6379:6379"')],
    ["loopback of IPv6", redis('"[::1]:6379:6379"', '"::1:6380:6379"')],
    ["an address of the host", redis('"10.0.0.5:6379:6379"')],
    ["the long syntax with an address", redis("{target: 6379, host_ip: 10.0.0.5}")],
    ["an address by default", redis("${BIND:-127.0.0.1}:6379:6379")],
    ["an address that nobody set", redis("$BIND:6379:6379")],
    ["a web server", web("image: nginx", 'ports: ["80:80"]')],
    ["ports that must face outside", web("image: nginx", 'ports: ["80:80", "443:8443", "443:443/udp"]'), every],
    ["DNS", web("image: coredns/coredns", 'ports: ["53:53", "53:53/udp"]'), every],
    ["a VPN", web("image: linuxserver/wireguard", 'ports: ["51820:51820/udp"]'), every],
    ["mail", web("image: mailserver/docker-mailserver", 'ports: ["25:25", "993:993"]'), every],
    ["a broker's port for devices", web("image: eclipse-mosquitto", 'ports: ["8883:8883"]'), every],
    ["Windows", web("image: mysql", "platform: windows", "ports: [3306]"), every],
    ["an unknown image", web("image: $IMAGE", 'ports: ["80:80"]')],
    ["expose", web("image: redis", "expose: [6379]")],
    ["no ports", web("image: redis")],
    ["the host's network", web("image: redis", "network_mode: host", 'ports: ["6379:6379"]')],
    ["another service's network", web("image: redis", "network_mode: service:vpn", 'ports: ["6379:6379"]')],
    ["a provider", web("provider: {type: cloud}", "image: redis", "ports: [6379]"), every],
  ],
  fixes: [
    ["nothing without being asked", redis("6379:6379"), redis("6379:6379")],
    ["in double quotes", redis('"6379:6379" # local'), redis('"127.0.0.1:6379:6379" # local'), unsafe],
    ["in single quotes", redis("'6379:6379'"), redis("'127.0.0.1:6379:6379'"), unsafe],
    ["without quotes", redis("6379:6379/udp"), redis("127.0.0.1:6379:6379/udp"), unsafe],
    ["with an anchor of its own", redis('&port "6379:6379"'), redis('&port "127.0.0.1:6379:6379"'), unsafe],
    ["a number", redis("6379"), redis("127.0.0.1::6379"), unsafe],
    ["an empty host port", redis('":6379"'), redis('"127.0.0.1::6379"'), unsafe],
    ["a range", redis('"6379-6381:6379-6381"'), redis('"127.0.0.1:6379-6381:6379-6381"'), unsafe],
    ["a range for one port", redis('"6379-6381:6379"'), redis('"127.0.0.1:6379-6381:6379"'), unsafe],
    ["every address of IPv4", redis('"0.0.0.0:6379:6379"'), redis('"127.0.0.1:6379:6379"'), unsafe],
    ["every address of IPv6", redis('"[::]:6379:6379"', '":::6380:6379"'), redis('"127.0.0.1:6379:6379"', '"127.0.0.1:6380:6379"'), unsafe],
    ["two ports with one message", redis('"53:53/tcp"', '"53:53/udp"'), redis('"127.0.0.1:53:53/tcp"', '"127.0.0.1:53:53/udp"'), unsafe],
    ["variables", redis('"${PORT:-6379}:${TARGET:-6379}"'), redis('"127.0.0.1:${PORT:-6379}:${TARGET:-6379}"'), unsafe],
    ["the default of an address", redis("${BIND:-0.0.0.0}:6379:6379"), redis("${BIND:-127.0.0.1}:6379:6379"), unsafe],
    ["the long syntax", redis('target: 6379\n        published: "6379"'), redis('target: 6379\n        published: "6379"\n        host_ip: 127.0.0.1'), unsafe],
    ["the long syntax in flow style", redis('{target: 6379, host_ip: "::", mode: host}'), redis('{target: 6379, host_ip: "127.0.0.1", mode: host}'), unsafe],
    ["two ports of one line", "services: {web: {image: redis, ports: ['1:1', 2]}}\n", "services: {web: {image: redis, ports: ['127.0.0.1:1:1', 127.0.0.1::2]}}\n", unsafe],
    ["an address from .env not at all", redis("$BIND:6379:6379"), `refused: the address comes from a variable\n${redis("$BIND:6379:6379")}`, { env: "BIND=0.0.0.0", unsafe: true }],
    ["a stack not at all", web("image: redis", 'ports: ["6379:6379"]', "deploy: {endpoint_mode: vip}"), web("image: redis", 'ports: ["6379:6379"]', "deploy: {endpoint_mode: vip}"), unsafe],
    ["a folded text not at all", redis(">-\n        6379:6379"), `refused: the value is written in a short form that has no place for it\n${redis(">-\n        6379:6379")}`, unsafe],
    [
      "a shared list where all users want it",
      `x-ports: &ports ["6379:6379"]\n${web("image: redis", "ports: *ports")}  api: {image: redis, ports: *ports}\n`,
      `x-ports: &ports ["127.0.0.1:6379:6379"]\n${web("image: redis", "ports: *ports")}  api: {image: redis, ports: *ports}\n`,
      unsafe,
    ],
    [
      "one user of a shared list, its items as written",
      `x-ports: &ports ["$P:6379", '6380:6379', 53:53/udp]\n${web("image: redis", "ports: *ports")}  api: {image: nginx, ports: *ports}\n`,
      `x-ports: &ports ["$P:6379", '6380:6379', 53:53/udp]\n${web("image: redis", "ports:", '  - "127.0.0.1:$P:6379"', "  - '127.0.0.1:6380:6379'", "  - 127.0.0.1:53:53/udp")}  api: {image: nginx, ports: *ports}\n`,
      { env: "P=1", unsafe: true },
    ],
  ],
});

it.each([
  ["recommended", undefined],
  ["production", { everyService: true }],
  ["strict", { everyService: true }],
] as const)("asks for the ports of every service in %s: %s", (preset, options) => {
  expect(presetConfiguration(preset).rules.find(({ rule }) => rule.name === "unbound-port")?.options).toEqual(options);
});
