import { printGo } from "../yaml/scalar-type.js";
import { assignments, deviceMapping, everyGpu, externalByName, sshKeys, withoutEmpty } from "./long-forms.js";
import { mappingOf, scalarOf } from "./made-nodes.js";
import { patternTable, type PatternTable } from "./path-pattern.js";
import { parseMount } from "./short-syntax/mount.js";
import { parsePort } from "./short-syntax/port.js";
import { makeMapping, makeSequence, stringOf, withEntries, withItems, withReading, type Mapping, type Origin, type Scalar, type Tree } from "./tree.js";

/**
 * Gives every value its one spelling: short syntaxes become long, lists of `KEY=value` become mappings. What cannot be read stays
 * as it is; the schema has reported it. Each part keeps the origin of the text it was read from.
 */
export function canonicalize(tree: Tree): Tree {
  return transform(tree, FORMS, { ports: MAX_PORTS });
}

/** Ports that the ranges of a project may expand to; beyond that, each range stays one entry. */
const MAX_PORTS = 20_000;

/** What is left to expand to. */
interface Budget {
  ports: number;
}

type Form = (node: Tree, budget: Budget) => Tree;

const keyed: Form = (node) => textValues(keyValueMapping(node));
const wrapSource: Form = (node) => wrapText(node, "source");

const FORMS = patternTable<Form>([
  ...["annotations", "environment", "labels", "sysctls", "build.args", "build.labels", "deploy.labels"].map((key) => [`services.*.${key}`, keyed] as const),
  ...["pre_start", "post_start", "pre_stop"].map((key) => [`services.*.${key}.*.environment`, keyed] as const),
  ...["dns_search", "label_file", "tmpfs", "develop.watch.*.include", "develop.watch.*.ignore"].map((key) => [`services.*.${key}`, toList] as const),
  ["services.*.build", (node) => wrapText(node, "context")],
  ["services.*.build.additional_contexts", assignments],
  ["services.*.build.secrets.*", wrapSource],
  ["services.*.build.ssh", sshKeys],
  ["services.*.configs.*", wrapSource],
  ["services.*.depends_on", (node) => namesToMapping(node, (origin) => mappingOf(origin, { condition: "service_started", required: true }))],
  ["services.*.devices.*", deviceMapping],
  ["services.*.dns", (node) => withoutEmpty(toList(node))],
  ["services.*.env_file", (node) => mapItems(toList(node), (item) => wrapText(item, "path"))],
  ["services.*.gpus", everyGpu],
  ["services.*.healthcheck.test", toTestCommand],
  ...["networks", "models"].map((key) => [`services.*.${key}`, (node: Tree) => namesToMapping(node, (origin) => scalarOf(origin, null))] as const),
  ["services.*.ports", (node, budget) => flatMapItems(node, (item) => toPorts(item, budget))],
  ["services.*.secrets.*", wrapSource],
  ["services.*.volumes", (node) => mapItems(node, toMount)],
  ["services.*.volumes.*.volume.labels", keyed],
  ...["networks", "volumes", "secrets", "configs"].flatMap((section) => [[`${section}.*`, externalByName] as const, [`${section}.*.labels`, keyed] as const]),
]);

function transform(node: Tree, forms: PatternTable<Form> | undefined, budget: Budget): Tree {
  if (!forms) return node;
  const formed = forms.value?.(node, budget) ?? node;
  if (formed.kind === "scalar") return formed;
  if (formed.kind === "sequence") {
    const items = formed.items.map((item, index) => transform(item, forms.below(index), budget));
    return items.every((item, index) => item === formed.items[index]) ? formed : withItems(formed, items);
  }
  let entries: Map<string, Tree> | undefined;
  for (const [key, value] of formed.entries) {
    const changed = transform(value, forms.below(key), budget);
    if (changed !== value) (entries ??= new Map(formed.entries)).set(key, changed);
  }
  return entries ? withEntries(formed, entries) : formed;
}

function mapItems(node: Tree, map: (item: Tree) => Tree): Tree {
  return flatMapItems(node, (item) => [map(item)]);
}

function flatMapItems(node: Tree, map: (item: Tree) => readonly Tree[]): Tree {
  return node.kind === "sequence" ? withItems(node, node.items.flatMap(map)) : node;
}

function toList(node: Tree): Tree {
  if (node.kind !== "scalar" || node.value === null) return node;
  // The list is not written anywhere; it inherits the place of its only item.
  return makeSequence([node], node.origin);
}

function wrapText(node: Tree, key: string): Tree {
  if (node.kind !== "scalar" || node.type !== "string") return node;
  return makeMapping(new Map([[key, node]]), node.origin);
}

/** `["KEY=value", "KEY"]` to `{KEY: value, KEY: null}`. */
function keyValueMapping(node: Tree): Tree {
  if (node.kind !== "sequence") return node;
  const entries = new Map<string, Tree>();
  for (const item of node.items) {
    if (item.kind !== "scalar" || typeof item.value !== "string") return node;
    const equals = item.value.indexOf("=");
    const key = equals === -1 ? item.value : item.value.slice(0, equals);
    entries.delete(key);
    entries.set(key, equals === -1 ? withReading(item, { type: "null", value: null }) : withReading(item, { value: item.value.slice(equals + 1) }));
  }
  return makeMapping(entries, node.origin, true);
}

/** Numbers and booleans in `environment` and its like reach the container as Go prints them. */
function textValues(node: Tree): Tree {
  if (node.kind !== "mapping") return node;
  let entries: Map<string, Tree> | undefined;
  for (const [key, value] of node.entries) {
    if (value.kind !== "scalar" || value.type === "string" || value.value === null) continue;
    (entries ??= new Map(node.entries)).set(key, withReading(value, { type: "string", value: printGo(value) }));
  }
  return entries ? withEntries(node, entries) : node;
}

function namesToMapping(node: Tree, valueFor: (origin: Origin) => Tree): Tree {
  if (node.kind !== "sequence") return node;
  const entries = new Map<string, Tree>();
  for (const item of node.items) {
    const name = stringOf(item);
    if (name === undefined) return node;
    entries.set(name, valueFor(item.origin));
  }
  return makeMapping(entries, node.origin);
}

function toTestCommand(node: Tree): Tree {
  if (node.kind !== "scalar" || node.type !== "string") return node;
  return makeSequence([scalarOf(node.origin, "CMD-SHELL"), node], node.origin);
}

function toPorts(item: Tree, budget: Budget): readonly Tree[] {
  if (item.kind !== "scalar" || !item.known || (typeof item.value !== "string" && typeof item.value !== "number")) return [item];
  const ports = parsePort(String(item.value), budget.ports);
  if (!ports) return [item];
  budget.ports -= ports.length;
  return ports.map((port) =>
    withVariables(item, mappingOf(item.origin, { mode: "ingress", host_ip: port.hostIp, target: port.target, published: port.published, protocol: port.protocol })),
  );
}

function toMount(item: Tree): Tree {
  const text = stringOf(item);
  const mount = text === undefined ? undefined : parseMount(text);
  if (!mount || item.kind !== "scalar") return item;
  const { type, source, target, readOnly, options } = mount;
  const entries = new Map(mappingOf(item.origin, { type, source, target, read_only: readOnly ? true : undefined }).entries);
  const propagation = options.filter((option) => /^r?(?:private|shared|slave)$/.test(option)).at(-1);
  const selinux = options.filter((option) => option.toLowerCase() === "z").at(-1);
  if (type === "bind") entries.set("bind", mappingOf(item.origin, { create_host_path: true, propagation, selinux }));
  else if (item.value !== null && String(item.value).length > 2) entries.set("volume", mappingOf(item.origin, { nocopy: options.includes("nocopy") ? true : undefined }));
  // Options of a bind mount stay with a volume that has them.
  if (type === "volume" && (propagation !== undefined || selinux !== undefined)) entries.set("bind", mappingOf(item.origin, { propagation, selinux }));
  return withVariables(item, makeMapping(entries, item.origin));
}

/** What was read out of a text with variables depends on them as a whole. */
function withVariables(source: Scalar, mapping: Mapping): Mapping {
  if (source.variables.length === 0) return mapping;
  const entries = new Map([...mapping.entries].map(([key, value]) => [key, value.kind === "scalar" ? withReading(value, { variables: source.variables }) : value] as const));
  return withEntries(mapping, entries);
}
