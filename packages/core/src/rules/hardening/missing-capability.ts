import { grantsCapability } from "../../compose/model/capabilities.js";
import { healthcheckOf } from "../../compose/model/healthcheck.js";
import { namespaceOf } from "../../compose/model/namespace.js";
import { programOf } from "../../compose/model/program.js";
import type { Service } from "../../compose/model/service.js";
import { containersOf } from "../../compose/model/services.js";
import { knownValue } from "../../compose/model/value.js";
import { append } from "../../compose/operation.js";
import { atKey } from "../../compose/place.js";
import { imageNeedsOf, isRootUser, SWITCHES_USER, type Need } from "../../images/image-needs.js";
import { defineRule, unsafe } from "../rule.js";

/** Dropping capabilities takes them from the entrypoint as well, which may need them to become another user. */
export default defineRule({
  category: "hardening",
  summary: "A service has dropped a capability that it needs to start, to stop or to answer its health check.",
  severity: "warning",
  presets: ["recommended", "production", "strict"],
  fixable: "unsafe",
  tags: ["cis:5.4", "owasp:rule-3"],
  references: ["https://man7.org/linux/man-pages/man7/capabilities.7.html", "https://docs.docker.com/engine/containers/run/#runtime-privilege-and-linux-capabilities"],
  messages: {
    image: ({ service, missing, failure }: Names & { failure: string }) => `Without ${missing}, ${service} does not work: ${failure}. Add it to cap_add.`,
    command: ({ service, missing }: Names) => `The command of ${service} makes another user of root, which takes ${missing}. Add it to cap_add.`,
    stop: ({ service }: Omit<Names, "missing">) => `With init: true, root has to stop a process of another user in ${service}, which takes KILL: without it every stop is a kill, and data may be lost. Add KILL to cap_add.`,
    probe: ({ service, missing }: Names) => `The health check of ${service} runs as root and reads files of another user, which takes ${missing}: without it the service is unhealthy for ever. Add it to cap_add.`,
    port: ({ service, port }: { service: string; port: number }) => `With the host's network, port ${port} of ${service} takes NET_BIND_SERVICE. Add it to cap_add.`,
  },
  check(project, report) {
    for (const service of containersOf(project)) {
      const dropped = service.get("cap_drop");
      if (!dropped) continue;
      const added = new Set<string>();
      for (const { message, missing } of faultsOf(service)) {
        // One finding for what one repair does.
        const fresh = missing.filter((capability) => !added.has(capability));
        if (fresh.length === 0) continue;
        for (const capability of fresh) added.add(capability);
        report({
          at: atKey(dropped.origin),
          service,
          message,
          fix: unsafe(`Add ${listed(fresh)}`, "Root in the container may do that again.", fresh.map((capability) => append([...service.path, "cap_add"], capability))),
        });
      }
    }
  },
});

interface Names {
  readonly service: string;
  readonly missing: string;
}

function faultsOf(service: Service) {
  const { name } = service;
  const needs = imageNeedsOf(service);
  const program = programOf(service);
  const lacks = (need: Need): boolean => (typeof need === "string" ? [need] : need).every((capability) => grantsCapability(service, capability) === false);
  const lacking = (all: readonly Need[]): readonly string[] => all.filter(lacks).map((need) => (typeof need === "string" ? need : (need[0] ?? "")));
  const isRoot = startsAsRoot(service);

  const required = isRoot || needs?.forEveryUser === true ? lacking(needs?.required ?? []) : [];
  const ofImage = needs && required.length > 0 ? [{ message: ["image", { service: name, missing: listed(required), failure: needs.failure }], missing: [...required, ...lacking(needs.useful)] } as const] : [];
  if (!isRoot) return ofImage;

  const leaves = switchesUser(service);
  const ofCommand = leaves ? lacking(["SETGID", "SETUID"]) : [];
  const stops = knownValue(program.init) === true && (leaves || needs?.firstProcessLeaves === true) ? lacking(["KILL"]) : [];
  const ofProbe = needs?.probe?.tool.test(probeOf(service)) === true ? lacking([needs.probe.required]) : [];
  const port = namespaceOf(service, "network_mode")?.sharedWith?.kind === "host" ? service.ports.find(({ target }) => target < 1024)?.target : undefined;
  const ofPort = port === undefined ? [] : lacking(["NET_BIND_SERVICE"]);
  return [
    ...ofImage,
    ...(ofCommand.length > 0 ? [{ message: ["command", { service: name, missing: listed(ofCommand) }], missing: ofCommand } as const] : []),
    ...(stops.length > 0 ? [{ message: ["stop", { service: name }], missing: stops } as const] : []),
    ...(ofProbe.length > 0 ? [{ message: ["probe", { service: name, missing: listed(ofProbe) }], missing: ofProbe } as const] : []),
    ...(port !== undefined && ofPort.length > 0 ? [{ message: ["port", { service: name, port }], missing: ofPort } as const] : []),
  ];
}

/** Added capabilities are of no use to another user. Source: moby `daemon/pkg/oci`, `SetCapabilities`. */
function startsAsRoot(service: Service): boolean {
  const { user } = service;
  if (user) return user.known && isRootUser(user.value);
  return imageNeedsOf(service)?.start !== "own-user";
}

function switchesUser(service: Service): boolean {
  const { entrypoint, command } = programOf(service);
  return SWITCHES_USER.test([entrypoint, command].flatMap((part) => part?.words ?? []).map((word) => knownValue(word) ?? "").join(" "));
}

function probeOf(service: Service): string {
  const test = healthcheckOf(service)?.test;
  if (!test) return "";
  return test.form === "shell" ? (knownValue(test.script) ?? "") : test.words.map((word) => knownValue(word) ?? "").join(" ");
}

/** `SETGID and SETUID`. */
function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}
