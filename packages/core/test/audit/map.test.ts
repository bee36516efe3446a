import { expect, test } from "vitest";
import { mapProject, type ProjectMap } from "../../src/audit/map.js";
import { projectOf } from "../compose/model/service-of.js";

function map(text: string): ProjectMap {
  return mapProject(projectOf(text));
}

test.each<readonly [string, ProjectMap["networks"]]>([
  ["services: {a: {image: x}}\n", [{ name: "default", kind: "bridge" }]],
  ["services: {a: {image: x, networks: [n, m]}, b: {image: x, networks: [m]}}\nnetworks: {n: {internal: true}, m: {external: true}, unused: {}}\n", [{ name: "m", kind: "external" }, { name: "n", kind: "internal bridge" }]],
  ["services: {a: {image: x, network_mode: host}}\n", [{ name: "host" }]],
  ["services: {a: {image: x, networks: [host]}}\nnetworks: {host: {driver: macvlan}}\n", [{ name: "host", kind: "macvlan" }]],
  ["services: {a: {image: x, network_mode: none}, b: {image: x, network_mode: '${MODE}'}}\n", []],
  ["services: {a: {image: x, networks: [n], deploy: {mode: global}}}\nnetworks: {n: {}}\n", [{ name: "n", kind: "overlay" }]],
])("the networks of %s", (text, networks) => {
  expect(map(text).networks.toSorted((a, b) => (a.name < b.name ? -1 : 1))).toEqual(networks);
});

test("a service with its ports and mounts", () => {
  const text = `
services:
  a:
    image: x
    ports: ["80:8080", "127.0.0.1:81:81", "[::1]:82:82/udp", "83", "\${IP}:84:84"]
    volumes: ["data:/data", "./conf:/conf:ro", "/anonymous"]
    tmpfs: /tmp
  b: {image: x, network_mode: "service:a", ports: ["90:90"]}
volumes: {data: {}}
`;
  expect(map(text).services).toEqual([
    {
      name: "a",
      networks: ["default"],
      ports: [
        { published: "80", target: "8080", isOpen: true },
        { published: "127.0.0.1:81", target: "81", isOpen: false },
        { published: "[::1]:82/udp", target: "82", isOpen: false },
        { published: "random", target: "83", isOpen: true },
      ],
      mounts: [
        { kind: "volume", source: "data", target: "/data", isReadOnly: false },
        { kind: "bind", source: "./conf", target: "/conf", isReadOnly: true },
        { kind: "volume", source: "(anonymous)", target: "/anonymous", isReadOnly: false },
      ],
    },
    { name: "b", networks: [], joins: "a", ports: [], mounts: [] },
  ]);
});
