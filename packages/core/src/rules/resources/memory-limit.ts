import { isNone, limitKey, limitPaths, memoryLimitOf, type LimitKeys } from "../../compose/model/limit.js";
import { resourcesOf } from "../../compose/model/resources.js";
import { containersOf } from "../../compose/model/services.js";
import { set } from "../../compose/operation.js";
import type { Path } from "../../compose/path.js";
import { atKey, atValue } from "../../compose/place.js";
import { parseByteSize } from "../../compose/values/byte-size.js";
import { lastingOf } from "../../images/lasting.js";
import { defineRule, unsafe, type Fix } from "../rule.js";

const KEYS: LimitKeys = ["mem_limit", "memory"];

/** Less than 6 MB the daemon refuses. Source: moby `daemon/daemon_unix.go`, `linuxMinMemory`. */
const SMALLEST = 6 * 1024 ** 2;

/** Nothing, or a size that the daemon takes. */
const MEGABYTES = String.raw`^(?:|(?:[6-9]|[1-9]\d+)(?:\.\d+)? ?[mM](?:[iI]?[bB])?|(?:[1-9]\d*(?:\.\d+)?|0\.0?[1-9]\d*) ?[gG](?:[iI]?[bB])?)$`;

interface Options {
  readonly default: string;
  readonly jobs: boolean;
}

/** Without a limit a container may take all the memory of the host; then the kernel looks for a victim among all processes. */
export default defineRule({
  category: "resources",
  summary: "A service may use all the memory of the host.",
  severity: "warning",
  presets: ["recommended", "production", "strict"],
  fixable: "unsafe",
  tags: ["cis:5.11", "owasp:rule-7", "kics:bb9ac4f7-e13b-423d-a010-c74a1bfbe492", "compose-lint-python:CL-0026"],
  references: ["https://docs.docker.com/engine/containers/resource_constraints/#memory", "https://docs.docker.com/reference/compose-file/services/#mem_limit"],
  options: {
    default: { type: "string", default: "", description: "The limit that the fix writes, such as 512m. Without it there is no fix.", pattern: { source: MEGABYTES, meaning: "a size of 6 MB or more such as `512m` or `1.5g`" } },
    jobs: { type: "boolean", default: false, description: "Also report services that do one thing and end." },
  },
  presetOptions: { strict: { jobs: true } },
  absences: ["missing", "reserved"],
  messages: {
    missing: ({ service, key }: Name) => `${service} may take all the memory of the host. When none is left, the kernel kills a process of its choice, perhaps one of another service. Set ${key}.`,
    zero: ({ service }: Name) => `A memory limit of 0 is none: ${service} may take all the memory of the host. Give it a size.`,
    reserved: ({ service, key, size }: Name & Size) => `A reservation of ${size} is no limit: ${service} may still take all the memory of the host. Set ${key} as well.`,
    tooSmall: ({ service, size }: Name & Size) => `Docker will not start ${service}: its memory limit is ${size}, and 6 MB is the least. Give it a larger size, with a unit such as m.`,
  },
  check(project, report, options: Options) {
    const asked = new Set(options.jobs ? containersOf(project) : lastingOf(project));
    for (const service of containersOf(project)) {
      const limit = memoryLimitOf(service);
      const isSet = limit !== undefined && !isNone(limit);
      const tooSmall = isSet && limit.known && limit.value < SMALLEST ? limit : undefined;
      if (!tooSmall && (isSet || !asked.has(service))) continue;
      const paths = limitPaths(project, service, KEYS);
      const name = { service: service.name, key: limitKey(paths, KEYS) };
      if (tooSmall) {
        report({ at: atValue(tooSmall.origin), service, severity: "error", message: ["tooSmall", { ...name, size: tooSmall.text }] });
        continue;
      }
      const reservation = resourcesOf(service).memoryReservation;
      const fix = fixOf(paths, options.default);
      if (limit) report({ at: atValue(limit.origin), service, message: ["zero", name], ...fix });
      else if (reservation?.known && !isNone(reservation)) report({ at: atKey(reservation.origin), service, message: ["reserved", { ...name, size: reservation.text }], ...fix });
      else report({ at: atKey(service.origin), service, message: ["missing", name], ...fix });
    }
  },
});

interface Name {
  readonly service: string;
  /** Where a limit would have to be set. */
  readonly key: string;
}

interface Size {
  readonly size: string;
}

function fixOf(paths: readonly Path[], size: string): { readonly fix?: Fix } {
  if ((parseByteSize(size) ?? 0) < SMALLEST) return {};
  return { fix: unsafe(`Limit its memory to ${size}`, "If it needs more than that, the kernel kills it.", paths.map((path) => set(path, size))) };
}
