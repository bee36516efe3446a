import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { groupProjects } from "../../packages/core/src/compose/discovery.js";
import type { ProjectFiles } from "../../packages/core/src/compose/project-files.js";

export const disk: ProjectFiles = { read: (path) => (existsSync(path) && statSync(path).isFile() ? readFileSync(path) : undefined) };

/** The folder with other people's Compose files. Compose resolves symbolic links in some paths, so this is where the folder really is. */
export function corpusFolder(): string {
  const folder = resolve(import.meta.dirname, "../..", process.env["COMPOSE_LINT_CORPUS"] ?? "../shared/corpus");
  if (!existsSync(folder)) throw new Error(`The corpus is not there: ${folder}. COMPOSE_LINT_CORPUS says where it is.`);
  return realpathSync(folder);
}

/** Every Compose file of a folder as a project of its own, and those that belong together as one; the files of each, in order. */
export function projectsOf(folder: string): readonly (readonly string[])[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => /\.ya?ml$/.test(file)).sort().map((file) => join(folder, file));
  const groups = groupProjects(disk, files).map(({ request }) => request.files);
  return [...files.map((file) => [file]), ...groups.filter((group) => group.length > 1)];
}
