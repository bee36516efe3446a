import { posix } from "node:path";
import { groupProjects, usualProject, type FoundProject, type ProjectFiles, type ProjectRequest } from "@compose-lint/core";
import type { ListedProject } from "./configuration/load.js";
import type { Setup } from "./configuration/setup.js";

/** Which files make a project, as somebody has said for this run. */
export interface ProjectOptions {
  /** `-f`, in order: the files of one project. Empty: find the projects. */
  readonly files: readonly string[];
  readonly projectDirectory?: string;
  /** `--env-file`; empty for the `.env` of the project. */
  readonly envFiles: readonly string[];
  /** `--profile`; empty for the services of all profiles. */
  readonly profiles: readonly string[];
  /** Whether `include` and `extends` may lead to other files. */
  readonly follow: boolean;
}

/** One project of the files that `-f` lists; else the projects that configurations list, and those that Compose would make of the files. */
export async function projectsOf({ files, projectDirectory, envFiles, profiles, follow }: ProjectOptions, host: ProjectFiles, names: readonly string[], setup: Setup): Promise<readonly FoundProject[]> {
  const given = { ...(projectDirectory === undefined ? {} : { projectDirectory }), ...(envFiles.length > 0 ? { envFiles } : {}), ...(profiles.length > 0 ? { profiles } : {}), follow };
  const found = files.length === 0 ? listedAndFound(host, names, setup) : names.length === 0 ? [] : [{ request: { files: names }, because: "-f lists them", isFragment: false }];
  await setup.load(found.map(({ request }) => request.files[0] ?? ""));
  return found.map((project) => ({ ...project, request: { ...setup.targetOf(project.request), ...project.request, ...given } }));
}

/**
 * What is listed tells how files belong together; what would be a guess without it is none any more. What Compose runs by itself is
 * looked at all the same.
 */
function listedAndFound(host: ProjectFiles, names: readonly string[], setup: Setup): readonly FoundProject[] {
  const listed = setup.projectsWith(new Set(names));
  const found = groupProjects(host, names);
  if (listed.length === 0) return found;
  const covered = new Set(listed.flatMap(({ files }) => files));
  const isListed = ({ files }: ProjectRequest): boolean => listed.some((project) => isSame(project.files, files));
  const isGuess = ({ files }: ProjectRequest): boolean => files.every((file) => covered.has(file)) && !isUsual(host, files);
  return [...listed.map(asFound), ...found.filter(({ request }) => !isListed(request) && !isGuess(request))];
}

function isUsual(host: ProjectFiles, files: readonly string[]): boolean {
  const [main = ""] = files;
  const usual = usualProject(host, posix.dirname(main), main);
  return usual !== undefined && isSame(usual.request.files, files);
}

function asFound({ name, files, projectDirectory, envFiles, profiles, target, listedIn }: ListedProject): FoundProject {
  return {
    request: { files, ...(projectDirectory === undefined ? {} : { projectDirectory }), ...(envFiles ? { envFiles } : {}), ...(profiles ? { profiles } : {}), ...(target ? { target } : {}) },
    because: `${listedIn} lists it as ${name}`,
    isFragment: false,
  };
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((item, index) => item === others[index]);
}
