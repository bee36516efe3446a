import { environmentOf } from "../compose/model/assignment.js";
import type { Project } from "../compose/load.js";
import { remember } from "../compose/remember.js";
import type { Service } from "../compose/model/service.js";
import { knownValue } from "../compose/model/value.js";
import { parseImageReference } from "./reference.js";

/** Names that somebody who knows a service knows as well: of itself, its project and its image, of its users and databases. */
export function familiarNames(project: Project, service: Service): readonly string[] {
  return project.name === undefined ? namesIn(service) : [project.name, ...namesIn(service)];
}

const namesIn = remember((service: Service): readonly string[] => {
  const image = knownValue(service.image);
  const named = environmentOf(service).flatMap(({ name, value }) => (NAMING.test(name) ? [knownValue(value)] : []));
  const names = [service.name, image === undefined ? undefined : parseImageReference(image).repository, ...named.filter((name) => name !== undefined && /^[\w.@-]{1,64}$/.test(name))];
  return names.filter((name) => name !== undefined);
});

const NAMING = /(?:user|username|login|db|database|name|realm|org|bucket)$/i;
