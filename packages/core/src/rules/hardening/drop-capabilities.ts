import type { Service } from "../../compose/model/service.js";
import { containersOf } from "../../compose/model/services.js";
import { knownValue } from "../../compose/model/value.js";
import { append, type Operation } from "../../compose/operation.js";
import { atKey } from "../../compose/place.js";
import { rememberText } from "../../compose/remember.js";
import { normalizeCapability } from "../../compose/values/capability.js";
import { baseLineOf, obstacleLineOf } from "../../images/beside.js";
import { capabilityUseOf, isOnlyBelieved, type CapabilityUse } from "../../images/capability-use.js";
import type { Need } from "../../images/catalogue/facts.js";
import { isRootUser } from "../../images/catalogue/general.js";
import { obstacleText } from "../../images/catalogue/obstacle.js";
import { defineRule, safe, supported, unsafe, type Fix, type RelatedPlace } from "../rule.js";

/** Docker gives a container fourteen capabilities of root; most programs need none of them. */
export default defineRule({
  category: "hardening",
  summary: "A service keeps capabilities of root that it may not need.",
  severity: "warning",
  presets: ["recommended", "production", "strict"],
  fixable: "safe",
  tags: ["cis:5.4", "owasp:rule-3", "kics:ce76b7d0-9e77-464d-b86f-c5c48e03e22d", "compose-lint-python:CL-0006"],
  references: ["https://docs.docker.com/engine/containers/run/#runtime-privilege-and-linux-capabilities", "https://man7.org/linux/man-pages/man7/capabilities.7.html"],
  asksImages: ["user", "drop", "capabilities"],
  absences: ["outOfReach", "unused", "unneeded", "needed", "believed", "missing"],
  messages: {
    outOfReach: ({ service }: Named) => `${service} runs as another user than root and cannot gain privileges, so it uses none of the capabilities that it keeps. Drop ALL, so that it stays that way.`,
    unused: ({ service }: Named) => `${service} starts as another user than root and holds none of Docker's default capabilities, but a setuid program in it would. Drop ALL; that takes nothing from it.`,
    unneeded: ({ service }: Named) => `${service} keeps Docker's default capabilities, such as CHOWN, NET_RAW and SETUID, and its image needs none of them. Drop ALL.`,
    needed: ({ service, needs }: Named & { needs: string }) => `${service} keeps Docker's default capabilities, and its image needs only ${needs}. Drop ALL and add these back.`,
    believed: ({ service, needs }: Named & { needs: string }) => `${service} keeps Docker's default capabilities. Most likely, its image needs only ${needs}; nobody has tried. Drop ALL, add these back, and try it.`,
    missing: ({ service }: Named) => `${service} keeps Docker's default capabilities, such as CHOWN, NET_RAW and SETUID. Drop ALL and add back what it needs.`,
  },
  check(project, report) {
    for (const service of containersOf(project)) {
      const { name, capDrop } = service;
      if (knownValue(service.privileged) === true) continue;
      if (capDrop.some((capability) => !capability.known || normalizeCapability(capability.value) === "ALL")) continue;
      const use = capabilityUseOf(project, service);
      const isOutOfReach = hasOtherUser(service) && forbidsNewPrivileges(service);
      const fix = fixOf(service, use);
      report({
        at: atKey(service.get("cap_drop")?.origin ?? service.origin),
        service,
        ...(isOutOfReach ? { severity: "info" } : {}),
        message: isOutOfReach ? ["outOfReach", { service: name }] : messageOf(name, use),
        related: isOutOfReach ? [] : causesOf(service, use),
        ...(fix ? { fix } : {}),
      });
    }
  },
});

interface Named {
  readonly service: string;
}

function messageOf(service: string, use: CapabilityUse) {
  if (use.kind === "none") return [isOnlyBelieved(use.support) ? "missing" : "unused", { service }] as const;
  if (use.kind !== "needs") return ["missing", { service }] as const;
  const isBelieved = isOnlyBelieved(use.support);
  if (use.needs.length === 0) return [isBelieved ? "missing" : "unneeded", { service }] as const;
  return [isBelieved ? "believed" : "needed", { service, needs: withReasons(use.needs) }] as const;
}

/** Lines of a Dockerfile or of the service that decide what is known of the image. */
function causesOf(service: Service, use: CapabilityUse): readonly RelatedPlace[] {
  if (use.kind === "changed") return obstacleLineOf(use.obstacle);
  return use.kind === "needs" && !isOnlyBelieved(use.support) ? baseLineOf(service) : [];
}

const DROP = "Drop all capabilities";

function fixOf(service: Service, use: CapabilityUse): Fix | undefined {
  const drop: readonly Operation[] = [append([...service.path, "cap_drop"], "ALL")];
  const withNeeds = (needs: readonly Need[]): readonly Operation[] => [...drop, ...needs.map(({ capability }) => append([...service.path, "cap_add"], capability))];
  const asOfUnknown = (): Fix => unsafe(DROP, "What the image needs is not known; a program that changes its user or the owner of files at start then fails.", drop);
  switch (use.kind) {
    case "none":
      if (isOnlyBelieved(use.support)) return asOfUnknown();
      if (use.doubt !== undefined) return unsafe(DROP, use.doubt, drop);
      if (use.support.length === 0) return safe(DROP, NOTHING_HELD, drop);
      return supported(DROP, { safely: NOTHING_HELD, otherwise: "Whom the image starts as is documented, but was not read." }, drop, use.support);
    case "needs": {
      const { needs, support, doubt } = use;
      // What is only believed is told, and changes nothing; without needs it is the same as if nothing were known.
      if (isOnlyBelieved(support)) return needs.length === 0 ? asOfUnknown() : undefined;
      const title = titleOf(needs);
      const operations = withNeeds(needs);
      if (doubt !== undefined) return { ...unsafe(title, doubt, operations), support };
      return supported(title, { safely: "The image was run with these capabilities and no others.", otherwise: "What the image needs was read in its scripts, and not tried." }, operations, support);
    }
    case "changed": {
      const because = `What the image needs may be something else here because of ${obstacleText(use.obstacle)}.`;
      return isOnlyBelieved(use.support) ? unsafe(DROP, because, drop) : { ...unsafe(titleOf(use.needs), because, withNeeds(use.needs)), support: use.support };
    }
    case "own-user":
      return unsafe(DROP, "A program whose file has capabilities does not start without them; nothing else notices.", drop);
    case "unknown":
      return asOfUnknown();
  }
}

const NOTHING_HELD = "It starts as another user than root, for whom Docker grants none of them, and no file is known to have any.";

function titleOf(needs: readonly Need[]): string {
  return needs.length === 0 ? DROP : `${DROP} but ${listed(needs.map(({ capability }) => capability))}`;
}

/** `SETGID and SETUID (gosu makes redis of root) and CHOWN (…)`; lines of scripts and further remarks are for the catalogue's page. */
function withReasons(needs: readonly Need[]): string {
  const byReason = new Map<string, readonly string[]>();
  for (const { capability, because } of needs) {
    const reason = withoutRemarks(because);
    byReason.set(reason, [...(byReason.get(reason) ?? []), capability]);
  }
  return listed([...byReason].map(([reason, capabilities]) => `${listed(capabilities)} (${reason})`));
}

const withoutRemarks = rememberText((because) => because.replace(/ \([^()]*:\d[^()]*\)|;.*/g, ""));

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}

function hasOtherUser({ user }: Service): boolean {
  return user?.known === true && user.value !== "" && !isRootUser(user.value);
}

function forbidsNewPrivileges({ securityOptions }: Service): boolean {
  return securityOptions.some((option) => option.known && /^no-new-privileges(?:[:=](?:true|1|t))?$/i.test(option.value));
}
