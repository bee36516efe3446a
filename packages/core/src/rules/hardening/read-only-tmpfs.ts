import type { Service } from "../../compose/model/service.js";
import { containersOf } from "../../compose/model/services.js";
import { append } from "../../compose/operation.js";
import { atKey } from "../../compose/place.js";
import { baseLineOf } from "../../images/beside.js";
import type { WrittenPath } from "../../images/catalogue/facts.js";
import { tmpfsFor } from "../../images/catalogue/general.js";
import { isMounted, isWritable, writtenPaths, type Written } from "../../images/writable-paths.js";
import { defineRule, safe, supported, unsafe, type Fix } from "../rule.js";

/** On a read-only root file system nothing can be written outside of mounts, not even what the program needs to start. */
export default defineRule({
  category: "hardening",
  summary: "A service with `read_only: true` cannot write where it has to.",
  severity: "warning",
  presets: ["recommended", "production", "strict"],
  fixable: "safe",
  tags: ["owasp:rule-8"],
  references: ["https://docs.docker.com/reference/cli/docker/container/run/#read-only", "https://docs.docker.com/engine/storage/tmpfs/"],
  asksImages: ["files", "data"],
  options: {
    unknownImages: { type: "boolean", default: false, description: "Ask for a writable /tmp and /run also where it is not known what the image writes." },
  },
  presetOptions: { strict: { unknownImages: true } },
  messages: {
    needed: ({ service, path }: Names) => `The image of ${service} writes to ${path}, which is read-only: it does not start, or fails later. Mount a tmpfs on ${path}.`,
    usual: ({ service, path }: Names) => `${service} has a read-only root file system and no writable ${path}: what it writes there fails. Mount a tmpfs on ${path}.`,
  },
  check(project, report, options: { unknownImages: boolean }) {
    for (const service of containersOf(project)) {
      const { readOnly } = service;
      if (readOnly?.known !== true || !readOnly.value || !service.mountsComplete) continue;
      const written = writtenPaths(project, service);
      const usual = options.unknownImages && !written ? USUAL.filter(({ path }) => !isWritable(service, path)) : [];
      for (const place of written?.missing ?? usual) {
        const fix = fixOf(service, place, written);
        report({ at: atKey(readOnly.origin), service, message: [written ? "needed" : "usual", { service: service.name, path: place.path }], related: written ? baseLineOf(service) : [], ...(fix ? { fix } : {}) });
      }
    }
  },
});

interface Names {
  readonly service: string;
  readonly path: string;
}

/** Where programs keep temporary files, pid files and sockets. */
const USUAL: readonly WrittenPath[] = [
  { path: "/tmp", holds: "temporary files" },
  { path: "/run", holds: "pid files and sockets" },
];

function fixOf(service: Service, place: WrittenPath, written: Written | undefined): Fix | undefined {
  if (isMounted(service, place.path) || written?.takesTmpfs === false) return undefined;
  const title = `Mount a tmpfs on ${place.path}`;
  const operations = [append([...service.path, "tmpfs"], tmpfsFor(place))];
  // Every image has a /tmp that everybody may write to, and a tmpfs keeps that.
  if (place.path === "/tmp") return safe(title, "Nothing could be written there before.", operations);
  const otherwise = "The tmpfs hides what the image keeps there, and belongs to root.";
  if (!written || service.user) return unsafe(title, otherwise, operations);
  // Nothing could be written there before, whatever else it may need.
  return supported(title, { safely: "The image was run like that, and does not run without it.", otherwise }, operations, written.support);
}
