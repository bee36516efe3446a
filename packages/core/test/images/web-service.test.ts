import { expect, it } from "vitest";
import { isWebService } from "../../src/images/web-service.js";
import { firstService, projectOf } from "../compose/model/service-of.js";

it.each([
  ["image: nginx, ports: ['8443:4433']", true],
  ["image: acme/web, ports: ['80:3000']", true],
  ["image: acme/web, ports: ['80:3000', '7077:7077']", false],
  ["image: acme/web, ports: ['127.0.0.1:80:80']", false],
  ["image: acme/web, labels: {caddy: example.com}", true],
  ["image: acme/web, environment: {VIRTUAL_HOST: example.com}", true],
  ["image: acme/web", false],
  ["image: acme/web, network_mode: host", false],
  ["image: postgres, ports: ['80:80']", false],
  ["image: adminer, ports: ['8080:8080']", false],
])("knows whether %s is one", (keys, expected) => {
  const project = projectOf(`services: {a: {${keys}}}\n`);
  expect(isWebService(project, firstService(project))).toBe(expected);
});
