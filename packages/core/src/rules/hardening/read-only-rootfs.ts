import type { Project } from "../../compose/load.js";
import { configsOf, secretsOf } from "../../compose/model/file-grant.js";
import type { Service } from "../../compose/model/service.js";
import { longRunningOf } from "../../compose/model/services.js";
import { knownValue } from "../../compose/model/value.js";
import { append, set } from "../../compose/operation.js";
import { atKey } from "../../compose/place.js";
import { isMounted, isWritable, writtenPaths } from "../../images/writable-paths.js";
import { defineRule, unsafe, type Fix } from "../rule.js";

/** What cannot be written cannot be changed by whoever breaks in. Only of some images it is known where they have to write. */
export default defineRule({
  category: "hardening",
  summary: "The root file system of a service is writable, so that what an attacker leaves there stays.",
  severity: "warning",
  presets: ["recommended", "production", "strict"],
  fixable: "unsafe",
  tags: ["cis:5.13", "owasp:rule-8", "semgrep:yaml.docker-compose.security.writable-filesystem-service", "compose-lint-python:CL-0007"],
  references: ["https://docs.docker.com/reference/cli/docker/container/run/#read-only", "https://docs.docker.com/reference/compose-file/services/#read_only"],
  options: {
    unknownImages: { type: "boolean", default: false, description: "Report services also where it is not known whether their image runs on a read-only root file system." },
  },
  presetOptions: { strict: { unknownImages: true } },
  messages: {
    nothing: ({ service }: { service: string }) => `Whoever gets into ${service} can leave files in it that stay, though its image writes nothing but its data. Set read_only: true.`,
    paths: ({ service, paths }: { service: string; paths: string }) => `Whoever gets into ${service} can leave files in it that stay, though its image writes to ${paths} only, beside its data. Set read_only: true, with a tmpfs there.`,
    unknown: ({ service }: { service: string }) => `Whoever gets into ${service} can leave files in it that stay. Set read_only: true, with a tmpfs or a volume wherever it writes.`,
  },
  check(project, report, options: { unknownImages: boolean }) {
    for (const service of longRunningOf(project)) {
      const { name, readOnly } = service;
      if (readOnly?.known === false || readOnly?.value === true || knownValue(service.privileged) === true || needsWritableRoot(project, service)) continue;
      const at = atKey(readOnly?.origin ?? service.origin);
      const written = writtenPaths(service);
      if (written) {
        const missing = written.filter((path) => !isWritable(service, path));
        report({ at, service, message: missing.length === 0 ? ["nothing", { service: name }] : ["paths", { service: name, paths: missing.join(" and ") }], ...fixOf(service, missing) });
      } else if (options.unknownImages) {
        report({ at, service, message: ["unknown", { service: name }] });
      }
    }
  },
});

function fixOf(service: Service, missing: readonly string[]): { readonly fix?: Fix } {
  // To another user than the image's, a new tmpfs is closed; and on a path there can be only one mount.
  if (service.user || missing.some((path) => isMounted(service, path))) return {};
  const operations = [set([...service.path, "read_only"], true), ...missing.map((path) => append([...service.path, "tmpfs"], `${path}:size=64m`))];
  return { fix: unsafe("Make the root file system read-only", "A configuration of its own may make the program write elsewhere, and 64 MB may be too little.", operations) };
}

/** Compose writes these into the container, and refuses to do so where it cannot. Source: docker/compose `pkg/compose/secrets.go`. */
function needsWritableRoot(project: Project, service: Service): boolean {
  return [...secretsOf(project, service), ...configsOf(project, service)].some(({ definition }) => definition?.source !== undefined && definition.source.from !== "file");
}
