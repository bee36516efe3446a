import type { Project } from "../../compose/load.js";
import { envFilesOf } from "../../compose/model/assignment.js";
import { dependantsOf } from "../../compose/model/dependants.js";
import { isFragment } from "../../compose/model/fragment.js";
import { mentionOf } from "../../compose/model/mention.js";
import { DEFAULT_NETWORK, networksOf, type NetworkUse } from "../../compose/model/network-use.js";
import { surelyRunTogether } from "../../compose/model/profiles.js";
import { longRunningOf } from "../../compose/model/services.js";
import type { Service } from "../../compose/model/service.js";
import { asText, knownValue, readValue } from "../../compose/model/value.js";
import { atKey } from "../../compose/place.js";
import { facesOutside } from "../../images/exposure.js";
import { holdsData, roleOf } from "../../images/roles.js";
import { defineRule } from "../rule.js";

/** From this many kinds of services on, not all of them may need each other; with more than a few, that is certain. */
const MANY = 3;
const FEW = 8;

/** Whoever is on a network reaches every port of everybody on it, published or not. */
export default defineRule({
  category: "networking",
  summary: "Services share a network without need: a data store with what faces the outside, or all of them the default network.",
  severity: "warning",
  presets: ["strict"],
  tags: ["owasp:rule-5", "kics:ce14a68b-1668-41a0-ab7d-facd9f784742"],
  references: ["https://docs.docker.com/reference/compose-file/networks/#advanced-example", "https://docs.docker.com/engine/network/drivers/bridge/"],
  asksImages: ["role"],
  messages: {
    exposed: ({ store, entry, network }: { store: string; entry: string; network: string }) =>
      `${entry} takes requests from outside and shares the network ${network} with ${store}, which it does not use: whoever gets into ${entry} reaches ${store}. Put ${store} on a network with only the services that use it.`,
    shared: ({ services }: { services: string }) =>
      `${services} are all on the default network, so whoever gets into one reaches every port of the others. Give those that talk to each other networks of their own.`,
  },
  check(project, report) {
    if (isFragment(project)) return;
    const services = longRunningOf(project);
    const found = services.filter((store) => holdsData(roleOf(store))).flatMap((store) => exposureOf(project, store, services) ?? []);
    for (const { store, entry, use } of found) {
      report({
        at: atKey(use.origin),
        service: store,
        message: ["exposed", { store: store.name, entry: entry.name, network: use.network }],
        related: [{ ...atKey(entry.origin), message: "It takes requests from outside" }],
      });
    }
    const sharing = services.filter((service) => networksOf(service)?.some(({ isImplicit }) => isImplicit));
    const [first, ...others] = sharing;
    if (!first || found.some(({ use }) => use.network === DEFAULT_NETWORK) || !hasStrangers(project, sharing)) return;
    report({
      at: atKey(first.origin),
      severity: "info",
      message: ["shared", { services: listed(sharing.map(({ name }) => name)) }],
      related: others.slice(0, MANY).map(({ name, origin }) => ({ ...atKey(origin), message: `${name} is on it as well` })),
    });
  },
});

interface Exposure {
  readonly store: Service;
  readonly entry: Service;
  /** The store's place in the network that both share. */
  readonly use: NetworkUse;
}

/** A service that faces the outside and shares a network with a store without any use for it, if there is one. */
function exposureOf(project: Project, store: Service, services: readonly Service[]): Exposure | undefined {
  const users = services.filter((service) => service !== store && uses(project, service, store));
  for (const entry of users.length > 0 ? services : []) {
    if (entry === store || users.includes(entry) || !surelyRunTogether(entry, store) || !facesOutside(project, entry) || !isWired(project, entry, users)) continue;
    const use = networksOf(store)?.find(({ network }) => networksOf(entry)?.some((other) => other.network === network));
    if (use) return { store, entry, use };
  }
  return undefined;
}

/** Whether the files show whom a service talks to: a proxy never talks to a store of which it knows nothing, an application has another one do it. */
function isWired(project: Project, entry: Service, users: readonly Service[]): boolean {
  // What it is told by a file, nobody sees here.
  if (envFilesOf(entry).length > 0) return false;
  const role = roleOf(entry);
  return role === "reverse-proxy" || (role === "application" && users.some((user) => uses(project, entry, user)));
}

/** Whether there are several kinds of services, and some of them have nothing to do with each other as far as the files tell. */
function hasStrangers(project: Project, services: readonly Service[]): boolean {
  if (kindsOf(services) < MANY) return false;
  return services.length > FEW || services.some((a) => services.some((b) => a !== b && !uses(project, a, b) && !uses(project, b, a)));
}

/** How many programs there are: the members of a cluster are of one kind, and have to reach each other. */
function kindsOf(services: readonly Service[]): number {
  return new Set(services.map(({ name, image }) => knownValue(image) ?? name)).size;
}

/** Whether a service depends on another one, or names it to its program. */
function uses(project: Project, service: Service, other: Service): boolean {
  if (dependantsOf(project, other).some((dependant) => dependant.service === service)) return true;
  const containerName = knownValue(readValue(other.tree, other.path, ["container_name"], asText)) ?? other.name;
  return mentionOf(service, other.name) !== undefined || (containerName !== other.name && mentionOf(service, containerName) !== undefined);
}

/** `a, b and c`; of many, the first ones and a number. */
function listed(names: readonly string[]): string {
  const most = 4;
  const shown = names.length > most ? [...names.slice(0, most - 1), `${names.length - most + 1} others`] : names;
  return `${shown.slice(0, -1).join(", ")} and ${shown.at(-1) ?? ""}`;
}
