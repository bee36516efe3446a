import { loadProject, type Project } from "../../../src/compose/load.js";
import type { Service } from "../../../src/compose/model/service.js";

/** A project of one file, with an `.env` beside it if one is given. Fails on what is no YAML, so that no test looks at half a project. */
export function projectOf(text: string, env?: string): Project {
  const files = new Map([["compose.yaml", text], ...(env === undefined ? [] : [[".env", env] as const])]);
  const project = loadProject({ read: (path) => files.get(path) }, "compose.yaml");
  const fault = project.problems.find(({ kind }) => kind === "syntax");
  if (fault) throw new Error(fault.message);
  return project;
}

/** The service `a` with these keys, in flow style; others may stand beside it. Variables that are not set stay unknown. */
export function serviceOf(keys: string, rest = ""): Service {
  return firstService(projectOf(`services: {a: {${keys}}${rest}}\n`));
}

export function firstService({ services }: Project): Service {
  const [first] = services;
  if (!first) throw new Error("There is no service.");
  return first;
}

/** A value as a table can hold it. */
export type Shown = string | number | boolean | undefined;

/** What is known of a value: itself, `unknown`, or nothing if it is absent. */
export function show(value: { readonly known: true; readonly value: string | number | boolean } | { readonly known: false } | undefined): Shown {
  return value === undefined ? undefined : value.known ? value.value : "unknown";
}
