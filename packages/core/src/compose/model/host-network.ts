import type { Project } from "../load.js";
import { atKey, atValue, type Place } from "../place.js";
import { definitionsOf } from "./definition.js";
import { namespaceOf } from "./namespace.js";
import { networksOf } from "./network-use.js";
import type { Service } from "./service.js";
import { knownValue } from "./value.js";

/** What puts a service on the network of the host. */
export interface HostNetwork {
  /** The key of the network, if it is one that is named `host` outside of the project; else `network_mode` says it. */
  readonly network?: string;
  readonly place: Place;
}

/** Whether a service is on the host's network: by `network_mode: host`, or by the external network `host`, which is how `docker stack deploy` is told. */
export function hostNetworkOf(project: Project, service: Service): HostNetwork | undefined {
  const mode = namespaceOf(service, "network_mode");
  if (mode?.sharedWith?.kind === "host") return { place: atValue(mode.value.origin) };
  const use = networksOf(service)?.find(({ network }) => isHostNetwork(project, network));
  return use && { network: use.network, place: atKey(use.origin) };
}

function isHostNetwork(project: Project, key: string): boolean {
  const definition = definitionsOf(project, "network").get(key);
  if (knownValue(definition?.external) !== true) return false;
  // Without a name, an external network is called by its key.
  return (definition?.name ? knownValue(definition.name) : key) === "host";
}
