import type { Project } from "../../compose/load.js";
import { publishesPorts } from "../../compose/model/namespace.js";
import { isEveryAddress, type Port } from "../../compose/model/port.js";
import { surelyRunTogether } from "../../compose/model/profiles.js";
import { replicasOf } from "../../compose/model/replicas.js";
import { knownValue } from "../../compose/model/value.js";
import type { Service } from "../../compose/model/service.js";
import { atValue } from "../../compose/place.js";
import { defineRule } from "../rule.js";

/** A port of the host belongs to one container at a time; the second one to claim it does not start. */
export default defineRule({
  category: "validity",
  summary: "The same port of the host is published twice.",
  severity: "error",
  presets: ["recommended", "production", "strict"],
  tags: ["dclint:no-duplicate-exported-ports"],
  references: ["https://docs.docker.com/engine/network/port-publishing/"],
  messages: {
    services: ({ service, other, port }: { service: string; other: string; port: string }) =>
      `${service} and ${other} both publish ${port} of the host. Whichever starts second fails with "port is already allocated". Give one of them another.`,
    within: ({ service, port }: { service: string; port: string }) =>
      `${service} publishes ${port} of the host twice, so it does not start ("port is already allocated"). Remove one of the two, or give it another.`,
    range: ({ service, range, others }: { service: string; range: string; others: string }) =>
      `No port in ${range} is left for ${service}: ${others} take all of them, so it does not start ("all ports are allocated"). Choose another range.`,
  },
  check(project, report) {
    const claims = claimsOf(project);
    const { taken, clashes } = takePorts(claims.filter(isSingle));
    for (const { claim, other, ports } of clashes) {
      const { service, port } = claim;
      // Files that may be a collection, of which others take single services, are not run as a whole.
      if (service !== other.service && project.request.isGuess === true) continue;
      const [first, last] = [Math.min(...ports), Math.max(...ports)];
      const text = `${first === last ? "port" : "ports"} ${rangeText(first, last)}${protocolText(port)}`;
      report({
        at: atValue(port.origin),
        service,
        message: service === other.service ? ["within", { service: service.name, port: text }] : ["services", { service: service.name, other: other.service.name, port: text }],
        related: [{ ...atValue(other.port.origin), message: `${other.service.name} publishes it here` }],
      });
    }
    for (const claim of claims) {
      const holders = isSingle(claim) ? undefined : holdersOf(claim, taken);
      if (!holders) continue;
      const { service, port } = claim;
      const names = [...new Set(holders.map((holder) => holder.service.name))];
      report({
        at: atValue(port.origin),
        service,
        message: ["range", { service: service.name, range: `${rangeText(port.published.start, port.published.end)}${protocolText(port)}`, others: names.join(" and ") }],
        related: holders.slice(0, 3).map((holder) => ({ ...atValue(holder.port.origin), message: `${holder.service.name} takes ${holder.port.published.start}` })),
      });
    }
  },
});

/** A port of the host, or one out of a range, that a service takes when it starts. */
interface Claim {
  readonly service: Service;
  readonly port: Port & Required<Pick<Port, "published">>;
}

/** Two entries that want the same ports of the host. */
interface Clash {
  readonly claim: Claim;
  readonly other: Claim;
  readonly ports: number[];
}

type Taken = ReadonlyMap<string, readonly Claim[]>;

/** Gives every port to who claims it first. Two ranges may meet at many ports; that is one clash. */
function takePorts(claims: readonly Claim[]): { readonly taken: Taken; readonly clashes: readonly Clash[] } {
  const taken = new Map<string, Claim[]>();
  const clashes: Clash[] = [];
  for (const claim of claims) {
    const { port, service } = claim;
    const key = slot(port.published.start, port);
    const before = taken.get(key) ?? [];
    taken.set(key, before);
    const other = before.find((earlier) => collide(earlier, claim));
    before.push(claim);
    if (!other) continue;
    // The ports of a range follow each other.
    const last = clashes.at(-1);
    const isSame = last?.claim.service === service && last.claim.port.origin.node === port.origin.node && last.other.service === other.service && last.other.port.origin.node === other.port.origin.node;
    if (isSame) last.ports.push(port.published.start);
    else clashes.push({ claim, other, ports: [port.published.start] });
  }
  return { taken, clashes };
}

/** Every port that is known to be published. Ports of a service without a network of its own are not, whatever is written. */
function claimsOf(project: Project): readonly Claim[] {
  return project.services.flatMap((service) => {
    if (publishesPorts(service) !== true || knownValue(replicasOf(service)) === 0) return [];
    return service.ports.flatMap((port) => (hasPublished(port) && port.published.start > 0 && port.hostIp?.known !== false ? [{ service, port }] : []));
  });
}

function hasPublished(port: Port): port is Claim["port"] {
  return port.published !== undefined;
}

function isSingle({ port }: Claim): boolean {
  return port.published.start === port.published.end;
}

function slot(number: number, { protocol }: Port): string {
  return `${number}/${protocol}`;
}

function collide(a: Claim, b: Claim): boolean {
  if (!addressesOverlap(addressOf(a.port), addressOf(b.port))) return false;
  if (a.service !== b.service) return surelyRunTogether(a.service, b.service);
  // One entry that is there twice publishes the same thing.
  return a.port.target !== b.port.target || addressOf(a.port) !== addressOf(b.port);
}

/** Who has every port of a range; nothing if one is left, or may be. */
function holdersOf(claim: Claim, taken: Taken): readonly Claim[] | undefined {
  const { start, end } = claim.port.published;
  const holders: Claim[] = [];
  for (let number = start; number <= end; number += 1) {
    const holder = taken.get(slot(number, claim.port))?.find((other) => collide(other, claim));
    if (!holder) return undefined;
    holders.push(holder);
  }
  return holders;
}

function addressOf({ hostIp }: Port): string {
  return knownValue(hostIp)?.replace(/^\[(.*)\]$/, "$1").toLowerCase() ?? "";
}

/** Without an address, a port is published on all of both families; `0.0.0.0` stands for IPv4 alone and `::` for IPv6 alone. Source: moby `libnetwork/drivers/bridge`. */
function addressesOverlap(a: string, b: string): boolean {
  if (a === "" || b === "" || a === b) return true;
  if (a.includes(":") !== b.includes(":")) return false;
  return isEveryAddress(a) || isEveryAddress(b);
}

function rangeText(first: number, last: number): string {
  return first === last ? String(first) : `${first}-${last}`;
}

/** Everybody thinks of TCP. */
function protocolText({ protocol }: Port): string {
  return protocol === "tcp" ? "" : `/${protocol}`;
}
