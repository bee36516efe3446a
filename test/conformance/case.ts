import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { parse } from "yaml";
import { DEFAULT_FILE_NAMES, OVERRIDE_FILE_NAMES } from "../../packages/core/src/compose/discovery.js";
import { effectiveModel } from "../../packages/core/src/compose/effective-model.js";
import { loadProject, type Project } from "../../packages/core/src/compose/load.js";
import { mergeTrees, removePaths, withoutRepeats } from "../../packages/core/src/compose/merge.js";
import { parseFile } from "../../packages/core/src/compose/parse-file.js";
import type { ProjectFiles } from "../../packages/core/src/compose/project-files.js";
import { toPlain } from "../../packages/core/src/compose/tree.js";

/** `case.json`; README.md tells what its keys mean. */
interface CaseFile {
  readonly valid: boolean;
  readonly reason?: string;
  readonly stage?: string;
  readonly kind?: string;
  readonly files?: readonly string[];
  readonly workdir?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly profiles?: readonly string[];
  readonly project_name?: string;
  readonly aux_files?: Readonly<Record<string, string>>;
  readonly canonical?: string;
  readonly expected_merged?: string;
  readonly note?: string;
}

/** One recorded project, with what Compose made of it. */
export interface Case extends CaseFile {
  readonly id: string;
  readonly folder: string;
}

/** All cases of a folder, in the order of their names; none if there is no such folder. */
export function readCases(root: string): readonly Case[] {
  const folders = (existsSync(root) ? readdirSync(root) : []).filter((id) => existsSync(join(root, id, "case.json")));
  return folders.sort().map((id) => ({ ...(JSON.parse(readFileSync(join(root, id, "case.json"), "utf8")) as CaseFile), id, folder: join(root, id) }));
}

/** Where the projects seem to be: the name of the folder is that of the project. */
const PARENT = "/recorded";
export const ROOT = `${PARENT}/conformance`;

/** The case's files, and those that it has as text. */
export function caseFiles({ folder, aux_files: aux = {} }: Case): ProjectFiles {
  return {
    read: (path) => {
      const name = relative(ROOT, path);
      const real = join(folder, name);
      return aux[name] ?? (existsSync(real) && statSync(real).isFile() ? readFileSync(real) : undefined);
    },
  };
}

/** Loads a case with the settings that it was recorded with. */
export function loadCase(case_: Case): Project {
  const { workdir = ".", env, files: named, project_name: projectName } = case_;
  const directory = join(ROOT, workdir);
  const files = caseFiles(case_);
  return loadProject(files, {
    files: named ? named.map((file) => join(ROOT, file)) : usualFiles(files, directory),
    ...(case_.note?.includes("project directory") ? {} : { projectDirectory: directory }),
    environment: new Map(Object.entries(env ?? {})),
    unsetVariables: "empty",
    homeFolder: "${HOME}",
    ...(projectName === undefined || projectName === "" ? {} : { projectName }),
  });
}

function usualFiles(files: ProjectFiles, directory: string): readonly string[] {
  const first = (names: readonly string[]): readonly string[] => names.map((name) => join(directory, name)).filter((path) => files.read(path) !== undefined).slice(0, 1);
  return [...first(DEFAULT_FILE_NAMES), ...first(OVERRIDE_FILE_NAMES)];
}

/** Our model in the words of the recording: paths begin with `${PROJECT}`. */
export function canonicalModel(case_: Case, project: Project): unknown {
  return modelIn(project, caseFiles(case_), case_.profiles);
}

export function modelIn(project: Project, files: ProjectFiles, profiles: readonly string[] = []): unknown {
  const model = JSON.stringify(effectiveModel(project, files, profiles));
  return JSON.parse(model.replaceAll(ROOT, "${PROJECT}").replaceAll(`${PARENT}/`, "${PROJECT}/../").replaceAll(`"${PARENT}"`, '"${PROJECT}/.."'));
}

/** The files of a case laid over each other, without anything that Compose does before and after that. */
export function mergedFiles(case_: Case): unknown {
  const files = caseFiles(case_);
  const trees = (case_.files ?? []).flatMap((name) => parseFile(name, files.read(join(ROOT, name)) ?? "").documents);
  const [first, ...others] = trees;
  if (!first) return undefined;
  const merged = others.reduce((base, { tree, cleared }) => mergeTrees(removePaths(base, cleared), tree).tree, withoutRepeats(first.tree));
  return toPlain(merged);
}

export function readExpected({ folder }: Case, file: string): unknown {
  return parse(readFileSync(join(folder, file), "utf8"), { merge: true });
}
