import type { Project } from "../compose/load.js";
import { definitionsOf } from "../compose/model/definition.js";
import { healthcheckOf, HEALTHCHECK_DEFAULTS, type Healthcheck } from "../compose/model/healthcheck.js";
import { isNone, memoryLimitOf } from "../compose/model/limit.js";
import { namespaceOf, publishesPorts, type Namespace } from "../compose/model/namespace.js";
import { networksOf } from "../compose/model/network-use.js";
import { isEveryAddress, type Port } from "../compose/model/port.js";
import type { Service } from "../compose/model/service.js";
import { isStack } from "../compose/model/stack.js";
import { knownValue, readTexts, type Value } from "../compose/model/value.js";
import { healthWatchers, type HealthWatcher } from "../images/health-watchers.js";
import { lastingOf } from "../images/lasting.js";
import { bringsHealthcheck } from "../images/own-healthcheck.js";
import { inapplicable, lacking, listed, sound, unknown, unknownIn, type Fact } from "./fact.js";
import type { RowName } from "./rows.js";

/** What the files say of a service in the matter of each row. The hardening row counts its layers instead. */
export const ROW_FACTS: Readonly<Record<Exclude<RowName, "hardening">, (project: Project, service: Service) => Fact>> = {
  network: networkFact,
  dns: dnsFact,
  volumes: volumeFact,
  logs: logFact,
  memory: memoryFact,
  health: healthFact,
};

function networkFact(project: Project, service: Service): Fact {
  const mode = namespaceOf(service, "network_mode");
  if (mode) return mode.value.known ? sound(withPorts(modeText(mode, mode.value.value), service)) : unknown(mode.value);
  const uses = networksOf(service);
  if (!uses) return unknownIn(service.get("networks"));
  const definitions = definitionsOf(project, "network");
  const names = uses.map(({ network }) => {
    const { driver, external, internal } = definitions.get(network) ?? {};
    const usual = knownValue(external) === true ? "external" : isStack(project) ? "overlay" : "bridge";
    return `${network} (${[...(knownValue(internal) === true ? ["internal"] : []), knownValue(driver) ?? usual].join(" ")})`;
  });
  return sound(withPorts(listed(names), service));
}

function modeText({ sharedWith }: Namespace, mode: string): string {
  switch (sharedWith?.kind) {
    case "host":
      return "the host's network";
    case "service":
      return `the network of ${sharedWith.name}`;
    case "container":
      return `the network of the container ${sharedWith.name}`;
    case undefined:
      return mode === "none" ? "no network" : mode === "bridge" || mode === "default" ? "Docker's default bridge" : mode;
  }
}

function withPorts(network: string, service: Service): string {
  const ports = publishesPorts(service) === true ? [...new Set(service.ports.map(portText))] : [];
  return ports.length === 0 ? network : `${network}; publishes ${listed(ports)}`;
}

/** As far as a reader of the audit needs it: `5432`, `127.0.0.1:8080`; a port that Docker picks is a `random` one. */
export function portText({ published, hostIp, protocol }: Port): string {
  const number = published === undefined ? "random" : published.start === published.end ? String(published.start) : `${String(published.start)}-${String(published.end)}`;
  const ip = hostIp?.known === true && !isEveryAddress(hostIp.value) ? hostIp.value.replace(/^\[|\]$/g, "") : "";
  const address = ip === "" ? "" : ip.includes(":") ? `[${ip}]:` : `${ip}:`;
  return `${address}${number}${protocol === "tcp" ? "" : `/${protocol}`}`;
}

function dnsFact(_project: Project, service: Service): Fact {
  const mode = namespaceOf(service, "network_mode");
  if (mode?.value.known === false) return unknown(mode.value);
  if (mode?.sharedWith?.kind === "host") return sound("the host's resolvers");
  if (mode?.sharedWith) return sound(`as ${mode.sharedWith.name} does`);
  if (knownValue(mode?.value) === "none") return inapplicable("no network");
  const servers = readTexts(service.tree, service.path, ["dns"]);
  const [unset] = servers.filter(({ known }) => !known);
  if (unset) return unknown(unset);
  const asked = servers.length === 0 ? "" : `, then ${listed(servers.flatMap((server) => knownValue(server) ?? []))}`;
  const isDefaultBridge = /^(?:bridge|default)$/.test(knownValue(mode?.value) ?? "");
  return sound(isDefaultBridge ? `no names of services${asked}` : `Docker's own, by service name${asked}`);
}

function volumeFact(_project: Project, service: Service): Fact {
  const { mounts, mountsComplete } = service;
  if (!mountsComplete) return unknownIn(service.get("volumes"), service.get("tmpfs"));
  const kept = mounts.flatMap(({ type, source, writtenSource, access }) => {
    if (type === "tmpfs") return [];
    const name = source === undefined ? "an anonymous volume" : (writtenSource ?? knownValue(source) ?? "a source that is not known");
    return [access === "read-only" ? `${name} (read-only)` : name];
  });
  return sound(kept.length === 0 ? "keeps nothing" : listed([...new Set(kept)]));
}

function logFact(_project: Project, { logging: { node, driver, maxSize, maxFile } }: Service): Fact {
  if (driver?.known === false) return unknown(driver);
  if (node?.kind === "scalar" && !node.known) return unknown(node);
  const name = driver?.value ?? "json-file";
  if (name === "none") return lacking("none: all output is lost");
  if (name !== "json-file") return sound(name);
  if (!maxSize) return lacking("json-file, without bounds");
  return sound(`json-file, ${valueText(maxSize)} x ${maxFile ? valueText(maxFile) : "1"}`);
}

function memoryFact(project: Project, service: Service): Fact {
  const limit = memoryLimitOf(service);
  if (!limit || isNone(limit)) return lacking("no limit");
  if (!limit.known) return unknown(limit);
  return sound(`limit ${limit.text}${swapText(project, service.memorySwapLimit, limit.value)}`);
}

/** How much swap there is on top of a limit. Source: Docker's documentation of resource constraints, "--memory-swap details". */
function swapText(project: Project, swap: Value<number> | undefined, limit: number): string {
  // A swarm has no word for it.
  if (!swap || isNone(swap)) return isStack(project) ? "" : ", and as much swap";
  if (!swap.known) return ", swap not known";
  if (swap.value < 0) return ", unlimited swap";
  return swap.value === limit ? ", no swap" : `, ${swap.text} with swap`;
}

function healthFact(project: Project, service: Service): Fact {
  if (!lastingOf(project).includes(service)) return inapplicable("a job: it ends by itself");
  const healthcheck = healthcheckOf(service);
  if (healthcheck?.state === "unknown") return unknownIn(service.get("healthcheck"));
  if (healthcheck?.state === "disabled") return lacking("turned off");
  const watched = watchersText(healthWatchers(project, service));
  if (healthcheck?.state === "own") return sound(`${timesText(healthcheck)}; ${watched}`);
  const brings = bringsHealthcheck(service);
  if (brings === true) return sound(`that of the image; ${watched}`);
  return lacking(brings === false ? "none" : "none here, perhaps one in the image");
}

function timesText({ interval, retries }: Healthcheck): string {
  if (interval?.known === false || retries?.known === false) return "its own";
  // Zero is not set, to Docker.
  return `every ${durationText(interval?.value ?? 0)}, ${String(retries?.value === undefined || retries.value === 0 ? HEALTHCHECK_DEFAULTS.retries : retries.value)} tries`;
}

function durationText(milliseconds: number): string {
  const seconds = (milliseconds === 0 ? HEALTHCHECK_DEFAULTS.interval : milliseconds) / 1000;
  return seconds >= 60 && seconds % 60 === 0 ? `${String(seconds / 60)} min` : `${String(seconds)} s`;
}

function watchersText(watchers: readonly HealthWatcher[]): string {
  const texts = watchers.map((watcher) => {
    switch (watcher.kind) {
      case "restarter":
        return `restarted by ${watcher.service.name}`;
      case "dependant":
        return `${watcher.dependant.service.name} waits for it`;
      case "proxy":
        return "watched by Traefik";
      case "swarm":
        return "replaced by the swarm";
    }
  });
  return texts.length === 0 ? "nothing acts on it" : listed(texts, 2);
}

function valueText(value: Value<string>): string {
  return value.known ? value.text : "?";
}
