import type { ProjectRequest } from "../../src/compose/load.js";
import type { ProjectFiles } from "../../src/compose/project-files.js";
import type { Configuration } from "../../src/engine/configuration.js";
import { fixProjects, type FixOptions, type FixResult } from "../../src/engine/fix.js";
import type { Diagnostic } from "../../src/engine/lint.js";

/** What came of one project, seen from its first file. */
export interface FixedFirstFile extends FixResult {
  readonly before: string;
  readonly after: string;
  readonly fixed: readonly Diagnostic[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Repairs one project. */
export function fixFile(files: ProjectFiles, request: ProjectRequest | string, configuration: Configuration, options: FixOptions): FixedFirstFile {
  const asked = typeof request === "string" ? { files: [request] } : request;
  const result = fixProjects(files, [asked], configuration, options);
  const [project] = result.projects;
  const text = project?.project.files[0]?.text ?? "";
  const before = result.files.find(({ path }) => path === asked.files[0])?.before ?? text;
  return { ...result, before, after: text, fixed: result.fixes.flatMap(({ diagnostics }) => diagnostics), diagnostics: project?.diagnostics ?? [] };
}
