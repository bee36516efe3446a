import { openSource } from "../text/source-file.js";
import { readEnvFile } from "./env-file.js";
import { joinPath } from "./file-path.js";
import type { Lookup } from "./interpolation.js";
import type { ProjectFiles } from "./project-files.js";

/** Variables of env files, a later file before an earlier one; a file that is not there has none. `outer` wins over all of them. */
export function environmentFrom(files: ProjectFiles, paths: readonly string[], outer: Lookup = () => undefined): Lookup {
  const values = new Map<string, string>();
  for (const path of paths) {
    const content = files.read(path);
    if (content === undefined) continue;
    for (const [name, value] of readEnvFile(openSource(path, content).text, outer)) values.set(name, value);
  }
  return (name) => outer(name) ?? values.get(name);
}

/**
 * The env files of a project that was not told any: those of `COMPOSE_ENV_FILES`, or the `.env` of the project directory unless
 * `COMPOSE_DISABLE_ENV_FILE` is on. Source: compose-go `cli/options.go`.
 */
export function usualEnvFiles(projectDirectory: string, given: Lookup): readonly string[] {
  const listed = (given("COMPOSE_ENV_FILES") ?? "").split(",").filter((path) => path !== "");
  if (listed.length > 0) return listed;
  return /^(?:1|t|true)$/i.test(given("COMPOSE_DISABLE_ENV_FILE") ?? "") ? [] : [joinPath(projectDirectory, ".env")];
}
