import type { Project } from "../../compose/load.js";
import { isForSwarm } from "../../compose/model/deploy.js";
import type { Service } from "../../compose/model/service.js";
import { containersOf } from "../../compose/model/services.js";
import { set } from "../../compose/operation.js";
import type { Path } from "../../compose/path.js";
import { atKey, atValue } from "../../compose/place.js";
import { factsThatHold } from "../../images/catalogue/invocation.js";
import { supportFrom } from "../../images/catalogue/trust.js";
import { defineRule, unsafe } from "../rule.js";

const SUGGESTED = 200;

/** Docker sets no limit on processes: what forks without end takes the host along. */
export default defineRule({
  category: "hardening",
  summary: "Nothing limits how many processes and threads a service may start.",
  severity: "warning",
  presets: ["recommended", "production", "strict"],
  fixable: "unsafe",
  tags: ["cis:5.29", "owasp:rule-7", "kics:221e0658-cb2a-44e3-b08a-db96a341d6fa"],
  references: ["https://docs.docker.com/reference/compose-file/services/#pids_limit", "https://docs.kernel.org/admin-guide/cgroup-v2.html#pid"],
  asksImages: ["processes"],
  absences: ["missing"],
  messages: {
    missing: ({ service }: { service: string }) => `Nothing limits how many processes ${service} may start: a fork bomb or a leak of threads takes the whole host. Set pids_limit.`,
    unlimited: ({ service, value }: { service: string; value: string }) => `A pids_limit of ${value} limits nothing: a fork bomb or a leak of threads in ${service} takes the whole host. Set a number above zero.`,
  },
  check(project, report) {
    for (const service of containersOf(project)) {
      const { name, pidsLimit: limit } = service;
      if (limit?.known === false || (limit && limit.value > 0) || isLimitedByDeploy(service)) continue;
      const held = factsThatHold(service);
      const known = held?.facts.processes?.confidence === "inferred" ? undefined : held?.facts.processes?.limit;
      const support = known === undefined ? undefined : held && supportFrom(held, ["processes"]);
      const suggested = known ?? SUGGESTED;
      const fix = unsafe(`Allow ${String(suggested)} processes`, "A program that needs more processes and threads than that can then start no further one.", limitPaths(project, service).map((path) => set(path, suggested)));
      report({
        at: limit ? atValue(limit.origin) : atKey(service.origin),
        service,
        message: limit ? ["unlimited", { service: name, value: limit.text }] : ["missing", { service: name }],
        fix: support ? { ...fix, support } : fix,
      });
    }
  },
});

/** `pids_limit: 0` counts as not set, so that a figure under deploy decides. */
function isLimitedByDeploy(service: Service): boolean {
  const pids = service.get("deploy", "resources", "limits", "pids");
  return pids?.kind === "scalar" && (!pids.known || Number(pids.value) > 0);
}

/** Beside `deploy.resources.limits`, Compose accepts pids_limit only with the same figure there. So the figure goes there, and to pids_limit if that is written. */
function limitPaths(project: Project, service: Service): readonly Path[] {
  const short: Path = [...service.path, "pids_limit"];
  // A swarm reads no other key, and refuses a file with pids_limit.
  if (!service.get("deploy", "resources", "limits") && !isForSwarm(project)) return [short];
  return [...(service.get("pids_limit") ? [short] : []), [...service.path, "deploy", "resources", "limits", "pids"]];
}
