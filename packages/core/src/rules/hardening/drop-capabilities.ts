import { append } from "../../compose/operation.js";
import { atKey } from "../../compose/place.js";
import type { Service } from "../../compose/model/service.js";
import { containersOf } from "../../compose/model/services.js";
import { knownValue } from "../../compose/model/value.js";
import { normalizeCapability } from "../../compose/values/capability.js";
import { isRootUser } from "../../images/image-needs.js";
import { defineRule, unsafe } from "../rule.js";

/** Docker gives a container fourteen capabilities of root; most programs need none of them. */
export default defineRule({
  category: "hardening",
  summary: "A service keeps capabilities of root that it may not need.",
  severity: "warning",
  presets: ["recommended", "production", "strict"],
  fixable: "unsafe",
  tags: ["cis:5.4", "owasp:rule-3", "kics:ce76b7d0-9e77-464d-b86f-c5c48e03e22d", "compose-lint-python:CL-0006"],
  references: ["https://docs.docker.com/engine/containers/run/#runtime-privilege-and-linux-capabilities", "https://man7.org/linux/man-pages/man7/capabilities.7.html"],
  messages: {
    outOfReach: ({ service }: { service: string }) => `${service} runs as another user than root and cannot gain privileges, so it uses none of the capabilities that it keeps. Drop ALL, so that it stays that way.`,
    missing: ({ service }: { service: string }) => `${service} keeps Docker's default capabilities, such as CHOWN, NET_RAW and SETUID. Drop ALL and add back what it needs.`,
  },
  check(project, report) {
    for (const service of containersOf(project)) {
      const { capDrop } = service;
      if (knownValue(service.privileged) === true) continue;
      if (capDrop.some((capability) => !capability.known || normalizeCapability(capability.value) === "ALL")) continue;
      const isOutOfReach = hasOtherUser(service) && forbidsNewPrivileges(service);
      report({
        at: atKey(service.get("cap_drop")?.origin ?? service.origin),
        service,
        ...(isOutOfReach ? { severity: "info" } : {}),
        message: [isOutOfReach ? "outOfReach" : "missing", { service: service.name }],
        fix: unsafe("Drop all capabilities", "What the image needs is not known; a program that changes its user or the owner of files at start then fails.", [
          append([...service.path, "cap_drop"], "ALL"),
        ]),
      });
    }
  },
});

function hasOtherUser({ user }: Service): boolean {
  return user?.known === true && user.value !== "" && !isRootUser(user.value);
}

function forbidsNewPrivileges({ securityOptions }: Service): boolean {
  return securityOptions.some((option) => option.known && /^no-new-privileges(?:[:=](?:true|1|t))?$/i.test(option.value));
}
