import type { Service } from "./service.js";
import { asText, readValue, type Value } from "./value.js";

/** The keys that put a container into a namespace which is not its own. */
export const NAMESPACE_KEYS = ["network_mode", "pid", "ipc", "uts", "userns_mode", "cgroup"] as const;

export type NamespaceKey = (typeof NAMESPACE_KEYS)[number];

/** What one of the keys says. */
export interface Namespace {
  readonly key: NamespaceKey;
  readonly value: Value<string>;
  /** Whose namespace it is; absent if it is the container's own, if it has none, or if that is not known. */
  readonly sharedWith?: SharedWith;
}

export type SharedWith = { readonly kind: "host" } | { readonly kind: "service" | "container"; readonly name: string };

/** Nothing if the key is absent or empty: the container has a namespace of its own. */
export function namespaceOf(service: Service, key: NamespaceKey): Namespace | undefined {
  const value = readValue(service.tree, service.path, [key], asText);
  if (!value || (value.known && value.value === "")) return undefined;
  const sharedWith = value.known ? ownerOf(value.value) : undefined;
  return { key, value, ...(sharedWith ? { sharedWith } : {}) };
}

export function namespacesOf(service: Service): readonly Namespace[] {
  return NAMESPACE_KEYS.flatMap((key) => namespaceOf(service, key) ?? []);
}

/**
 * Whether Docker publishes the `ports` of a service: not without a network of its own, and not where there is no container. Nothing if
 * that depends on a variable nobody set.
 */
export function publishesPorts(service: Service): boolean | undefined {
  if (service.kind === "provider") return false;
  const network = namespaceOf(service, "network_mode");
  if (network?.value.known === false) return undefined;
  return network?.sharedWith === undefined && network?.value.value !== "none";
}

function ownerOf(mode: string): SharedWith | undefined {
  if (mode === "host") return { kind: "host" };
  const [, kind, name = ""] = /^(service|container):(.*)$/s.exec(mode) ?? [];
  return kind === "service" || kind === "container" ? { kind, name } : undefined;
}
