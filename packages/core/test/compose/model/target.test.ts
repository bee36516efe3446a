import { describe, expect, it } from "vitest";
import { loadProject, type Target } from "../../../src/compose/load.js";
import { isForSwarm } from "../../../src/compose/model/deploy.js";
import { isRefusedByStack, isStack } from "../../../src/compose/model/stack.js";

const PLAIN = "services: {web: {image: nginx}}\n";
const SWARM = "services: {web: {image: nginx, deploy: {placement: {constraints: [node.role == worker]}}}}\n";
const COMPOSE = "services: {web: {build: .}}\n";

describe("what runs a project", () => {
  it.each<readonly [text: string, target: Target | undefined, isStack: boolean, isForSwarm: boolean, isRefusedByStack: boolean]>([
    [PLAIN, undefined, false, false, false],
    [PLAIN, "swarm", true, true, false],
    [PLAIN, "compose", false, false, true],
    [SWARM, undefined, true, true, false],
    [SWARM, "compose", false, false, true],
    [COMPOSE, undefined, false, false, true],
    [COMPOSE, "swarm", true, true, false],
  ])("%j, said to be for %s", (text, target, ...expected) => {
    const project = loadProject({ read: () => text }, { files: ["compose.yaml"], ...(target === undefined ? {} : { target }) });
    expect([isStack(project), isForSwarm(project), isRefusedByStack(project)]).toEqual(expected);
  });
});
