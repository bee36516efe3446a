import type { Project } from "../../compose/load.js";
import { configsOf, secretsOf } from "../../compose/model/file-grant.js";
import type { Service } from "../../compose/model/service.js";
import { longRunningOf } from "../../compose/model/services.js";
import { knownValue } from "../../compose/model/value.js";
import { append, set, type Operation } from "../../compose/operation.js";
import { atKey } from "../../compose/place.js";
import { obstacleLineOf } from "../../images/beside.js";
import { tmpfsFor } from "../../images/catalogue/general.js";
import { writtenPaths, type Written } from "../../images/writable-paths.js";
import { defineRule, supported, unsafe, type Fix } from "../rule.js";

/** What cannot be written cannot be changed by whoever breaks in. Only of some images it is known where they have to write. */
export default defineRule({
  category: "hardening",
  summary: "The root file system of a service is writable, so that what an attacker leaves there stays.",
  severity: "warning",
  presets: ["recommended", "production", "strict"],
  fixable: "safe",
  tags: ["cis:5.13", "owasp:rule-8", "semgrep:yaml.docker-compose.security.writable-filesystem-service", "compose-lint-python:CL-0007"],
  references: ["https://docs.docker.com/reference/cli/docker/container/run/#read-only", "https://docs.docker.com/reference/compose-file/services/#read_only"],
  asksImages: ["files", "data"],
  options: {
    unknownImages: { type: "boolean", default: false, description: "Report services also where it is not known whether their image runs on a read-only root file system." },
  },
  presetOptions: { strict: { unknownImages: true } },
  absences: ["nothing", "paths", "unknown"],
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
      const written = writtenPaths(project, service);
      if (written) {
        const fix = fixOf(service, written);
        const paths = written.missing.map(({ path }) => path).join(" and ");
        report({ at, service, message: paths === "" ? ["nothing", { service: name }] : ["paths", { service: name, paths }], related: written.obstacle ? obstacleLineOf(written.obstacle) : [], ...(fix ? { fix } : {}) });
      } else if (options.unknownImages) {
        report({ at, service, message: ["unknown", { service: name }] });
      }
    }
  },
});

function fixOf(service: Service, { missing, takesTmpfs, support, doubt }: Written): Fix | undefined {
  // To another user than the image's, a new tmpfs may be closed.
  if (!takesTmpfs || (service.user && missing.length > 0)) return undefined;
  const title = "Make the root file system read-only";
  const operations: readonly Operation[] = [set([...service.path, "read_only"], true), ...missing.map((path) => append([...service.path, "tmpfs"], tmpfsFor(path)))];
  if (doubt !== undefined) return { ...unsafe(title, doubt, operations), support };
  return supported(title, { safely: "The image was run like that, with its data and nothing else to write to.", otherwise: "That the image writes nowhere else was read, and not tried." }, operations, support);
}

/** Compose writes these into the container, and refuses to do so where it cannot. Source: docker/compose `pkg/compose/secrets.go`. */
function needsWritableRoot(project: Project, service: Service): boolean {
  return [...secretsOf(project, service), ...configsOf(project, service)].some(({ definition }) => definition?.source !== undefined && definition.source.from !== "file");
}
