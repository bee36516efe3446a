import { describe, expect, it } from "vitest";
import { facesOutside, waysIn } from "../../src/images/exposure.js";
import { healthWatchers } from "../../src/images/health-watchers.js";
import { firstService, projectOf } from "../compose/model/service-of.js";

describe("ways in from outside", () => {
  const rows: readonly (readonly [keys: string, rest: string, ...expected: string[]])[] = [
    ["image: x", ""],
    ["image: x, ports: ['80:80', '81:81']", "", "port", "port"],
    ["image: x, ports: ['127.0.0.1:80:80', '[::1]:81:81']", ""],
    ["image: x, ports: ['10.0.0.5:80:80']", "", "port"],
    ["image: x, ports: [{target: 80, host_ip: $H}]", ""],
    ["image: x, expose: [80]", ""],
    ["image: x, network_mode: host", "", "host-network"],
    ["image: x, network_mode: none, ports: ['80:80']", ""],
    ["image: x, network_mode: $M, ports: ['80:80']", ""],
    ["image: x, network_mode: 'service:vpn'", ", vpn: {image: y, ports: ['80:80']}", "shared-network"],
    ["image: x, network_mode: 'service:vpn'", ", vpn: {image: y}"],
    ["image: nginx", ""],
    ["image: nginx, ports: ['127.0.0.1:80:80']", "", "proxy"],
    ["image: nginx, ports: ['80:80']", "", "port"],
    ["image: 'cloudflare/cloudflared:2025.1'", "", "proxy"],
    ["image: x, labels: ['traefik.enable=true', 'traefik.http.routers.a.rule=Host(`a`)']", "", "route"],
    ["image: x, labels: ['traefik.enable=false', 'traefik.http.routers.a.rule=Host(`a`)']", ""],
    ["image: x, labels: ['traefik.enable=true']", ""],
    ["image: x, labels: {traefik.frontend.rule: 'Host:a'}", "", "route"],
    ["image: x, deploy: {labels: {traefik.tcp.routers.a.rule: 'HostSNI(`a`)'}}", "", "route"],
    ["image: x, labels: {caddy: a.example.com, caddy.reverse_proxy: '{{upstreams}}'}", "", "route"],
    ["image: x, environment: [VIRTUAL_HOST=a.example.com]", "", "route"],
    ["provider: {type: p}, ports: ['80:80']", ""],
  ];
  for (const [keys, rest, ...expected] of rows) it(`${keys}${rest}`, () => {
    const project = projectOf(`services: {a: {${keys}}${rest}}\n`);
    const service = firstService(project);
    expect(waysIn(project, service).map(({ kind }) => kind)).toEqual(expected);
    expect(facesOutside(project, service)).toBe(expected.length > 0);
  });
});

describe("what acts on the health of a service", () => {
  const rows: readonly (readonly [keys: string, rest: string, ...expected: string[]])[] = [
    ["image: x", ""],
    ["image: x", ", heal: {image: 'willfarrell/autoheal:1.2.0'}", "restarter"],
    ["image: x", ", b: {image: y, depends_on: {a: {condition: service_healthy}}}", "dependant"],
    ["image: x", ", b: {image: y, depends_on: {a: {condition: $C}}}", "dependant"],
    ["image: x", ", b: {image: y, depends_on: [a]}"],
    ["image: x, labels: {traefik.http.routers.a.rule: r}", "", "proxy"],
    ["image: x, labels: {caddy: a.example.com}", ""],
    ["image: x, deploy: {update_config: {order: start-first}}", "", "swarm"],
    ["image: x, deploy: {replicas: 2}", ""],
  ];
  for (const [keys, rest, ...expected] of rows) it(`${keys}${rest}`, () => {
    const project = projectOf(`services: {a: {${keys}}${rest}}\n`);
    expect(healthWatchers(project, firstService(project)).map(({ kind }) => kind)).toEqual(expected);
  });
});
