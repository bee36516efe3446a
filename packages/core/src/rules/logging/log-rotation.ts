import type { Project } from "../../compose/load.js";
import type { Service } from "../../compose/model/service.js";
import { containersOf } from "../../compose/model/services.js";
import { set, type Operation } from "../../compose/operation.js";
import { atKey } from "../../compose/place.js";
import { plainMapping, type PlainMapping } from "../../compose/plain.js";
import { nodeAt, textOf, toPlain } from "../../compose/tree.js";
import { defineRule, safe } from "../rule.js";

const MAX_SIZE = "10m";
const MAX_FILE = "3";

/** The default driver json-file keeps everything a container prints in one file, for ever. */
export default defineRule({
  category: "logging",
  summary: "The service's log grows until the disk is full.",
  severity: "warning",
  presets: ["recommended", "production", "strict"],
  fixable: "safe",
  tags: [],
  references: ["https://docs.docker.com/engine/logging/drivers/json-file/", "https://docs.docker.com/engine/logging/configure/"],
  absences: ["unlimited"],
  messages: {
    unlimited: ({ service }: { service: string }) => `Docker keeps everything ${service} prints until the disk is full. Set max-size and max-file.`,
    maxFileAlone: ({ service }: { service: string }) => `max-file does nothing without max-size: Docker keeps everything ${service} prints until the disk is full. Set max-size.`,
    maxSizeAlone: ({ service }: { service: string }) => `Without max-file the log of ${service} starts over each time it reaches max-size, and the lines before are gone. Set max-file.`,
  },
  check(project, report) {
    const shared = sharedLogging(project);
    for (const service of containersOf(project)) {
      const { driver, maxSize, maxFile, node } = service.logging;
      if (driver?.known === false) continue;
      if ((driver && driver.value !== "json-file") || (maxSize && maxFile)) continue;
      const message = maxSize ? "maxSizeAlone" : maxFile ? "maxFileAlone" : "unlimited";
      report({
        at: atKey(node?.origin ?? service.origin),
        service,
        message: [message, { service: service.name }],
        fix: safe("Rotate the log", "What the program prints and how it is read stay the same; the oldest lines go.", operationsFor(service, shared)),
      });
    }
  },
});

function operationsFor(service: Service, shared: PlainMapping | undefined): readonly Operation[] {
  const { node, driver, maxSize, maxFile } = service.logging;
  const at = [...service.path, "logging"];
  const options = plainMapping([...(maxSize ? [] : [["max-size", MAX_SIZE] as const]), ...(maxFile ? [] : [["max-file", MAX_FILE] as const])]);
  if (node?.kind !== "mapping") return [set(at, shared ?? plainMapping([["driver", "json-file"], ["options", options]]))];

  const driverOperation = driver ? [] : [set([...at, "driver"], "json-file")];
  if (node.entries.get("options")?.kind !== "mapping") return [...driverOperation, set([...at, "options"], options)];
  return [...driverOperation, ...Object.entries(options).map(([key, value]) => set([...at, "options", key], value))];
}

/** What the file itself has prepared for all services: an anchored `x-…` block that rotates. */
function sharedLogging(project: Project): PlainMapping | undefined {
  for (const [key, node] of project.tree?.entries ?? []) {
    if (!key.startsWith("x-") || node.kind !== "mapping" || node.origin.node.kind !== "mapping" || node.origin.node.anchor === undefined) continue;
    const driver = textOf(node.entries.get("driver"));
    const rotates = driver === "local" || (driver === "json-file" && nodeAt(node, ["options", "max-size"]) && nodeAt(node, ["options", "max-file"]));
    if (rotates) return toPlain(node) as PlainMapping;
  }
  return undefined;
}
