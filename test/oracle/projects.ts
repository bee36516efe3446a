import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { groupProjects } from "../../packages/core/src/compose/discovery.js";
import type { OracleRequest } from "./ask.js";
import { disk } from "./compare.js";

/** How each project is loaded: as it is; with all profiles, so that no service escapes; and with a value for every variable as well. */
const WAYS = [
  { profiles: [], isSet: false },
  { profiles: ["*"], isSet: false },
  { profiles: ["*"], isSet: true },
] as const;

/** Every Compose file of a folder as a project of its own, and those that belong together as one. */
export function projectsIn(folder: string): readonly OracleRequest[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => /\.ya?ml$/.test(file)).sort().map((file) => join(folder, file));
  const groups = groupProjects(disk, files).map(({ request }) => request.files);
  const together = groups.filter((group) => group.length > 1);
  return [...files.map((file) => [file]), ...together].flatMap((project) => WAYS.map(({ profiles, isSet }) => request(folder, project, profiles, isSet)));
}

function request(folder: string, files: readonly string[], profiles: readonly string[], isSet: boolean): OracleRequest {
  const [main = ""] = files;
  const workdir = dirname(main);
  const id = [...files.map((file) => relative(folder, file)), ...profiles.map((profile) => `--profile ${profile}`), ...(isSet ? ["with variables"] : [])].join(" ");
  const variables = isSet ? Object.fromEntries(files.flatMap(variablesIn).map((name) => [name, "8080"])) : {};
  return { id, workdir, files: files.map((file) => relative(workdir, file)), env: { ...variables, HOME: "/home/somebody" }, profiles, projectName: "p" };
}

function variablesIn(file: string): readonly string[] {
  return [...readFileSync(file, "utf8").matchAll(/\$\{?([A-Za-z_]\w*)/g)].map(([, name = ""]) => name);
}
