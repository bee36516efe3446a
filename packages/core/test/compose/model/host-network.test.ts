import { expect, it } from "vitest";
import { hostNetworkOf } from "../../../src/compose/model/host-network.js";
import { firstService, projectOf } from "./service-of.js";

it.each([
  ["network_mode: host", "", "network_mode"],
  ["network_mode: $MODE", "", undefined],
  ["networks: [n]", "n: {external: true, name: host}", "n"],
  ["networks: [host]", "host: {external: true}", "host"],
  ["networks: [host]", "host: {}", undefined],
  ["networks: [n]", "n: {external: true, name: $NAME}", undefined],
  ["networks: [n]", "n: {external: $EXTERNAL, name: host}", undefined],
  ["networks: [$NET]", "host: {external: true}", undefined],
  ["image: x", "default: {external: true, name: host}", "default"],
])("knows what puts a service with %s and %s on the host's network", (keys, networks, expected) => {
  const project = projectOf(`services: {a: {image: x, ${keys.replace("image: x", "init: true")}}}\nnetworks: {${networks}}\n`);
  const host = hostNetworkOf(project, firstService(project));
  expect(host && (host.network ?? "network_mode")).toBe(expected);
});
