import type { SourceFile } from "../text/source-file.js";
import type { YamlNode } from "../yaml/nodes.js";
import { withDockerfiles } from "./dockerfiles.js";
import { environmentFrom, usualEnvFiles } from "./environment.js";
import { parentFolder } from "./file-path.js";
import type { UnsetVariables } from "./interpolate-tree.js";
import type { Lookup } from "./interpolation.js";
import { FileLoader } from "./load-files.js";
import { isActive } from "./model/active.js";
import { relativeSource } from "./model/relative-source.js";
import { modelServices, type Service } from "./model/service.js";
import type { Place } from "./place.js";
import type { Problem } from "./problem.js";
import type { ProjectFiles } from "./project-files.js";
import { projectNameOfFolder, writtenProjectName } from "./project-name.js";
import type { Mapping } from "./tree.js";

/** Who runs the files: `docker compose`, or `docker stack deploy`. */
export type Target = "compose" | "swarm";

/** Which files make a project, as `docker compose` would be told on its command line. */
export interface ProjectRequest {
  /** `-f`, in order: later files are laid over earlier ones. */
  readonly files: readonly string[];
  /** Nobody has said that these are run, and nothing else: that was concluded from what the files say. */
  readonly isGuess?: boolean;
  /** `--project-directory`; the folder of the first file where it is absent. */
  readonly projectDirectory?: string;
  /** `--env-file`; the `.env` of the project directory where it is absent. */
  readonly envFiles?: readonly string[];
  /**
   * Variables that are known to be set where the project runs; they win over env files. What happens to be set where the linter
   * runs says nothing about that, so there are none by default.
   */
  readonly environment?: ReadonlyMap<string, string>;
  /** `--profile`: only services that run with these profiles are looked at; all of them where it is absent. */
  readonly profiles?: readonly string[];
  /** What runs the files, if somebody has said so: `docker compose`, or `docker stack deploy`. Where it is absent, what they say tells. */
  readonly target?: Target;
  /** Whether `include` and `extends` may lead to other files; true where it is absent. */
  readonly follow?: boolean;
  /**
   * What a variable stands for that nobody set. Compose takes an empty text and fails where that will not do; a linter does not know,
   * and that is what holds where this is absent.
   */
  readonly unsetVariables?: UnsetVariables;
  /** `-p`. */
  readonly projectName?: string;
  /** What `~` stands for; where it is absent, paths keep it. */
  readonly homeFolder?: string;
}

/** What Docker would run, as far as the files tell: the effective configuration, and what is wrong with it. */
export interface Project {
  readonly request: ProjectRequest;
  /** As Docker knows it; absent where only the folder that it is run from would tell. */
  readonly name?: string;
  /** Whether the files, an env file or the request name it; else it is called like its folder. */
  readonly isNamed: boolean;
  /** What variables stand for in the main files. */
  readonly environment: Lookup;
  /** The Compose files in the order they were read, those that are included or extended among them. */
  readonly files: readonly SourceFile[];
  /** What is written in each of the files: the roots of its documents. */
  readonly roots: ReadonlyMap<SourceFile, readonly YamlNode[]>;
  /** The effective configuration in canonical form; absent if nothing of the files could be understood. */
  readonly tree?: Mapping;
  readonly services: readonly Service[];
  /** Paths beside the project that services bind and that are not there. None where the host of the files cannot tell. */
  readonly missingSources: ReadonlySet<string>;
  /** Every comment of the files: no edit may lose one. */
  readonly comments: readonly Place[];
  readonly problems: readonly Problem[];
}

/**
 * Loads a project: one file, or several that are laid over each other, with all that they include and extend.
 * Bad input never throws; it ends up in `problems`.
 * @throws whatever `files` throws when a file cannot be read.
 */
export function loadProject(files: ProjectFiles, request: ProjectRequest | string): Project {
  const { follow = true, unsetVariables = "unknown", ...asked }: ProjectRequest = typeof request === "string" ? { files: [request] } : request;
  const [main = ""] = asked.files;
  const projectDirectory = asked.projectDirectory ?? parentFolder(main);
  const given: Lookup = (name) => asked.environment?.get(name);
  const variables = environmentFrom(files, asked.envFiles ?? usualEnvFiles(projectDirectory, given), given);

  const loader = new FileLoader(files, { follow, unsetVariables, ...(asked.homeFolder === undefined ? {} : { homeFolder: asked.homeFolder }) });
  const ownName = projectName(asked, variables, loader);
  const name = ownName ?? projectNameOfFolder(projectDirectory);
  const environment: Lookup = (variable) => (variable === "COMPOSE_PROJECT_NAME" ? name : variables(variable));
  const tree = loader.loadTree(asked.files, { projectDirectory, environment, includedBy: [] });
  loader.checkContent(asked.files, tree);
  const read = { request: { ...asked, follow, unsetVariables }, environment, files: loader.sources, roots: loader.roots, comments: loader.comments, problems: loader.problems, isNamed: ownName !== undefined, ...(name === undefined ? {} : { name }) };
  if (!tree) return { ...read, services: [], missingSources: new Set() };
  const active = activeServices(tree, asked.profiles);
  const services = follow ? withDockerfiles(active, files, projectDirectory) : active;
  return { ...read, tree, services, missingSources: missingSources(files, main, services) };
}

/** What is written for Windows, nobody can look for elsewhere. A host that does not see the project's own file, as one that was handed its text, sees nothing beside it either. */
function missingSources(files: ProjectFiles, main: string, services: readonly Service[]): ReadonlySet<string> {
  if (files.exists?.(main) !== true) return new Set();
  const sources = services.flatMap(({ mounts }) => mounts.flatMap((mount) => relativeSource(mount) ?? []));
  return new Set(sources.filter((source) => !source.includes("\\") && files.exists?.(source) === false));
}

function activeServices(tree: Mapping, profiles: readonly string[] | undefined): readonly Service[] {
  const services = modelServices(tree);
  return profiles ? services.filter((service) => isActive(service.tree, profiles)) : services;
}

function projectName({ projectName: explicit, files }: ProjectRequest, variables: Lookup, loader: FileLoader): string | undefined {
  if (explicit !== undefined) return explicit;
  const main = files.map((path) => loader.read(path)).filter((file) => file !== undefined);
  return variables("COMPOSE_PROJECT_NAME") ?? writtenProjectName(main, variables);
}
