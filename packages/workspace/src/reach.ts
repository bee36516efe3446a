import { realpathSync } from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, isAbsolute, join, parse, relative, resolve, sep } from "node:path";
import { repositoryOf } from "./configuration/find.js";

/** How far reading may reach: what a Compose file names may lie anywhere, and a file of somebody else may name any file of this machine. */
export interface Reach {
  /** The folders that nothing outside of is read. */
  readonly roots: readonly string[];
  /** Whether a path, without a look at the disk, is below one of them. */
  includes(path: string): boolean;
  /** Whether what is at a path is really below one of them, wherever symbolic links lead. */
  holds(path: string): boolean;
}

/** What people say of it. */
export interface ReachOptions {
  /** `--root`. */
  readonly root?: string;
  /** `--project-directory`, which they want to be read as well. */
  readonly projectDirectory?: string;
}

/**
 * Below `--root`, or in the repositories of the linted files. Of files that are in none: below the current folder, if they are, unless it
 * holds more than projects, as the folder of a user does; else below the folder that they have in common.
 * @param names the linted files, as people are told them.
 */
export function reachOf(names: Iterable<string>, cwd: string, { root, projectDirectory }: ReachOptions = {}): Reach {
  const folders = new Set([...names].map((name) => (name.startsWith("<") ? cwd : dirname(resolve(cwd, name)))));
  const roots = new Set(root === undefined ? rootsAround(folders, cwd) : [resolve(cwd, root)]);
  if (projectDirectory !== undefined) roots.add(resolve(cwd, projectDirectory));
  const real = [...roots].map(realPath);
  return {
    roots: [...roots],
    includes: (path) => [...roots, ...real].some((folder) => isBelow(path, folder)),
    holds: (path) => real.some((folder) => isBelow(realPath(path), folder)),
  };
}

function rootsAround(folders: ReadonlySet<string>, cwd: string): readonly string[] {
  const repositories = new Set<string>();
  const others: string[] = [];
  for (const folder of folders.size > 0 ? folders : [cwd]) {
    const repository = repositoryOf(folder);
    if (repository === undefined) others.push(folder);
    else repositories.add(repository);
  }
  if (others.length === 0) return [...repositories];
  return [...repositories, isRoom(cwd) && others.every((folder) => isBelow(folder, cwd)) ? cwd : others.reduce(commonFolder)];
}

/** Whether a folder may stand for a project, or several. */
export function isRoom(folder: string): boolean {
  return folder !== parse(folder).root && folder !== homedir();
}

function commonFolder(one: string, other: string): string {
  let folder = one;
  while (!isBelow(other, folder)) folder = dirname(folder);
  return folder;
}

/** Whether a path is a folder, or in it, going by the names alone. */
export function isBelow(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    // It is not there; its folder may be.
    return dirname(path) === path ? path : join(realPath(dirname(path)), basename(path));
  }
}
