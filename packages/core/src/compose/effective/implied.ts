import { cleanPath } from "../file-path.js";
import type { Lookup } from "../interpolation.js";
import { isPlainMapping, plainMapping, type Plain, type PlainMapping } from "../plain.js";
import type { Mapping, Tree } from "../tree.js";

/** What a service has although nobody wrote it. Source: compose-go `loader/normalize.go`. */
export function withImplied(printed: PlainMapping, service: Mapping, environment: Lookup): PlainMapping {
  const dependsOn = { ...impliedDependencies(printed), ...(isPlainMapping(printed["depends_on"]) ? printed["depends_on"] : {}) };
  return plainMapping([
    ...Object.entries(printed),
    ...(isOnDefaultNetwork(service) ? ([["networks", plainMapping([["default", null]])]] as const) : []),
    ...(printed["pull_policy"] === "if_not_present" ? ([["pull_policy", "missing"]] as const) : []),
    ...(isPlainMapping(printed["build"]) ? ([["build", completeBuild(printed["build"], service.entries.get("build"), environment)]] as const) : []),
    ...(Object.keys(dependsOn).length > 0 ? ([["depends_on", dependsOn]] as const) : []),
    ...(Array.isArray(printed["volumes"]) ? ([["volumes", printed["volumes"].map(cleanTarget)]] as const) : []),
    ...(Array.isArray(printed["pre_start"]) ? ([["pre_start", printed["pre_start"].map((hook: Plain) => inheritImage(hook, printed["image"]))]] as const) : []),
  ]);
}

/** Whether a service is on the network that Compose makes for all that name none. */
export function isOnDefaultNetwork(service: Mapping): boolean {
  if (service.entries.has("provider") || service.entries.has("network_mode")) return false;
  const networks = service.entries.get("networks");
  return networks?.kind !== "mapping" || networks.entries.size === 0;
}

/** A `dockerfile` that is written counts, even if nothing is left of it. */
function completeBuild(build: PlainMapping, written: Tree | undefined, environment: Lookup): PlainMapping {
  const isNamed = written?.kind === "mapping" && (written.entries.has("dockerfile") || written.entries.has("dockerfile_inline"));
  const args = isPlainMapping(build["args"]) ? Object.entries(build["args"]).map(([name, value]) => [name, value ?? environment(name)] as const) : [];
  const known = args.filter((arg): arg is readonly [string, NonNullable<Plain>] => arg[1] !== undefined);
  return plainMapping([
    ...Object.entries(build).filter(([key]) => key !== "args"),
    ...(isNamed ? [] : ([["dockerfile", "Dockerfile"]] as const)),
    ...(known.length > 0 ? ([["args", plainMapping(known)]] as const) : []),
  ]);
}

/** Whoever links to another service, shares a namespace of it or its volumes has to wait for it. */
function impliedDependencies(service: PlainMapping): PlainMapping {
  const dependencies = new Map<string, Plain>();
  const add = (name: string, restart: boolean): void => {
    if (!dependencies.has(name)) dependencies.set(name, { condition: "service_started", ...(restart ? { restart } : {}), required: true });
  };
  for (const link of texts(service["links"])) add(link.split(":").length === 2 ? (link.split(":")[0] ?? "") : link, true);
  for (const key of ["network_mode", "ipc", "pid", "uts", "cgroup"]) {
    const shared = service[key];
    if (typeof shared === "string" && shared.startsWith("service:")) add(shared.slice("service:".length), true);
  }
  for (const source of texts(service["volumes_from"])) if (!source.startsWith("container:")) add(source.split(":")[0] ?? "", false);
  return plainMapping(dependencies);
}

function texts(value: Plain | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}

function cleanTarget(volume: Plain): Plain {
  return isPlainMapping(volume) && typeof volume["target"] === "string" ? { ...volume, target: cleanPath(volume["target"]) } : volume;
}

/** A hook before the start runs in a container of its own: of the service's image, if it names none. */
function inheritImage(hook: Plain, image: Plain | undefined): Plain {
  return isPlainMapping(hook) && image !== undefined && !("image" in hook) ? { ...hook, image } : hook;
}
