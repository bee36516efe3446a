import type { Project } from "../load.js";
import { atKey, atValue, type Place } from "../place.js";
import { remember } from "../remember.js";
import { definitionsOf, type Definition } from "./definition.js";
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
  const hosts = hostNetworks(project);
  const use = hosts.size === 0 ? undefined : networksOf(service)?.find(({ network }) => hosts.has(network));
  return use && { network: use.network, place: atKey(use.origin) };
}

/** The keys of networks that are the host's. */
const hostNetworks = remember((project: Project): ReadonlySet<string> => new Set([...definitionsOf(project, "network").values()].filter(isHostNetwork).map(({ key }) => key)));

function isHostNetwork({ key, name, external }: Definition): boolean {
  // Without a name, an external network is called by its key.
  return knownValue(external) === true && (name ? knownValue(name) : key) === "host";
}
