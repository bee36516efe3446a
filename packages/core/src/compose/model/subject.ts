import type { Project } from "../load.js";
import type { Path } from "../path.js";
import type { Service } from "./service.js";
import { servicesByName } from "./services.js";
import { pathName } from "./written.js";

/** What stands at a place, for a sentence: `DATABASE_URL` of `app`, `the label …` of `web`, `command[2]` of the config `nginx`. */
export interface Subject {
  readonly part: string;
  readonly owner: string;
  readonly service?: Service;
}

export function subjectOf(project: Project, path: Path): Subject {
  const [section, name] = path.map(String);
  const service = section === "services" ? servicesByName(project).get(name ?? "") : undefined;
  return { part: partName(path.slice(2)), owner: service?.name ?? `the ${String(section).replace(/s$/, "")} ${String(name)}`, ...(service ? { service } : {}) };
}

function partName(path: Path): string {
  const key = String(path.at(-1));
  if (path.at(-2) === "environment") return key;
  if (path.at(-2) === "labels") return `The label ${key}`;
  return path[0] === "build" && path[1] === "args" ? `The build argument ${key}` : `\`${pathName(path)}\``;
}
