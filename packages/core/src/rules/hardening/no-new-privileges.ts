import { append } from "../../compose/operation.js";
import { atKey } from "../../compose/place.js";
import { containersOf } from "../../compose/model/services.js";
import { knownValue } from "../../compose/model/value.js";
import type { Service } from "../../compose/model/service.js";
import { factsThatHold } from "../../images/catalogue/invocation.js";
import { supportFrom } from "../../images/catalogue/trust.js";
import { withoutElevation } from "../../images/elevation.js";
import { defineRule, supported, unsafe, type Fix } from "../rule.js";

/** Without it, a setuid program in the image makes root out of any user. */
export default defineRule({
  category: "hardening",
  summary: "A process in the container may gain privileges through setuid programs and file capabilities.",
  severity: "warning",
  presets: ["recommended", "production", "strict"],
  fixable: "safe",
  tags: ["cis:5.26", "owasp:rule-4", "kics:27fcc7d6-c49b-46e0-98f1-6c082a6a2750", "kics:610e266e-6c12-4bca-9925-1ed0cd29742b", "semgrep:yaml.docker-compose.security.no-new-privileges", "compose-lint-python:CL-0003"],
  references: ["https://docs.docker.com/reference/cli/docker/container/run/#security-opt", "https://docs.kernel.org/userspace-api/no_new_privs.html"],
  asksImages: ["capabilities", "elevation"],
  absences: ["missing"],
  messages: {
    missing: ({ service }: { service: string }) => `A setuid program in the image makes root of whoever gets into ${service}. Set no-new-privileges, with which it does not.`,
  },
  check(project, report) {
    for (const service of containersOf(project)) {
      if (knownValue(service.privileged) === true) continue;
      // An explicit `false` is a decision, and another rule's business.
      if (service.securityOptions.some((option) => !option.known || /^no-new-privileges(?:$|[:=])/i.test(option.value))) continue;
      const fix = fixOf(service);
      report({ at: atKey(service.get("security_opt")?.origin ?? service.origin), service, message: ["missing", { service: service.name }], ...(fix ? { fix } : {}) });
    }
  },
});

function fixOf(service: Service): Fix | undefined {
  const title = "Set no-new-privileges";
  const otherwise = "Programs that gain privileges on purpose, such as sudo or files with capabilities, fail.";
  const operations = [append([...service.path, "security_opt"], "no-new-privileges=true")];
  const held = factsThatHold(service);
  const effect = held?.facts.capabilities?.noNewPrivileges;
  if (effect === "harmful") return undefined;
  const ran = held && effect === "harmless" ? supportFrom(held, ["capabilities"]) : undefined;
  const asRun = ran && supported(title, { safely: "The image was run with it.", otherwise }, operations, ran);
  if (asRun?.safety === "safe") return asRun;
  const read = withoutElevation(service);
  const asRead = read && supported(title, { safely: "Its image has no program that gains privileges, but su, mount, passwd and the like, which are of no use to it.", otherwise }, operations, read);
  return asRead ?? asRun ?? unsafe(title, otherwise, operations);
}
