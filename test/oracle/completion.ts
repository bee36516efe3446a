import { join } from "node:path";
import { loadProject } from "../../packages/core/src/compose/load.js";
import { lacksImage } from "../../packages/core/src/compose/model/fragment.js";
import { referencesOf, SECTIONS } from "../../packages/core/src/compose/model/reference.js";
import { nodeAt } from "../../packages/core/src/compose/tree.js";
import { unusableFiles } from "../../packages/core/src/compose/unusable-files.js";
import { disk } from "../corpus/corpus.js";
import type { OracleRequest } from "./ask.js";

/**
 * What a project lacks so that Compose would load it: many real files are one part of something whose other part is not there.
 * Both sides of a comparison get it.
 */
export interface Completion {
  /** An override with images for services that have none, and with definitions of what is named and not defined. */
  readonly sections: Readonly<Record<string, Readonly<Record<string, object>>>>;
  /** Files with variables and labels that are not there; empty ones will do. */
  readonly files: readonly string[];
}

/** As little as Compose takes for a definition. */
const DEFINITIONS: Readonly<Record<string, object>> = {
  services: { image: "completed" }, networks: {}, volumes: {}, secrets: { external: true }, configs: { external: true }, models: { model: "completed" },
};

export function completionOf({ workdir, files, env, projectName }: OracleRequest): Completion {
  const project = loadProject(disk, { files: files.map((file) => join(workdir, file)), environment: new Map(Object.entries({ PWD: workdir, ...env })), unsetVariables: "empty", projectName });
  const sections: Record<string, Record<string, object>> = {};
  const define = (section: string, name: string): void => {
    sections[section] = { ...sections[section], [name]: DEFINITIONS[section] ?? {} };
  };
  for (const service of project.services) {
    if (lacksImage(service)) define("services", service.name);
    for (const { kind, name = "", isChecked } of referencesOf(service)) {
      const isDefault = kind === "network" && name === "default";
      if (isChecked && name !== "" && !isDefault && !nodeAt(project.tree, [SECTIONS[kind], name])) define(SECTIONS[kind], name);
    }
  }
  const unusable = project.services.flatMap(({ tree }) => unusableFiles(tree, disk, project.environment));
  return { sections, files: unusable.filter(({ fault }) => fault === undefined).map(({ path }) => path) };
}
