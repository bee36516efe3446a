import type { Project } from "../../compose/load.js";
import { isShell } from "../../compose/model/command.js";
import { hostMountsOf, isDaemonSocket } from "../../compose/model/host-mount.js";
import type { Service } from "../../compose/model/service.js";
import { longRunningOf } from "../../compose/model/services.js";
import { knownValue } from "../../compose/model/value.js";
import { remove, set } from "../../compose/operation.js";
import { atKey, atValue, placeKey } from "../../compose/place.js";
import { baseLineOf } from "../../images/beside.js";
import { builtUserOf } from "../../images/built-user.js";
import { isRootUser } from "../../images/catalogue/general.js";
import { factsThatHold } from "../../images/catalogue/invocation.js";
import { supportFrom, trustInSupport } from "../../images/catalogue/trust.js";
import { builtImageOf } from "../../images/dockerfile-of.js";
import { isHostAgent } from "../../images/host-agents.js";
import { roleOf } from "../../images/roles.js";
import { isMadeToLeaveRoot, leavesRootByItself, pulledStartOf } from "../../images/start-user.js";
import { defineRule, unsafe, type Fix, type RelatedPlace } from "../rule.js";

/** Root in a container has the same number as root on the host, and only the walls of the container between them. */
export default defineRule({
  category: "hardening",
  summary: "A service runs as root.",
  severity: "warning",
  presets: ["recommended", "production", "strict"],
  fixable: "unsafe",
  tags: ["cis:4.1", "owasp:rule-2", "compose-lint-python:CL-0018"],
  references: ["https://docs.docker.com/engine/security/#linux-kernel-capabilities", "https://docs.docker.com/reference/compose-file/services/#user"],
  asksImages: ["user", "drop", "otherUser", "capabilities"],
  options: {
    unknownImages: { type: "boolean", default: false, description: "Report services without `user` also where it is not known who their image runs as." },
  },
  presetOptions: { strict: { unknownImages: true } },
  absences: ["image", "unknown"],
  messages: {
    explicit: ({ service }: { service: string }) => `${service} starts as root, and nothing here shows that it becomes another user, so whoever gets into it may be root in the container. Set user to one who owns what it writes.`,
    ownUser: ({ service, image }: { service: string; image: string }) => `${image} has a user of its own, but ${service} starts it as root. Remove user, and give its files to the image's user.`,
    image: ({ service, image, user }: { service: string; image: string; user?: string | undefined }) =>
      `${service} runs as root for as long as it lives, because ${image} does. Set user${user === undefined ? " to one who owns what it writes" : ` to ${user}, whom the image has ready`}.`,
    lastUser: ({ service }: { service: string }) => `${service} runs as root for as long as it lives, because that is the last USER of its Dockerfile. End with one who owns what it writes.`,
    noUser: ({ service, base }: { service: string; base: string }) => `${service} runs as root: its Dockerfile has no USER, and \`${base}\` sets none either. Add one who owns what it writes.`,
    unknown: ({ service }: { service: string }) => `Nothing says that ${service} does not run as root. Set user to one who owns what it writes.`,
  },
  check(project, report, options: { unknownImages: boolean }) {
    const told = new Set<string>();
    for (const service of longRunningOf(project)) {
      const { name, user, image } = service;
      const start = pulledStartOf(service);
      const built = builtUserOf(service);
      // What needs root at first, or only to become somebody else, is no fault.
      if (roleOf(service) === "job" || isMadeToLeaveRoot(service) || leavesRootByItself(service) || built?.kind === "leaves") continue;
      const imageText = built ? "The image that is built for it" : image?.known === true ? image.text : "its image";
      if (user && (!user.known || user.value !== "")) {
        if (!user.known || !isRootUser(user.value)) continue;
        const ownsUser = start === "own-user" || built?.kind === "own";
        report({
          at: atValue(user.origin),
          service,
          message: ownsUser ? ["ownUser", { service: name, image: imageText }] : ["explicit", { service: name }],
          related: ownsUser ? userLineOf(service) : [],
          ...(ownsUser ? { fix: unsafe("Remove user", "Files that root has made cannot be written any more until they belong to the image's user.", [remove(user.path)]) } : {}),
        });
      } else if (built?.kind === "own" || built?.kind === "variable") {
        continue;
      } else if (built?.kind === "root") {
        // Several services may be built from one Dockerfile.
        if (told.has(placeKey(built.place)) || hasDaemonSocket(project, service)) continue;
        told.add(placeKey(built.place));
        report({ at: built.place, service, message: built.base === undefined ? ["lastUser", { service: name }] : ["noUser", { service: name, base: built.base }] });
      } else if (image && start === "root-that-stays") {
        if (hasDaemonSocket(project, service) || needsRoot(service) || (isBareSystem(service) && !options.unknownImages)) continue;
        const ready = readyUserOf(service);
        report({ at: atValue(image.origin), service, message: ["image", { service: name, image: imageText, user: ready?.user }], ...(ready ? { fix: ready.fix } : {}) });
      } else if (!start && options.unknownImages) {
        report({ at: atKey(service.origin), service, message: ["unknown", { service: name }] });
      }
    }
  },
});

/** The line of a Dockerfile that names another user than the service does. */
function userLineOf(service: Service): readonly RelatedPlace[] {
  const user = builtImageOf(service)?.user;
  return user ? [{ ...user.place, message: "The Dockerfile names its user here" }] : baseLineOf(service);
}

/** A user that the image has for those who do not want root. */
function readyUserOf(service: Service): { readonly user: string; readonly fix: Fix } | undefined {
  const held = factsThatHold(service);
  const support = held && supportFrom(held, ["otherUser"]);
  const user = held?.facts.otherUser?.user;
  if (user === undefined || !support || trustInSupport(support) === "told") return undefined;
  const fix = unsafe(`Run as ${user}`, "What belongs to root cannot be written any more until it belongs to that user.", [set([...service.path, "user"], user, { after: "image" })]);
  return { user, fix: { ...fix, support } };
}

/** Whether an image has nothing but a shell and its tools: in most services of such an image, somebody tries something out. */
function isBareSystem(service: Service): boolean {
  const { invocation, facts } = factsThatHold(service)?.image ?? {};
  return invocation?.idle === true && isShell(facts?.pid1?.program ?? "");
}

/** Whether the work of a service takes root: it watches the host, or holds capabilities, which root alone gets. */
function needsRoot(service: Service): boolean {
  const needs = factsThatHold(service)?.image.facts.capabilities?.needs ?? [];
  return knownValue(service.privileged) === true || isHostAgent(service) || needs.some(({ when, everyUser }) => everyUser !== true && when.includes("every-start"));
}

/** The socket belongs to root, and who has it is root in any case. */
function hasDaemonSocket(project: Project, service: Service): boolean {
  return hostMountsOf(project, service).some(({ hostPath }) => isDaemonSocket(hostPath));
}
