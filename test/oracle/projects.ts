import { readFileSync } from "node:fs";
import { dirname, relative } from "node:path";
import { projectsOf } from "../corpus/corpus.js";
import type { OracleRequest } from "./ask.js";

/** How a project is loaded. */
export interface Way {
  readonly profiles: readonly string[];
  /** Whether every variable has a value. */
  readonly isSet: boolean;
}

/** As it is; with all profiles, so that no service escapes; and with a value for every variable as well. */
const WAYS: readonly Way[] = [
  { profiles: [], isSet: false },
  { profiles: ["*"], isSet: false },
  { profiles: ["*"], isSet: true },
];

/** Every project of a folder in every way. */
export function projectsIn(folder: string): readonly OracleRequest[] {
  return projectsOf(folder).flatMap((files) => WAYS.map((way) => requestFor(folder, files, way)));
}

export function requestFor(folder: string, files: readonly string[], { profiles, isSet }: Way): OracleRequest {
  const [main = ""] = files;
  const workdir = dirname(main);
  const id = [...files.map((file) => relative(folder, file)), ...profiles.map((profile) => `--profile ${profile}`), ...(isSet ? ["with variables"] : [])].join(" ");
  const variables = isSet ? Object.fromEntries(files.flatMap(variablesIn).map((name) => [name, "8080"])) : {};
  return { id, workdir, files: files.map((file) => relative(workdir, file)), env: { ...variables, HOME: "/home/somebody" }, profiles, projectName: "p" };
}

function variablesIn(file: string): readonly string[] {
  return [...readFileSync(file, "utf8").matchAll(/\$\{?([A-Za-z_]\w*)/g)].map(([, name = ""]) => name);
}
