import { fileName } from "../file-path.js";
import type { Project } from "../load.js";
import { remember } from "../remember.js";
import { STACK_FORBIDDEN, STACK_KEYS, STACK_SECTIONS } from "../values/stack-keys.js";
import { hasSwarmKeys, isForSwarm } from "./deploy.js";
import type { Service } from "./service.js";

/**
 * Whether files are deployed by `docker stack deploy`: somebody has said so, or they use what only a swarm reads, or are called a stack. Not if they cannot be, or
 * name containers: in a swarm those have names of its making.
 */
export const isStack = remember((project: Project): boolean => {
  const { services, files, request: { target } } = project;
  if (target !== undefined) return target === "swarm";
  if (isRefusedByStack(project) || services.some(({ tree }) => tree.entries.has("container_name"))) return false;
  if (services.some(hasSwarmKeys) || files.some(({ path }) => STACK_NAME.test(fileName(path)))) return true;
  // An overlay network alone also connects containers of `docker compose`, which are those that are built.
  return isForSwarm(project) && !services.some(({ isBuilt }) => isBuilt);
});

/** Whether only `docker compose` can be meant: somebody has said so, or `docker stack deploy` would refuse the files. */
export const isRefusedByStack = remember((project: Project): boolean => {
  const { target } = project.request;
  if (target !== undefined) return target === "compose";
  const hasForeignSection = [...(project.tree?.entries.keys() ?? [])].some((key) => !STACK_SECTIONS.has(key) && !key.startsWith("x-"));
  return hasForeignSection || project.services.some(isRefused);
});

/** `docker-stack.yml`, `swarm.prod.yaml`. */
const STACK_NAME = /(?:^|[-_.])(?:stack|swarm)[-_.]/i;

function isRefused(service: Service): boolean {
  const keys = [...service.tree.entries.keys()];
  if (keys.some((key) => STACK_FORBIDDEN.has(key) || (!STACK_KEYS.has(key) && !key.startsWith("x-")))) return true;
  // A stack builds nothing, and its `depends_on` is a list.
  return (service.isBuilt && !service.image) || service.get("depends_on")?.origin.node.kind === "mapping";
}
