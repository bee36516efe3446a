import { expect, it } from "vitest";
import { loadProject } from "../../../src/compose/load.js";
import { isRefusedByStack, isStack } from "../../../src/compose/model/stack.js";
import { projectOf } from "./service-of.js";

it.each([
  ["services: {a: {image: x}}", false],
  ["name: shop\nservices: {a: {image: x}}", true],
  ["x-own: {}\nversion: '3.8'\nservices: {a: {image: x}}", false],
  ["services: {a: {image: x, mem_limit: 1g}}", true],
  ["services: {a: {image: x, profiles: [p]}}", true],
  ["services: {a: {image: x, x-own: 1}}", false],
  ["services: {a: {build: .}}", true],
  ["services: {a: {build: ., image: x}}", false],
  ["services: {a: {image: x, depends_on: [b]}, b: {image: x}}", false],
  ["services: {a: {image: x, depends_on: {b: {condition: service_started}}}, b: {image: x}}", true],
])("knows that a stack takes or refuses %s", (text, expected) => {
  expect(isRefusedByStack(projectOf(`${text}\n`))).toBe(expected);
});

it.each([
  ["services: {a: {image: x}}", false],
  ["services: {a: {image: x, deploy: {replicas: 2}}}", false],
  ["services: {a: {image: x, deploy: {endpoint_mode: vip}}}", true],
  ["services: {a: {image: x, build: ., deploy: {mode: global}}}", true],
  ["name: shop\nservices: {a: {image: x, deploy: {mode: global}}}", false],
  ["services: {a: {image: x, container_name: a, deploy: {mode: global}}}", false],
  ["services: {a: {image: x}}\nnetworks: {default: {driver: overlay}}", true],
  ["services: {a: {image: x, build: .}}\nnetworks: {default: {driver: overlay}}", false],
])("knows whether %s is a stack", (text, expected) => {
  expect(isStack(projectOf(`${text}\n`))).toBe(expected);
});

it.each([
  ["docker-stack.yml", true],
  ["swarm.prod.yaml", true],
  ["stack-db.yml", true],
  ["stacks/compose.yaml", false],
  ["haystack.yml", false],
])("goes by the name %s", (path, expected) => {
  const project = loadProject({ read: (asked) => (asked === path ? "services: {a: {image: x}}\n" : undefined) }, path);
  expect(isStack(project)).toBe(expected);
});
