import { deployLabelsOf, environmentOf, labelsOf, type Assignment } from "../compose/model/assignment.js";
import type { Project } from "../compose/load.js";
import { namespaceOf, publishesPorts, type Namespace } from "../compose/model/namespace.js";
import { isLoopback, type Port } from "../compose/model/port.js";
import type { Service } from "../compose/model/service.js";
import { servicesByName } from "../compose/model/services.js";
import { knownValue } from "../compose/model/value.js";
import { roleOf } from "./roles.js";

/** One way by which requests from other machines come to a service. */
export type WayIn =
  /** A port of the host, on other addresses than loopback. */
  | { readonly kind: "port"; readonly port: Port }
  | { readonly kind: "host-network"; readonly namespace: Namespace }
  /** A reverse proxy on loopback, with something else in front of it, or a tunnel that the service itself opens. */
  | { readonly kind: "proxy" }
  /** A label or variable by which a reverse proxy finds it. */
  | { readonly kind: "route"; readonly route: Assignment }
  /** It is in the network of another service, which publishes ports. */
  | { readonly kind: "shared-network"; readonly namespace: Namespace; readonly publisher: Service };

/** Whether other machines can reach a service, as far as the files tell. */
export function facesOutside(project: Project, service: Service): boolean {
  return waysIn(project, service).length > 0;
}

/** Every way by which other machines can reach a service. */
export function waysIn(project: Project, service: Service): readonly WayIn[] {
  if (service.kind === "provider") return [];
  const namespace = namespaceOf(service, "network_mode");
  const owner = namespace?.sharedWith;
  const ways: WayIn[] = openPorts(service).map((port) => ({ kind: "port", port }));
  if (namespace && owner?.kind === "host") ways.push({ kind: "host-network", namespace });
  const publisher = owner?.kind === "service" ? servicesByName(project).get(owner.name) : undefined;
  if (namespace && publisher && openPorts(publisher).length > 0) ways.push({ kind: "shared-network", namespace, publisher });
  const isProxy = roleOf(service) === "reverse-proxy" && ((service.ports.length > 0 && publishesPorts(service) === true) || isTunnel(service));
  if (isProxy && ways.length === 0) ways.push({ kind: "proxy" });
  const route = routeTo(service);
  if (route) ways.push({ kind: "route", route });
  return ways;
}

/** A port whose address is not known may be open; nothing is said about it. */
function openPorts(service: Service): readonly Port[] {
  return publishesPorts(service) === true ? service.ports.filter(({ hostIp }) => hostIp?.known !== false && !isLoopback(hostIp?.value ?? "")) : [];
}

/** What makes a reverse proxy hand requests on to a service, if anything does. */
export function routeTo(service: Service): Assignment | undefined {
  const labels = [...labelsOf(service), ...deployLabelsOf(service)];
  const isOff = labels.some(({ name, value }) => name === "traefik.enable" && knownValue(value)?.toLowerCase() === "false");
  return labels.find(({ name }) => ROUTE_LABEL.test(name) && !(isOff && name.startsWith("traefik."))) ?? environmentOf(service).find(({ name }) => name === "VIRTUAL_HOST");
}

/** Traefik from 2 and of 1, caddy-docker-proxy, SWAG's auto-proxy. nginx-proxy looks at the variable VIRTUAL_HOST. Source: their documentation. */
const ROUTE_LABEL = /^traefik\.(?:http|tcp|udp)\.routers\.|^traefik\.(?:[\w-]+\.)?frontend\.rule$|^caddy(?:_\d+)?$|^swag$/;

function isTunnel(service: Service): boolean {
  return /(?:^|\/)(?:cloudflared|ngrok)(?=[:@]|$)/.test(knownValue(service.image) ?? "");
}
