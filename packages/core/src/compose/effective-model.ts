import { containerEnvironment, containerLabels } from "./effective/environment.js";
import { isOnDefaultNetwork, withImplied } from "./effective/implied.js";
import { printAny } from "./effective/print.js";
import { RESOURCES } from "./effective/resource-fields.js";
import { service as printService } from "./effective/service-fields.js";
import type { Project } from "./load.js";
import { isActive, usualProfiles } from "./model/active.js";
import { isPlainMapping, plainMapping, type Plain, type PlainMapping } from "./plain.js";
import type { ProjectFiles } from "./project-files.js";
import { nodeAt, type Mapping, type Tree } from "./tree.js";

/**
 * The project as `docker compose config` prints it: with what Compose adds by itself, values in the form of their type, and only the
 * services of the given profiles, or of those that the environment names. `files` is asked for the contents of `env_file` and `label_file`. What Compose refuses to load has
 * no such form; of that, something close comes out.
 */
export function effectiveModel(project: Project, files: ProjectFiles, profiles: readonly string[] = []): PlainMapping {
  const { tree, environment, name = "" } = project;
  const active = profiles.length > 0 ? profiles : usualProfiles(environment);
  const sections = tree?.entries ?? new Map<string, Tree>();
  const services = mappingsOf(sections.get("services"));
  const pairs: (readonly [string, Plain])[] = [
    ["name", name],
    ["services", plainMapping(services.filter(([, service]) => isActive(service, active)).map(([key, service]) => [key, printWhole(service, files, environment)] as const))],
  ];
  const usesDefault = services.some(([, service]) => isOnDefaultNetwork(service) || namesDefaultNetwork(service));
  for (const [section, print] of RESOURCES) {
    const node = sections.get(section);
    const printed = node ? print(node) : undefined;
    const resources = plainMapping([...(isPlainMapping(printed) ? Object.entries(printed) : []), ...(section === "networks" && usesDefault && !has(node, "default") ? ([["default", null]] as const) : [])]);
    if (Object.keys(resources).length > 0) pairs.push([section, section === "models" ? resources : withNames(resources, node, name)]);
  }
  for (const [key, value] of sections) if (key.startsWith("x-")) pairs.push([key, printAny(value)]);
  return plainMapping(pairs.filter(([key, value]) => key !== "name" || value !== ""));
}

function printWhole(service: Mapping, files: ProjectFiles, environment: Project["environment"]): Plain {
  const printed = printService(service);
  if (!isPlainMapping(printed)) return {};
  const whole = withImplied(printed, service, environment);
  const variables = containerEnvironment(service, mappingAt(whole, "environment"), files, environment);
  const labels = containerLabels(service, mappingAt(whole, "labels"), files);
  return plainMapping([...Object.entries(whole), ...notEmpty("environment", variables), ...notEmpty("labels", labels)]);
}

function namesDefaultNetwork(service: Mapping): boolean {
  return !service.entries.has("provider") && !service.entries.has("network_mode") && has(service.entries.get("networks"), "default");
}

/** What exists already goes by its own name, all else by that of the project and its own. */
function withNames(resources: PlainMapping, written: Tree | undefined, project: string): PlainMapping {
  return plainMapping(
    Object.entries(resources).map(([key, resource]) => {
      const held = isPlainMapping(resource) ? resource : {};
      return [key, has(nodeAt(written, [key]), "name") ? held : { ...held, name: held["external"] === true ? key : `${project}_${key}` }] as const;
    }),
  );
}

function mappingsOf(node: Tree | undefined): readonly (readonly [string, Mapping])[] {
  return node?.kind === "mapping" ? [...node.entries].flatMap(([key, value]) => (value.kind === "mapping" ? [[key, value] as const] : [])) : [];
}

function mappingAt(parent: PlainMapping, key: string): PlainMapping {
  const value = parent[key];
  return isPlainMapping(value) ? value : {};
}

function notEmpty(key: string, value: PlainMapping): readonly (readonly [string, Plain])[] {
  return Object.keys(value).length > 0 ? [[key, value]] : [];
}

function has(node: Tree | undefined, key: string): boolean {
  return node?.kind === "mapping" && node.entries.has(key);
}
