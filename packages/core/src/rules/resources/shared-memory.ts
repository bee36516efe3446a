import { memoryLimitOf } from "../../compose/model/limit.js";
import { namespaceOf } from "../../compose/model/namespace.js";
import { resourcesOf } from "../../compose/model/resources.js";
import type { Service } from "../../compose/model/service.js";
import { containersOf } from "../../compose/model/services.js";
import { isStack } from "../../compose/model/stack.js";
import { startedPrograms } from "../../compose/model/started-programs.js";
import { set } from "../../compose/operation.js";
import { atKey } from "../../compose/place.js";
import { parseByteSize } from "../../compose/values/byte-size.js";
import { baseLineOf } from "../../images/beside.js";
import { factsThatHold } from "../../images/catalogue/invocation.js";
import { supportFrom, type Support } from "../../images/catalogue/trust.js";
import { lastingOf } from "../../images/lasting.js";
import { roleOf } from "../../images/roles.js";
import { defineRule, unsafe, type Fix } from "../rule.js";

/** Docker gives a container 64 MB at `/dev/shm`, where programs of several processes keep what they share. */
export default defineRule({
  category: "resources",
  summary: "A program that keeps much in shared memory has only the 64 MB that Docker gives by default.",
  severity: "info",
  presets: ["recommended", "production", "strict"],
  fixable: "unsafe",
  tags: [],
  references: ["https://docs.docker.com/reference/compose-file/services/#shm_size", "https://github.com/docker-library/docs/blob/master/postgres/content.md"],
  asksImages: ["role", "memory"],
  options: {
    postgres: { type: "boolean", default: false, description: "Also report PostgreSQL, which needs more only for queries that run in parallel." },
  },
  presetOptions: { production: { postgres: true }, strict: { postgres: true } },
  absences: ["small", "smallInStack"],
  messages: {
    small: ({ service, program, failure, size }: Facts) => `${service} runs ${program} with 64 MB of shared memory, Docker's default: when they are full, ${failure}. Set shm_size, to ${size} for a start.`,
    smallInStack: ({ service, program, failure, size }: Facts) => `${service} runs ${program} with 64 MB of shared memory, Docker's default: when they are full, ${failure}. A stack has no shm_size: mount a tmpfs of ${size} on /dev/shm.`,
  },
  check(project, report, options: { postgres: boolean }) {
    const lasting = new Set(lastingOf(project));
    for (const service of containersOf(project)) {
      const held = factsThatHold(service);
      const { shared: size, sharedBy: program, without: failure, seldom } = held?.facts.memory ?? {};
      if (!held || size === undefined || program === undefined || failure === undefined || hasOwnShare(service)) continue;
      if (seldom === true && !(options.postgres && lasting.has(service) && roleOf(service) === "data-store" && keepsInFiles(service))) continue;
      const facts = { service: service.name, program, failure, size };
      if (isStack(project)) report({ at: atKey(service.origin), service, message: ["smallInStack", facts], related: baseLineOf(service) });
      else report({ at: atKey(service.origin), service, message: ["small", facts], related: baseLineOf(service), ...fixOf(service, size, supportFrom(held, ["memory"])) });
    }
  },
});

interface Facts {
  readonly service: string;
  readonly program: string;
  readonly failure: string;
  readonly size: string;
}

/** Whether somebody has said how much there is, or has put something else there. */
function hasOwnShare(service: Service): boolean {
  const { mounts, mountsComplete } = service;
  return resourcesOf(service).sharedMemory !== undefined || namespaceOf(service, "ipc") !== undefined || !mountsComplete || mounts.some(({ target }) => target === "/dev/shm");
}

/** PostgreSQL can be told to keep it elsewhere. Source: PostgreSQL, `dynamic_shared_memory_type`. */
function keepsInFiles(service: Service): boolean {
  return !startedPrograms(service).flat().some(({ text }) => /dynamic[-_]shared[-_]memory[-_]type=(?:sysv|mmap)/.test(text));
}

/** Shared memory is a part of the memory limit: what would take all of it is no help. */
function fixOf(service: Service, size: string, support: readonly Support[] | undefined): { readonly fix?: Fix } {
  const limit = memoryLimitOf(service);
  if (limit && !(limit.known && (limit.value === 0 || limit.value > (parseByteSize(size) ?? 0)))) return {};
  const fix = unsafe(`Give it ${size} of shared memory`, "What it keeps there counts towards its memory.", [set([...service.path, "shm_size"], size)]);
  return { fix: support ? { ...fix, support } : fix };
}
