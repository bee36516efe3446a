import { printGo } from "../yaml/scalar-type.js";
import type { Path } from "./path.js";
import { patternTable, type PatternTable } from "./path-pattern.js";
import { atKey, atValue } from "./place.js";
import type { Problem } from "./problem.js";
import type { Mapping, Scalar, Tree } from "./tree.js";

/** Says why Compose refuses a value of a canonical tree; nothing if it does not. */
type Check = (node: Tree) => readonly Fault[];

interface Fault {
  readonly at: Tree;
  readonly message: string;
}

/** A text that is left under `volumes` could not be read as a mount. */
const volume: Check = (node) =>
  isText(node)
    ? [{ at: node, message: `Compose cannot read the volume "${printGo(node)}": it has an empty part, or one too many. Write source:target, with :ro behind it for read-only.` }]
    : withoutTarget(node, "Compose refuses a volume without `target`. Add the path that it has in the container.");

const device: Check = (node) =>
  isText(node)
    ? [{ at: node, message: `Compose cannot read the device "${printGo(node)}": it has more than source:target:permissions. Use the long form.` }]
    : withoutTarget(node, "Compose refuses a device without `target`. Add the path that it has in the container.");

const port: Check = (node) => withoutTarget(node, "Compose refuses a port without `target`. Add the port that the program in the container listens on.");

/** Items of the long form are told apart by their target, so that Compose wants one although the schema does not. Source: compose-go `override/uncity.go`. */
function withoutTarget(node: Tree, message: string): readonly Fault[] {
  return node.kind === "mapping" && !node.entries.has("target") ? [{ at: node, message }] : [];
}

const sshKeys: Check = (node) =>
  node.kind === "sequence"
    ? node.items.filter((item) => isText(item) && !printGo(item).includes("=") && printGo(item) !== "default").map((item) => ({ at: item, message: `Compose does not know where the SSH key \`${printed(item)}\` is. Write \`${printed(item)}=path\`; only \`default\` needs none.` }))
    : [];

const additionalContexts: Check = (node) =>
  node.kind === "sequence" ? node.items.filter((item) => isText(item) && !printGo(item).includes("=")).map((item) => ({ at: item, message: `Compose wants name=context here, and "${printed(item)}" is no such pair.` })) : [];

const deviceCount: Check = (node) =>
  isText(node) && !/^(?:all|[-+]?\d+)$/i.test(printGo(node)) ? [{ at: node, message: `Compose takes a number of devices or \`all\` for \`count\`, and "${printGo(node)}" is neither.` }] : [];

const environmentNames: Check = (node) =>
  node.kind === "mapping" && node.listed === true
    ? [...node.entries].filter(([name]) => /\s$/.test(name)).map(([name, at]) => ({ at, message: `The name of the variable \`${name.trimEnd()}\` ends with a blank, and Compose refuses that. Remove the blank before the \`=\`.` }))
    : [];

/** Compose takes such a key for an extension, wherever it stands. What is left is a name that nobody defined. */
const extensionName: Check = (node) =>
  node.kind === "mapping" ? [...node.entries].filter(([name]) => name.startsWith("x-")).map(([name, at]) => ({ at, message: `Compose takes \`${name}\` for an extension here, because it begins with \`x-\`, and refuses the project. Choose another name.` })) : [];

const CHECKS = patternTable<Check>([
  ["services.*.volumes.*", volume],
  ["services.*.devices.*", device],
  ["services.*.ports.*", port],
  ["services.*.build.ssh", sshKeys],
  ["services.*.build.additional_contexts", additionalContexts],
  ["services.*.gpus.*.count", deviceCount],
  ["services.*.deploy.resources.reservations.devices.*.count", deviceCount],
  ["services.*.environment", environmentNames],
  ["services.*.networks", extensionName],
  ["services.*.models", extensionName],
]);

/** What the schema lets pass although Compose cannot make its canonical form of it. */
export function unreadProblems(tree: Mapping): readonly Problem[] {
  const problems: Problem[] = [];
  const visit = (node: Tree, path: Path, checks: PatternTable<Check> | undefined): void => {
    if (!checks) return;
    for (const { at, message } of checks.value?.(node) ?? []) problems.push({ kind: "schema", ...(at.origin.keyRange ? atKey(at.origin) : atValue(at.origin)), path, message });
    if (node.kind === "sequence") node.items.forEach((item, index) => { visit(item, [...path, index], checks.below(index)); });
    else if (node.kind === "mapping") for (const [key, value] of node.entries) visit(value, [...path, key], checks.below(key));
  };
  const services = tree.entries.get("services");
  if (services) visit(services, ["services"], CHECKS.below("services"));
  return problems;
}

/** An old `external: {name: x}` beside another `name`, before the two become one. Source: compose-go `transform/external.go`. */
export function externalNameProblems(tree: Tree): readonly Problem[] {
  const sections = tree.kind === "mapping" ? ["volumes", "networks", "secrets", "configs"].map((section) => [section, tree.entries.get(section)] as const) : [];
  return sections.flatMap(([section, resources]) => (resources?.kind === "mapping" ? [...resources.entries].flatMap(([name, resource]) => conflictingName(resource, [section, name])) : []));
}

function conflictingName(resource: Tree, path: Path): readonly Problem[] {
  const external = resource.kind === "mapping" ? resource.entries.get("external") : undefined;
  const names = [resource, external].map((node) => (node?.kind === "mapping" ? node.entries.get("name") : undefined));
  const [name, externalName] = names;
  if (!isText(name) || !isText(externalName) || name.value === externalName.value) return [];
  return [{ kind: "schema", ...atValue(name.origin), path: [...path, "name"], message: `\`name\` is "${printGo(name)}" and \`external.name\` is "${printGo(externalName)}"; Compose refuses two names. Write \`external: true\` and keep \`name\`.` }];
}

function isText(node: Tree | undefined): node is Scalar {
  return node?.kind === "scalar" && node.type === "string" && node.known;
}

function printed(node: Tree): string {
  return node.kind === "scalar" ? printGo(node) : "";
}
