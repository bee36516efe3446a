import type { Lookup } from "./interpolation.js";
import { scalarOf } from "./made-nodes.js";
import { withEntries, withReading, type Mapping, type Tree } from "./tree.js";

/** A build without a context is built from the folder that relative paths are relative to. Source: compose-go `transform/defaults.go`. */
export function withBuildContext(tree: Mapping): Mapping {
  return mapServices(tree, (service) => {
    const build = service.entries.get("build");
    if (build?.kind !== "mapping" || build.entries.has("context")) return service;
    return withEntry(service, "build", withEntry(build, "context", scalarOf(build.origin, ".")));
  });
}

/**
 * Gives the entries of `environment` that have no value the one from the environment of their file, where that has one. Compose does
 * so here only for the list form; for the mapping form it is the environment of the whole project that counts. Source: compose-go
 * `loader/environment.go`.
 */
export function fillFromEnvironment(tree: Mapping, lookup: Lookup): Mapping {
  return mapServices(tree, (service) => {
    const environment = service.entries.get("environment");
    if (environment?.kind !== "mapping" || environment.listed !== true) return service;
    const entries = new Map<string, Tree>();
    for (const [name, value] of environment.entries) entries.set(name, fill(name, value, lookup));
    return withEntry(service, "environment", withEntries(environment, entries));
  });
}

function fill(name: string, value: Tree, lookup: Lookup): Tree {
  const found = value.kind === "scalar" && value.value === null ? lookup(name) : undefined;
  if (value.kind !== "scalar" || found === undefined) return value;
  return withReading(value, { type: "string", value: found, variables: [{ name, from: "environment" }] });
}

function mapServices(tree: Mapping, map: (service: Mapping) => Mapping): Mapping {
  const services = tree.entries.get("services");
  if (services?.kind !== "mapping") return tree;
  const entries = new Map([...services.entries].map(([name, service]) => [name, service.kind === "mapping" ? map(service) : service] as const));
  return withEntry(tree, "services", withEntries(services, entries));
}

function withEntry(mapping: Mapping, key: string, value: Tree): Mapping {
  return withEntries(mapping, new Map(mapping.entries).set(key, value));
}
