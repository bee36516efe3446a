import type { Project } from "../load.js";
import { remember } from "../remember.js";
import type { Definition } from "./definition.js";
import { networksOf, type NetworkUse } from "./network-use.js";
import { referencesOf } from "./reference.js";
import type { Service } from "./service.js";

/** One member of a network. */
export interface NetworkMember {
  readonly service: Service;
  readonly use: NetworkUse;
}

/** The networks of the project, `default` among them, each with the services that are in it. A service whose networks are not known is in none. */
export const networkMembers = remember((project: Project): ReadonlyMap<string, readonly NetworkMember[]> =>
  grouped(project.services.flatMap((service) => (networksOf(service) ?? []).map((use) => [use.network, { service, use }] as const))),
);

/** The services that use what is defined at top level; builds use secrets too. */
export function usersOf(project: Project, { kind, key }: Pick<Definition, "kind" | "key">): readonly Service[] {
  const members = kind === "network" ? (networkMembers(project).get(key) ?? []).map(({ service }) => service) : [];
  return [...new Set([...members, ...(namedBy(project).get(`${kind} ${key}`) ?? [])])];
}

const namedBy = remember((project: Project): ReadonlyMap<string, readonly Service[]> =>
  grouped(project.services.flatMap((service) => referencesOf(service).flatMap(({ kind, name }) => (name === undefined ? [] : [[`${kind} ${name}`, service] as const])))),
);

function grouped<T>(pairs: readonly (readonly [string, T])[]): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const [key, value] of pairs) {
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}
