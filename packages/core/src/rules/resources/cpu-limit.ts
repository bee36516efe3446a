import { cpuLimitOf, isNone, isUnderDeploy, limitKey, limitPaths, type LimitKeys } from "../../compose/model/limit.js";
import type { Service } from "../../compose/model/service.js";
import { asNumber, readValue } from "../../compose/model/value.js";
import { set } from "../../compose/operation.js";
import type { Path } from "../../compose/path.js";
import { atKey, atValue } from "../../compose/place.js";
import { parseCpus } from "../../compose/values/amount.js";
import { lastingOf } from "../../images/lasting.js";
import { defineRule, unsafe, type Fix } from "../rule.js";

const KEYS: LimitKeys = ["cpus", "cpus"];

/** Docker puts no bound on processor time; when all want it, the kernel gives every container the same share. */
export default defineRule({
  category: "resources",
  summary: "A service may use all the processors of the host.",
  severity: "warning",
  presets: ["strict"],
  fixable: "unsafe",
  tags: ["owasp:rule-7", "kics:6b610c50-99fb-4ef0-a5f3-e312fd945bc3", "compose-lint-python:CL-0026"],
  references: ["https://docs.docker.com/engine/containers/resource_constraints/#cpu", "https://docs.docker.com/reference/compose-file/services/#cpus"],
  options: {
    default: { type: "string", default: "", description: "The number of processors that the fix writes, such as 1.5. Without it there is no fix.", pattern: { source: String.raw`^(?:|[1-9]\d*(?:\.\d+)?|0\.\d*[1-9]\d*)$`, meaning: "a number of processors above 0, such as `1.5`" } },
  },
  absences: ["missing"],
  messages: {
    missing: ({ service, key }: { service: string; key: string }) => `${service} may keep all the processors of the host busy, so that everything else on it gets slow. Set ${key}.`,
    zero: ({ service }: { service: string }) => `A CPU limit of 0 is none: ${service} may keep all the processors of the host busy. Give it a number above zero.`,
  },
  check(project, report, options: { default: string }) {
    for (const service of lastingOf(project)) {
      const limit = cpuLimitOf(service);
      if ((limit && !isNone(limit)) || isBoundOtherwise(service)) continue;
      const paths = limitPaths(project, service, KEYS);
      const fix = fixOf(paths, options.default);
      if (limit) report({ at: atValue(limit.origin), service, message: ["zero", { service: service.name }], ...fix });
      else report({ at: atKey(service.origin), service, message: ["missing", { service: service.name, key: limitKey(paths, KEYS) }], ...fix });
    }
  },
});

/** A quota is the same limit in other words, and a list of processors is one as well. */
function isBoundOtherwise(service: Service): boolean {
  const quota = readValue(service.tree, service.path, ["cpu_quota"], asNumber);
  return service.get("cpuset") !== undefined || (quota !== undefined && !isNone(quota));
}

function fixOf(paths: readonly Path[], cpus: string): { readonly fix?: Fix } {
  if (!((parseCpus(cpus) ?? 0) > 0)) return {};
  // Under deploy, a swarm takes text only.
  const operations = paths.map((path) => set(path, isUnderDeploy(path) ? cpus : Number(cpus)));
  return { fix: unsafe(`Limit it to ${cpus} processors`, "Whenever it wants more than that it waits, also when the host has nothing else to do.", operations) };
}
