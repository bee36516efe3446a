import { buildOf } from "../../compose/model/build.js";
import { hooksOf } from "../../compose/model/hook.js";
import { knownValue } from "../../compose/model/value.js";
import { remove } from "../../compose/operation.js";
import { atKey, atValue } from "../../compose/place.js";
import { defineRule, unsafe } from "../rule.js";

/** A privileged container has every capability, every device and no seccomp profile: root in it is root on the host. */
export default defineRule({
  category: "hardening",
  summary: "A privileged container is root on the host.",
  severity: "error",
  presets: ["recommended", "production", "strict"],
  fixable: "unsafe",
  tags: ["cis:5.5", "owasp:rule-3", "kics:ae5b6871-7f45-42e0-bb4c-ab300c4d2026", "semgrep:yaml.docker-compose.security.privileged-service", "compose-lint-python:CL-0002"],
  references: ["https://docs.docker.com/engine/containers/run/#runtime-privilege-and-linux-capabilities"],
  messages: {
    container: ({ service }: { service: string }) => `${service} is privileged: root in it is root on the host. Remove it, and add only the capability or device that is needed.`,
    hook: ({ service, hook }: { service: string; hook: string }) => `A ${hook} hook of ${service} runs privileged: what it runs is root on the host. Remove it.`,
    build: ({ service }: { service: string }) => `The build of ${service} runs privileged: what its Dockerfile runs is root on the build host. Remove it.`,
    entitlement: ({ service }: { service: string }) => `The build of ${service} may run steps without any sandbox (security.insecure): they are root on the build host. Remove it.`,
  },
  check(project, report) {
    for (const service of project.services) {
      const { name, privileged } = service;
      const because = "Whatever relied on devices, kernel settings or mounts of the host fails.";
      if (privileged?.known === true && privileged.value) {
        report({ at: atKey(privileged.origin), service, message: ["container", { service: name }], fix: unsafe("Remove privileged", because, [remove(privileged.path)]) });
      }
      const build = buildOf(service);
      if (build?.privileged?.known === true && build.privileged.value) {
        report({ at: atKey(build.privileged.origin), service, message: ["build", { service: name }], fix: unsafe("Remove privileged", because, [remove(build.privileged.path)]) });
      }
      for (const entitlement of build?.entitlements ?? []) {
        if (knownValue(entitlement) === "security.insecure") report({ at: atValue(entitlement.origin), service, message: ["entitlement", { service: name }] });
      }
      for (const { event, privileged: hook } of hooksOf(service)) {
        if (hook?.known === true && hook.value) report({ at: atKey(hook.origin), service, message: ["hook", { service: name, hook: event }] });
      }
    }
  },
});
