import { grantsCapability } from "../../compose/model/capabilities.js";
import { healthcheckOf } from "../../compose/model/healthcheck.js";
import { namespaceOf } from "../../compose/model/namespace.js";
import { programOf } from "../../compose/model/program.js";
import type { Service } from "../../compose/model/service.js";
import { containersOf } from "../../compose/model/services.js";
import { knownValue } from "../../compose/model/value.js";
import { append } from "../../compose/operation.js";
import { atKey } from "../../compose/place.js";
import type { FactName, Facts, Need } from "../../images/catalogue/facts.js";
import { baseLineOf } from "../../images/beside.js";
import { startsAsRoot } from "../../images/catalogue/general.js";
import { factsThatHold } from "../../images/catalogue/invocation.js";
import { SWITCHES_USER } from "../../images/start-user.js";
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
  asksImages: ["user", "drop", "capabilities"],
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
          related: message[0] === "image" ? baseLineOf(service) : [],
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
  const facts = factsIfGranted(service);
  const lacking = (all: readonly Pick<Need, "capability" | "or">[]): readonly string[] =>
    all.filter(({ capability, or = [] }) => [capability, ...or].every((each) => grantsCapability(service, each) === false)).map(({ capability }) => capability);
  const isRoot = isRootOrUnknown(service, facts);

  const { needs = [], confidence, without = "does not start" } = facts.capabilities ?? {};
  const ofUser = needs.filter((need) => (isRoot || need.everyUser === true) && !need.when.includes("option"));
  // What is only believed is told by nobody, but added with the rest.
  const required = lacking(ofUser.filter((need) => (need.confidence ?? confidence) !== "inferred" && need.when.some((occasion) => occasion === "every-start" || occasion === "later-starts")));
  const ofImage = required.length > 0 ? [{ message: ["image", { service: name, missing: listed(required), failure: `it ${without}` }], missing: [...required, ...lacking(ofUser).filter((capability) => !required.includes(capability))] } as const] : [];
  if (!isRoot) return ofImage;

  const leaves = switchesUser(service);
  const ofCommand = leaves ? lacking([{ capability: "SETGID" }, { capability: "SETUID" }]) : [];
  const stops = knownValue(programOf(service).init) === true && (leaves || facts.drop?.who === "everything") ? lacking([{ capability: "KILL" }]) : [];
  const ofProbe = READS_FILES.test(probeOf(service)) ? lacking(ofUser.filter(({ when }) => when.includes("probe"))) : [];
  const port = namespaceOf(service, "network_mode")?.sharedWith?.kind === "host" ? service.ports.find(({ target }) => target < 1024)?.target : undefined;
  const ofPort = port === undefined ? [] : lacking([{ capability: "NET_BIND_SERVICE" }]);
  return [
    ...ofImage,
    ...(ofCommand.length > 0 ? [{ message: ["command", { service: name, missing: listed(ofCommand) }], missing: ofCommand } as const] : []),
    ...(stops.length > 0 ? [{ message: ["stop", { service: name }], missing: stops } as const] : []),
    ...(ofProbe.length > 0 ? [{ message: ["probe", { service: name, missing: listed(ofProbe) }], missing: ofProbe } as const] : []),
    ...(port !== undefined && ofPort.length > 0 ? [{ message: ["port", { service: name, port }], missing: ofPort } as const] : []),
  ];
}

/** What is true of the image of a service as soon as it has what it needs. */
function factsIfGranted(service: Service): Facts {
  const { image, withheld } = factsThatHold(service) ?? {};
  const holds = (name: FactName): boolean => {
    const key = withheld?.get(name)?.key;
    // The files of an image have their capabilities for every user.
    return key === undefined || key === "cap_drop" || (key === "user" && name === "capabilities");
  };
  return Object.fromEntries(Object.entries(image?.facts ?? {}).filter(([name]) => holds(name as FactName)));
}

/** Tools that read files of the server's user. */
const READS_FILES = /\brabbitmq(?:ctl|-diagnostics)\b/;

/** Added capabilities are of no use to another user. Source: moby `daemon/pkg/oci`, `SetCapabilities`. */
function isRootOrUnknown(service: Service, facts: Facts): boolean {
  return service.user?.known !== false && startsAsRoot(service, facts) !== false;
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
