import { atKey, atValue, type Place } from "../place.js";
import { remember } from "../remember.js";
import { nodeAt, type Tree, type Variable } from "../tree.js";
import type { Service } from "./service.js";

/** What a service can name that has to be defined elsewhere in the project. */
export type ReferenceKind = "service" | "network" | "volume" | "secret" | "config" | "model";

/** One name that a service uses for something else of its project. */
export interface Reference {
  readonly kind: ReferenceKind;
  /** The key that holds it, as seen from the service: `depends_on`, `build.secrets`. */
  readonly key: string;
  /** Absent if it depends on a variable that nobody set. */
  readonly name?: string;
  readonly variables: readonly Variable[];
  /** Whether Compose looks it up: it refuses the project if nothing has this name. */
  readonly isChecked: boolean;
  readonly place: Place;
}

/** The section of a Compose file that defines what references of a kind name. */
export const SECTIONS: Readonly<Record<ReferenceKind, string>> = {
  service: "services", network: "networks", volume: "volumes", secret: "secrets", config: "configs", model: "models",
};

/** The keys that share a namespace of another service by `service:name`. */
export const NAMESPACES = ["network_mode", "ipc", "pid", "uts", "cgroup"] as const;

const SHARED = "service:";

/** Everything a service names. What has the wrong shape is left out: the schema has reported it. Source: compose-go `loader/normalize.go`, `loader/validate.go`. */
export const referencesOf = remember((service: Service): readonly Reference[] => {
  const references: Reference[] = [];
  for (const { kind, key, path, read } of KEYS) {
    const node = nodeAt(service.tree, path);
    if (node) for (const { isChecked = true, ...name } of read(node)) references.push({ kind, key, isChecked, ...name });
  }
  return references;
});

type Name = Pick<Reference, "name" | "variables" | "place"> & { readonly isChecked?: false };

/** Reads the names that are written under a key. */
type ReadNames = (node: Tree) => readonly Name[];

const unchecked = (name: Name): Name => ({ ...name, isChecked: false });

/** The keys that hold names, in the order in which they count. */
const ROWS: readonly (readonly [ReferenceKind, string, ReadNames])[] = [
  ["service", "depends_on", keysOf],
  ["service", "links", (node) => namesIn(node, linkedService)],
  ["service", "volumes_from", (node) => namesIn(node, (text) => (text.startsWith("container:") ? undefined : text.split(":", 1)[0]))],
  ...NAMESPACES.map((key) => ["service", key, (node: Tree) => nameIn(node, sharedService)] as const),
  ["service", "build.additional_contexts", (node) => namesIn(node, sharedService)],
  ["network", "networks", keysOf],
  ["model", "models", keysOf],
  ["secret", "secrets", sourcesOf],
  ["secret", "build.secrets", sourcesOf],
  ["config", "configs", sourcesOf],
  ["config", "credential_spec.config", (node) => nameIn(node).map(unchecked)],
  ["volume", "volumes", (node) => valuesOf(node).flatMap((mount) => (isClusterVolume(mount) ? volumeOf(mount).map(unchecked) : volumeOf(mount)))],
];

const KEYS = ROWS.map(([kind, key, read]) => ({ kind, key, path: key.split("."), read }));

/** The volume of a mount that is known to be of one, or all that is known of a mount that is not known. */
function volumeOf(mount: Tree): readonly Name[] {
  if (mount.kind === "scalar") return mount.known ? [] : nameIn(mount);
  const type = nodeAt(mount, ["type"]);
  const isVolume = type?.kind === "scalar" && (!type.known || type.value === "volume" || type.value === "cluster");
  // An empty source makes an anonymous volume.
  return isVolume ? nameIn(nodeAt(mount, ["source"]), (text) => (text === "" ? undefined : text)) : [];
}

/** `docker stack deploy` finds a cluster volume in the swarm; Compose does not look it up. */
function isClusterVolume(mount: Tree): boolean {
  const type = nodeAt(mount, ["type"]);
  return type?.kind === "scalar" && type.value === "cluster";
}

/** `service:alias`, or the service alone; with more parts, all of it is taken for a name. */
function linkedService(text: string): string {
  const parts = text.split(":");
  return parts.length === 2 ? (parts[0] ?? text) : text;
}

function sharedService(text: string): string | undefined {
  return text.startsWith(SHARED) ? text.slice(SHARED.length) : undefined;
}

/** The keys of a mapping; of a list that did not become one, its items. */
function keysOf(node: Tree): readonly Name[] {
  if (node.kind !== "mapping") return namesIn(node);
  return [...node.entries].map(([name, { origin }]) => ({ name, variables: [], place: atKey(origin) }));
}

function sourcesOf(node: Tree): readonly Name[] {
  return valuesOf(node).flatMap((item) => nameIn(item.kind === "scalar" ? item : nodeAt(item, ["source"])));
}

function namesIn(node: Tree, read?: (text: string) => string | undefined): readonly Name[] {
  return valuesOf(node).flatMap((item) => nameIn(item, read));
}

/** The name that a text holds, if it holds one. */
function nameIn(node: Tree | undefined, read: (text: string) => string | undefined = (text) => text): readonly Name[] {
  if (node?.kind !== "scalar" || (node.known && node.value === null)) return [];
  const placed = { variables: node.variables, place: atValue(node.origin) };
  if (!node.known) return [placed];
  const name = read(String(node.value));
  return name === undefined ? [] : [{ name, ...placed }];
}

function valuesOf(node: Tree): readonly Tree[] {
  if (node.kind === "mapping") return [...node.entries.values()];
  return node.kind === "sequence" ? node.items : [];
}
