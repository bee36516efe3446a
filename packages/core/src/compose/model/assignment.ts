import type { Path } from "../path.js";
import { remember } from "../remember.js";
import { entriesOf, itemsOf, type Origin, type Tree } from "../tree.js";
import type { Service } from "./service.js";
import { asText, readScalar, readTexts, type Value } from "./value.js";

/** One name with its value, of a list of `name=value` or of a mapping. */
export interface Assignment {
  readonly name: string;
  /** Absent if there is none: a variable of `environment` is then taken from the shell that starts Compose, a label is empty. */
  readonly value?: Value<string>;
  readonly origin: Origin;
  readonly path: Path;
}

/** What `environment` says. What comes from `env_file` is not among it. */
export const environmentOf = remember((service: Service): readonly Assignment[] => assignmentsAt(service, "environment"));

/** The labels of the containers. */
export const labelsOf = remember((service: Service): readonly Assignment[] => assignmentsAt(service, "labels"));

/** The labels of the swarm service, which `docker compose` ignores. */
export function deployLabelsOf(service: Service): readonly Assignment[] {
  return assignmentsAt(service, "deploy", "labels");
}

/** The files of `env_file`, as paths from where the linter runs. Whatever variable is missing here may be in one of them. */
export function envFilesOf(service: Service): readonly Value<string>[] {
  return itemsOf(service.get("env_file")).flatMap((item, index) => readTexts(item, [...service.path, "env_file", index], ["path"]));
}

/** What a name is set to; the last one counts. */
export function assignmentOf(name: string, assignments: readonly Assignment[]): Assignment | undefined {
  return assignments.findLast((assignment) => assignment.name === name);
}

/** Reads the canonical mapping of texts at keys below a service. */
export function assignmentsAt(service: Service, ...keys: readonly string[]): readonly Assignment[] {
  const node = service.get(...keys);
  return node ? readAssignments(node, [...service.path, ...keys]) : NO_ASSIGNMENTS;
}

const NO_ASSIGNMENTS: readonly Assignment[] = [];

/** Reads a canonical mapping of texts. */
export function readAssignments(node: Tree | undefined, path: Path): readonly Assignment[] {
  const assignments: Assignment[] = [];
  for (const [name, held] of entriesOf(node)) {
    const at = [...path, name];
    const value = held.kind === "scalar" ? readScalar(held, at, asText) : undefined;
    assignments.push(value ? { name, value, origin: held.origin, path: at } : { name, origin: held.origin, path: at });
  }
  return assignments;
}
