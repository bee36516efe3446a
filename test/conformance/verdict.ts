import type { Project } from "../../packages/core/src/compose/load.js";
import { isActive, usualProfiles } from "../../packages/core/src/compose/model/active.js";
import { dependenciesOf } from "../../packages/core/src/compose/model/dependency.js";
import { lacksImage } from "../../packages/core/src/compose/model/fragment.js";
import { referencesOf, SECTIONS, type Reference } from "../../packages/core/src/compose/model/reference.js";
import type { Service } from "../../packages/core/src/compose/model/service.js";
import type { ProjectFiles } from "../../packages/core/src/compose/project-files.js";
import { nodeAt, type Tree } from "../../packages/core/src/compose/tree.js";
import { unusableFiles } from "../../packages/core/src/compose/unusable-files.js";
import { rules } from "../../packages/core/src/rules/registry.generated.js";

/**
 * The messages of the validity rules that say "Compose does not load this". Their other messages are about what fails or is lost
 * later, which Compose does not look at.
 */
const REFUSALS: ReadonlyMap<string, "all" | readonly string[]> = new Map<string, "all" | readonly string[]>([
  ["command-operators", ["parenthesis", "unclosed"]],
  ["conflicting-limits", "all"],
  ["container-name-replicas", "all"],
  ["dependency-cycle", "all"],
  ["interpolation-syntax", ["fault"]],
  ["invalid-combination", "all"],
  ["mount-conflict", "all"],
  ["network-mode-conflict", ["networks"]],
  ["schema", "all"],
  ["undefined-reference", ["notBuilt"]],
  ["value-format", ["refused", "port"]],
  ["yaml-syntax", "all"],
]);

/**
 * Everything for which we expect Compose to refuse a project: the loader's problems and what the validity rules say.
 *
 * Rules look at every combination of profiles, and keep quiet where a file seems to be half of a project. Compose takes the files and
 * the profiles that it is given for all there is, and so does this.
 */
export function refusals(project: Project, files: ProjectFiles, given: readonly string[] = []): readonly string[] {
  const profiles = given.length > 0 ? given : usualProfiles(project.environment);
  const services = project.services.filter(({ tree }) => isActive(tree, profiles));
  const active = new Set(services.map(({ name }) => name));
  return [
    ...project.problems.map(({ kind, message }) => `${kind}: ${message}`),
    ...findings({ ...project, services }),
    ...repeated(services.flatMap(({ tree }) => textsIn(tree.entries.get("container_name")))).map((name) => `duplicate-container-name: ${name}`),
    ...services.filter(lacksImage).map(({ name }) => `missing-image: ${name}`),
    ...services.flatMap((service) => unresolved(project, service).map((reference) => `undefined-reference: ${reference.name ?? ""}`)),
    ...services.flatMap((service) => needed(service).filter((name) => isService(project, name) && !active.has(name)).map((name) => `inactive-dependency: ${name}`)),
    ...services.flatMap(({ tree }) => unusableFiles(tree, files, project.environment).map(({ key, path, fault = "there is no such file" }) => `${key} ${path}: ${fault}`)),
  ];
}

function findings(project: Project): readonly string[] {
  return rules.flatMap((rule) => {
    const counted = REFUSALS.get(rule.name);
    if (rule.category !== "validity" || counted === undefined) return [];
    const counts = rule.check(project).filter(({ messageId }) => counted === "all" || counted.includes(messageId));
    return counts.map(({ messageId, message }) => `${rule.name}/${messageId}: ${message}`);
  });
}

function textsIn(node: Tree | undefined): readonly string[] {
  return node?.kind === "scalar" && typeof node.value === "string" && node.value !== "" ? [node.value] : [];
}

function repeated(names: readonly string[]): readonly string[] {
  return names.filter((name, index) => names.indexOf(name) < index);
}

/** Names that lead nowhere. The network `default` is there by itself. */
function unresolved(project: Project, service: Service): readonly Reference[] {
  return referencesOf(service).filter(({ kind, name, isChecked }) => isChecked && name !== undefined && !(kind === "network" && name === "default") && !nodeAt(project.tree, [SECTIONS[kind], name]));
}

/** The services that have to be there for this one. */
function needed(service: Service): readonly string[] {
  const required = dependenciesOf(service).flatMap(({ on, isRequired }) => (isRequired ? [on] : []));
  const built = referencesOf(service).flatMap(({ kind, key, name }) => (kind === "service" && key.startsWith("build.") && name !== undefined ? [name] : []));
  return [...required, ...built];
}

function isService(project: Project, name: string): boolean {
  return nodeAt(project.tree, ["services", name]) !== undefined;
}
