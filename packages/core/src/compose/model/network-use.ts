import type { Path } from "../path.js";
import { entriesOf, type Origin } from "../tree.js";
import { namespaceOf } from "./namespace.js";
import type { Service } from "./service.js";
import { readTexts, type Value } from "./value.js";

/** The network that Compose makes by itself, for services that name none. */
export const DEFAULT_NETWORK = "default";

/** A service's place in one network of the project. */
export interface NetworkUse {
  /** The key below top-level `networks`. */
  readonly network: string;
  /** By which others find it there, beside the name of the service. */
  readonly aliases: readonly Value<string>[];
  /** True if nothing is written: Compose puts the service into the network `default`. */
  readonly isImplicit: boolean;
  /** The entry, or the service if it is implicit. */
  readonly origin: Origin;
  /** Absent if it is implicit. */
  readonly path?: Path;
}

/**
 * The networks of the project that a service is in; none if it has a `network_mode` or is no container. Nothing if a variable that
 * nobody set takes part.
 */
export function networksOf(service: Service): readonly NetworkUse[] | undefined {
  if (service.kind === "provider") return [];
  const mode = namespaceOf(service, "network_mode");
  if (mode) return mode.value.known ? [] : undefined;
  const node = service.get("networks");
  // A list becomes a mapping unless one of its names is not known.
  if (node?.kind === "sequence" && node.items.length > 0) return undefined;
  const path: Path = [...service.path, "networks"];
  const named = [...entriesOf(node)].map(([network, { origin }]): NetworkUse => ({
    network,
    aliases: readTexts(node, path, [network, "aliases"]),
    isImplicit: false,
    origin,
    path: [...path, network],
  }));
  return named.length > 0 ? named : [{ network: DEFAULT_NETWORK, aliases: [], isImplicit: true, origin: service.origin }];
}
