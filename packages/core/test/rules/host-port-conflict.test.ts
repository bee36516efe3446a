import { expect, it } from "vitest";
import { loadProject } from "../../src/compose/load.js";
import rule from "../../src/rules/validity/host-port-conflict.js";
import { folder } from "./check.js";
import { testRule } from "./table.js";

/** The services `a`, `b`, …, each with these keys in flow style; `a` is in line 2. */
const services = (...keys: readonly string[]): string => `services:\n${keys.map((own, index) => `  ${"abcde"[index] ?? ""}: {image: x, ${own}}\n`).join("")}`;
/** The same with nothing but ports. */
const ports = (...texts: readonly (readonly string[])[]): string => services(...texts.map((own) => `ports: [${own.map((text) => `"${text}"`).join(", ")}]`));

testRule("host-port-conflict", {
  reports: [
    ["two services", ports(["80:80"], ["80:8080"]), ["3:25-34 error b and a both publish port 80 of the host. Whichever starts second fails with \"port is already allocated\". Give one of them another."]],
    ["short and long syntax", services('ports: ["80:80"]', 'ports: [{target: 8080, published: "80"}]'), ["3:25-56 error"]],
    ["an address and all addresses", ports(["127.0.0.1:80:80"], ["80:80"]), ["3:25-32 error b and a both publish port 80 of the host. Whichever starts second fails with \"port is already allocated\". Give one of them another."]],
    ["an address and 0.0.0.0", ports(["0.0.0.0:80:80"], ["127.0.0.1:80:80"]), ["3:25-42 error b and a both publish port 80 of the host. Whichever starts second fails with \"port is already allocated\". Give one of them another."]],
    ["the same IPv6 address", ports(["[::1]:80:80"], ["[::1]:80:8080"]), ["3:25-40 error b and a both publish port 80 of the host. Whichever starts second fails with \"port is already allocated\". Give one of them another."]],
    ["UDP", ports(["53:53/udp"], ["53:5353/udp"]), ["3:25-38 error b and a both publish port 53/udp of the host. Whichever starts second fails with \"port is already allocated\". Give one of them another."]],
    ["ranges that overlap, once", ports(["8000-8010:8000-8010"], ["8005-8015:8005-8015"]), ["3:25-46 error b and a both publish ports 8005-8010 of the host. Whichever starts second fails with \"port is already allocated\". Give one of them another."]],
    ["within one service", ports(["80:80", "80:8080"]), ["2:34-43 error a publishes port 80 of the host twice, so it does not start (\"port is already allocated\"). Remove one of the two, or give it another."]],
    ["one address and all of them within one service", ports(["80:80", "127.0.0.1:80:80"]), ["2:34-51 error"]],
    ["a range that others fill", ports(["8000:80"], ["8001:80"], ["8000-8001:80"]), ["4:25-39 error No port in 8000-8001 is left for c: a and b take all of them, so it does not start (\"all ports are allocated\"). Choose another range."]],
    ["a shared profile", services('profiles: [p], ports: ["80:80"]', 'profiles: [p, q], ports: ["80:80"]'), ["3:43-50 error"]],
    ["the same default", ports(["${A:-80}:80"], ["${B:-80}:80"]), ["3:25-38 error"]],
    ["the same port from .env", ports(["$A:80"], ["80:80"]), ["3:25-32 error"], { env: "A=80" }],
    ["merged ports", `x-a: &a {ports: ["80:80"]}\nservices:\n  a: {<<: *a, image: x}\n  b: {<<: *a, image: y}\n`, ["1:18-25 error"]],
    ["every later one", ports(["80:80"], ["80:80"], ["80:80"]), ["3:25-32 error", "4:25-32 error"]],
  ],
  accepts: [
    ["ports of their own", ports(["80:80"], ["81:80"])],
    ["ports that Docker picks", ports(["80"], ["80"], ["0:80"], ["0:80"])],
    ["TCP and UDP", ports(["53:53/tcp", "53:53/udp"])],
    ["addresses of their own", ports(["127.0.0.1:80:80"], ["127.0.0.2:80:80"])],
    ["all of IPv4 and all of IPv6", ports(["0.0.0.0:80:80", "[::]:80:80"])],
    ["one address of each family", ports(["127.0.0.1:80:80", "[::1]:80:80"])],
    ["one port of a range is left", ports(["8000:80"], ["8000-8001:80"])],
    ["two ranges that share their ports", ports(["8000-8001:80"], ["8000-8001:80"])],
    ["alternatives", services('profiles: [p], ports: ["80:80"]', 'profiles: [q], ports: ["80:80"]')],
    ["an alternative that is started by its name", services('ports: ["80:80"]', 'profiles: [debug], ports: ["80:80"]')],
    ["ports that Docker ignores", services('ports: ["80:80"]', 'network_mode: host, ports: ["80:80"]')],
    ["a network that is not known", services('ports: ["80:80"]', 'network_mode: "${MODE}", ports: ["80:80"]')],
    ["a service that does not run", services('ports: ["80:80"]', 'scale: 0, ports: ["80:80"]')],
    ["a port that nobody set", ports(["$A:80"], ["$A:80"])],
    ["an address that nobody set", services('ports: ["80:80"]', 'ports: [{target: 80, published: "80", host_ip: "$IP"}]')],
    ["the same entry twice", services('ports: ["80:80", {target: 80, published: "80"}]')],
  ],
});

it("is none in a collection of services, of which others take some", () => {
  const files = folder(ports(["80:80"], ["80:8080"]));
  expect(rule.check(loadProject(files, { files: ["compose.yaml"] }))).toHaveLength(1);
  expect(rule.check(loadProject(files, { files: ["compose.yaml"], isGuess: true }))).toEqual([]);
});
