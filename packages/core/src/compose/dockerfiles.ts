import { openSource, type SourceFile } from "../text/source-file.js";
import { isAbsolutePath, joinPath } from "./file-path.js";
import { buildOf } from "./model/build.js";
import type { Service } from "./model/service.js";
import { knownValue } from "./model/value.js";
import type { ProjectFiles } from "./project-files.js";
import { remember } from "./remember.js";
import { isRemoteContext } from "./resolve-paths.js";

/** Longer files are no Dockerfiles. */
export const MAX_DOCKERFILE = 1024 * 1024;

/**
 * Where the Dockerfile of a service may be, the likelier place first; nowhere if that is not known, or if it stands in the Compose file.
 * Docker also takes `dockerfile` for the usual name. Source: moby/buildkit `frontend/dockerui/config.go`.
 */
function dockerfilePaths(service: Service): readonly string[] {
  const build = buildOf(service);
  const context = knownValue(build?.context);
  if (!build || context === undefined || isRemoteContext(context) || build.dockerfileInline || build.dockerfile?.known === false) return [];
  const path = joinPath(context, build.dockerfile?.value ?? "Dockerfile");
  return /(?:^|\/)Dockerfile$/.test(path) ? [path, path.replace(/Dockerfile$/, "dockerfile")] : [path];
}

/** The services with their Dockerfiles. One that is not there, or not to be read, is no fault: it is not known. */
export function withDockerfiles(services: readonly Service[], files: ProjectFiles, projectDirectory: string): readonly Service[] {
  const sources = new Map<string, SourceFile | undefined>();
  const read = (path: string): SourceFile | undefined => {
    if (!sources.has(path)) sources.set(path, isNearby(path, projectDirectory) ? open(files, path) : undefined);
    return sources.get(path);
  };
  return services.map((service) => {
    const dockerfile = firstOf(dockerfilePaths(service), read, (path) => files.withheld?.(path) !== undefined);
    return dockerfile ? { ...service, dockerfile } : service;
  });
}

/** The first file that is there. Where one may not be read, nobody knows whether it is: what comes after it does not count. */
function firstOf(paths: readonly string[], read: (path: string) => SourceFile | undefined, isWithheld: (path: string) => boolean): SourceFile | undefined {
  for (const path of paths) {
    const file = read(path);
    if (file || isWithheld(path)) return file;
  }
  return undefined;
}

/** Of absolute paths, only those are followed that have the beginning of the project's own: a Compose file may name any other file of the machine. */
function isNearby(path: string, projectDirectory: string): boolean {
  return !isAbsolutePath(path) || (isAbsolutePath(projectDirectory) && path.split("/")[1] === projectDirectory.split("/")[1]);
}

function open(files: ProjectFiles, path: string): SourceFile | undefined {
  const content = readOrNothing(files, path);
  if (content === undefined || content.length > MAX_DOCKERFILE) return undefined;
  if (typeof content === "string") return openSource(path, content);
  const byPath = opened(content);
  const known = byPath.get(path) ?? openSource(path, content);
  byPath.set(path, known);
  return known;
}

/** A folder may have the name of the file, or a person may not be allowed to read it. */
function readOrNothing(files: ProjectFiles, path: string): string | Uint8Array | undefined {
  try {
    return files.read(path);
  } catch {
    return undefined;
  }
}

/** What was opened before, as long as the host hands out the same bytes: what is known of a file is remembered with it. */
const opened = remember<Uint8Array, Map<string, SourceFile>>(() => new Map());
