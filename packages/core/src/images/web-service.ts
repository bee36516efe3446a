import type { Project } from "../compose/load.js";
import type { Service } from "../compose/model/service.js";
import { waysIn } from "./exposure.js";
import { roleOf } from "./roles.js";

/** Whether a service answers web requests from other machines: it is a reverse proxy or web server, one hands requests on to it, or its ports tell. */
export function isWebService(project: Project, service: Service): boolean {
  const role = roleOf(service);
  if (role !== "application" && role !== "reverse-proxy") return false;
  const ways = waysIn(project, service);
  const ports = ways.flatMap((way) => (way.kind === "port" ? [way.port.target] : []));
  return ways.some(({ kind }) => kind === "route") || (ports.length > 0 && (role === "reverse-proxy" || ports.every((port) => WEB_PORTS.has(port))));
}

/** HTTP and HTTPS, and what development servers and frameworks listen on for them. Source: IANA's port registry; the documentation of Express, Flask and Django. */
const WEB_PORTS: ReadonlySet<number> = new Set([80, 443, 8080, 8443, 3000, 5000, 8000]);
