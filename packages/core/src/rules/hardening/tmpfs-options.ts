import type { Mount } from "../../compose/model/mount.js";
import { namespaceOf } from "../../compose/model/namespace.js";
import { resourcesOf } from "../../compose/model/resources.js";
import type { Service } from "../../compose/model/service.js";
import { knownValue } from "../../compose/model/value.js";
import { set, type Operation } from "../../compose/operation.js";
import { atValue } from "../../compose/place.js";
import { textOf } from "../../compose/tree.js";
import { defineRule, unsafe } from "../rule.js";

const SUGGESTED = "64m";
const SUGGESTED_BYTES = 64 * 1024 ** 2;

/** A tmpfs is memory: of the container's limit if there is one, else of the host's. */
export default defineRule({
  category: "hardening",
  summary: "A tmpfs allows what Docker forbids there, or takes more memory than there is for it.",
  severity: "warning",
  presets: ["recommended", "production", "strict"],
  fixable: "unsafe",
  tags: ["owasp:rule-8", "compose-lint-python:CL-0022"],
  references: ["https://docs.docker.com/engine/storage/tmpfs/", "https://docs.kernel.org/filesystems/tmpfs.html"],
  options: {
    withinMemoryLimit: { type: "boolean", default: false, description: "Ask for a size also where a memory limit bounds the tmpfs." },
  },
  presetOptions: { strict: { withinMemoryLimit: true } },
  messages: {
    exec: ({ service, path }: Names) => `What is written to ${path} in ${service} can be executed (exec), so an attacker can bring programs along. Leave exec out.`,
    suid: ({ service, path }: Names) => `Setuid programs on ${path} in ${service} take effect (suid): whoever can write them there gets another user's rights. Leave suid out.`,
    dev: ({ service, path }: Names) => `Device nodes on ${path} in ${service} take effect (dev). Leave dev out.`,
    unbounded: ({ service, path }: Names) => `${path} of ${service} may fill half of the host's memory: the tmpfs has no size, and the service no memory limit. Give it a size.`,
    withinLimit: ({ service, path }: Names) => `${path} of ${service} may fill all the memory of its limit, so that the program is killed instead of being told that the disk is full. Give it a size.`,
    tooLarge: ({ service, sum, limit }: { service: string; sum: string; limit: string }) => `${service} may keep ${sum} of files in memory, which leaves nothing of its ${limit} for the program: it is killed before the disk is full. Make the sizes smaller or the limit larger.`,
  },
  check(project, report, options: { withinMemoryLimit: boolean }) {
    for (const service of project.services) {
      if (service.kind !== "linux") continue;
      const { name, memoryLimit: limit } = service;
      const mounts = service.mounts.filter(({ tmpfs, access }) => tmpfs && access !== "read-only");
      if (mounts.length === 0) continue;
      for (const mount of mounts) {
        for (const option of mount.tmpfs?.reenabled ?? []) {
          // The init of s6-overlay keeps its programs in /run.
          if (option === "exec" && /^(?:\/var)?\/run$/.test(mount.target)) continue;
          report({
            at: atValue(mount.origin),
            service,
            message: [option, { service: name, path: mount.target }],
            fix: unsafe(`Leave ${option} out`, "What relied on it fails.", [setOptions(service, mount, (words) => words.filter((word) => word !== option))]),
          });
        }
      }
      const unsized = service.complete ? mounts.filter(({ tmpfs }) => tmpfs?.hasSize !== true || tmpfs.size === 0) : [];
      const isBounded = limit !== undefined && !(limit.known && limit.value <= 0);
      const [first] = unsized;
      if (first && (!isBounded || options.withinMemoryLimit)) {
        report({
          at: atValue(first.origin),
          service,
          message: [isBounded ? "withinLimit" : "unbounded", { service: name, path: unsized.map(({ target }) => target).join(" and ") }],
          fix: unsafe(`Limit ${unsized.length === 1 ? "it" : "each"} to ${SUGGESTED}`, "Who needs more than that there is told that the disk is full.", unsized.map((mount) => setSize(service, mount))),
        });
      }
      const [largest] = [...mounts].sort((a, b) => sizeOf(b) - sizeOf(a));
      const sum = mounts.reduce((total, mount) => total + sizeOf(mount), sharedMemoryOf(service));
      if (largest && limit?.known === true && limit.value > 0 && sum >= limit.value) {
        report({ at: atValue(largest.origin), service, message: ["tooLarge", { service: name, sum: inMegabytes(sum), limit: inMegabytes(limit.value) }] });
      }
    }
  },
});

interface Names {
  readonly service: string;
  readonly path: string;
}

function sizeOf({ tmpfs }: Mount): number {
  return tmpfs?.size ?? 0;
}

/** `/dev/shm` is a tmpfs like the others, unless it is somebody else's. */
function sharedMemoryOf(service: Service): number {
  return namespaceOf(service, "ipc")?.sharedWith ? 0 : (knownValue(resourcesOf(service).sharedMemory) ?? 0);
}

function setSize(service: Service, mount: Mount): Operation {
  if (mount.path.at(-2) === "volumes") return set([...mount.path, "tmpfs", "size"], SUGGESTED_BYTES);
  return setOptions(service, mount, (words) => [...words.filter((word) => !word.startsWith("size=")), `size=${SUGGESTED}`]);
}

/** Writes the words behind the colon of `/tmp:size=64m,mode=1777` anew. */
function setOptions(service: Service, mount: Mount, change: (words: readonly string[]) => readonly string[]): Operation {
  const [target = "", words = ""] = (textOf(service.get(...mount.path.slice(service.path.length))) ?? mount.target).split(/:(.*)/s);
  const changed = change(words.split(",").filter((word) => word !== ""));
  const text = changed.length === 0 ? target : `${target}:${changed.join(",")}`;
  // A single text counts as a list of one, but has no items that could be written to.
  const isSingle = service.get("tmpfs")?.origin.node.kind === "scalar";
  return isSingle ? set([...service.path, "tmpfs"], [text]) : set(mount.path, text);
}

function inMegabytes(bytes: number): string {
  return `${String(Math.round(bytes / 1024 ** 2))} MB`;
}
