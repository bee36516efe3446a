import { mappingOf, scalarOf } from "./made-nodes.js";
import { makeMapping, makeSequence, withEntries, withItems, withReading, type Scalar, type Tree } from "./tree.js";

/** `["name=value"]` to `{name: value}`, where every item must have a value. Source: compose-go `transform/mapping.go`. */
export function assignments(node: Tree): Tree {
  if (node.kind !== "sequence") return node;
  const entries = new Map<string, Tree>();
  for (const item of node.items) {
    if (item.kind !== "scalar" || item.type !== "string") return node;
    const [, name, value] = /^([^=]*)=([^]*)$/.exec(String(item.value)) ?? [];
    if (name === undefined || value === undefined) return node;
    entries.set(name, withReading(item, { value }));
  }
  return makeMapping(entries, node.origin);
}

/** `["default", "name=path"]` to `{default: null, name: path}`; only the default agent needs no path. Source: compose-go `transform/ssh.go`. */
export function sshKeys(node: Tree): Tree {
  if (node.kind !== "sequence") return node;
  const entries = new Map<string, Tree>();
  for (const item of node.items) {
    if (item.kind !== "scalar" || item.type !== "string") return node;
    const text = String(item.value);
    const equals = text.indexOf("=");
    if (equals === -1 && text !== "default") return node;
    entries.set(equals === -1 ? text : text.slice(0, equals), equals === -1 ? scalarOf(item.origin, null) : withReading(item, { value: text.slice(equals + 1) }));
  }
  return makeMapping(entries, node.origin);
}

/** `source[:target[:permissions]]`. Source: compose-go `transform/device.go`. */
export function deviceMapping(node: Tree): Tree {
  if (node.kind !== "scalar" || node.type !== "string" || !node.known) return node;
  const [source = "", target, permissions = "rwm", ...rest] = String(node.value).split(":");
  if (rest.length > 0) return node;
  return mappingOf(node.origin, { source, target: target === undefined || target === "" ? source : target, permissions });
}

/** `gpus: all`. Source: compose-go `transform/gpus.go`. */
export function everyGpu(node: Tree): Tree {
  if (node.kind !== "scalar" || node.type !== "string") return node;
  return makeSequence([mappingOf(node.origin, { count: "all" })], node.origin);
}

/** The old form `external: {name: x}` means `external: true` and `name: x`. Source: compose-go `transform/external.go`. */
export function externalByName(node: Tree): Tree {
  const external = node.kind === "mapping" ? node.entries.get("external") : undefined;
  if (node.kind !== "mapping" || external?.kind !== "mapping") return node;
  const name = external.entries.get("name");
  const entries = new Map(node.entries).set("external", scalarOf(external.origin, true));
  if (name && !entries.has("name")) entries.set("name", name);
  return withEntries(node, entries);
}

/** Compose drops empty texts, as they come from variables that are not set. Source: compose-go `loader/omitEmpty.go`. */
export function withoutEmpty(node: Tree): Tree {
  if (node.kind !== "sequence") return node;
  return withItems(node, node.items.filter((item) => item.kind !== "scalar" || !isEmpty(item)));
}

function isEmpty({ value, known }: Scalar): boolean {
  return known && (value === null || value === "");
}
