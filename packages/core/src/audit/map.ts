import type { Project } from "../compose/load.js";
import { definitionsOf } from "../compose/model/definition.js";
import { namespaceOf, publishesPorts } from "../compose/model/namespace.js";
import { networksOf } from "../compose/model/network-use.js";
import { isLoopback, type Port } from "../compose/model/port.js";
import type { Service } from "../compose/model/service.js";
import { isStack } from "../compose/model/stack.js";
import { knownValue } from "../compose/model/value.js";
import { portText } from "./row-facts.js";

/** A project as it can be drawn: who is on which network, who is reached from where, and what is mounted. */
export interface ProjectMap {
  /** Those that some service is on, in the order in which they come up. */
  readonly networks: readonly MappedNetwork[];
  readonly services: readonly MappedService[];
}

/** A network that services are on. */
export interface MappedNetwork {
  readonly name: string;
  /** `bridge`, `internal bridge`, `external`; of the network of the host, nothing. */
  readonly kind?: string;
}

/** A service with all that connects it. */
export interface MappedService {
  readonly name: string;
  /** By name; none if it is on none, or if that is not known. */
  readonly networks: readonly string[];
  /** The service whose network it shares. */
  readonly joins?: string;
  readonly ports: readonly MappedPort[];
  readonly mounts: readonly MappedMount[];
}

/** A port that is published. */
export interface MappedPort {
  /** `443`, `127.0.0.1:8080` */
  readonly published: string;
  readonly target: string;
  /** Whether other machines can reach it. */
  readonly isOpen: boolean;
}

/** A volume or a path of the host, and where it is in the container. */
export interface MappedMount {
  readonly kind: "volume" | "bind";
  readonly source: string;
  readonly target: string;
  readonly isReadOnly: boolean;
}

/** The network of the host, as a network. */
const HOST = "host";

/** What a drawing of a project shows. */
export function mapProject(project: Project): ProjectMap {
  const services = project.services.map(mapService);
  const used = [...new Set(services.flatMap(({ networks }) => networks))];
  const definitions = definitionsOf(project, "network");
  const usual = isStack(project) ? "overlay" : "bridge";
  const networks = used.map((name): MappedNetwork => {
    if (name === HOST && !definitions.has(name)) return { name };
    const { driver, external, internal } = definitions.get(name) ?? {};
    return { name, kind: [...(knownValue(internal) === true ? ["internal"] : []), knownValue(driver) ?? (knownValue(external) === true ? "external" : usual)].join(" ") };
  });
  return { networks, services };
}

function mapService(service: Service): MappedService {
  const shared = namespaceOf(service, "network_mode")?.sharedWith;
  const names = shared?.kind === "host" ? [HOST] : (networksOf(service) ?? []).map(({ network }) => network);
  return {
    name: service.name,
    networks: names,
    ...(shared?.kind === "service" ? { joins: shared.name } : {}),
    ports: publishesPorts(service) === true ? service.ports.map(mapPort) : [],
    mounts: service.mounts.flatMap(({ type, source, writtenSource, target, access }): readonly MappedMount[] =>
      type === "volume" || type === "bind" ? [{ kind: type, source: writtenSource ?? knownValue(source) ?? (source ? "?" : "(anonymous)"), target, isReadOnly: access === "read-only" }] : [],
    ),
  };
}

function mapPort(port: Port): MappedPort {
  return { published: portText(port), target: String(port.target), isOpen: port.hostIp === undefined || (port.hostIp.known && !isLoopback(port.hostIp.value)) };
}
