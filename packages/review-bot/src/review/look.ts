import { posix } from "node:path";
import { isComposeFileName, loadProject, type FoundProject, type Project, type ProjectFiles } from "@compose-lint/core";
import { projectsOf, type Setup } from "@compose-lint/workspace";
import type { Repository, RepositoryState } from "./change.js";
import { gather, pathIn, Snapshot, type Contents } from "./snapshot.js";

/** A project of a commit. */
export interface ReadProject {
  readonly found: FoundProject;
  readonly project: Project;
  /** Every path that was asked for, be there anything or not: what the project depends on. */
  readonly asked: ReadonlySet<string>;
}

/** The Compose projects of a commit. */
export interface Look {
  readonly files: Snapshot;
  readonly projects: readonly ReadProject[];
  /** Compose files that were left out because there are so many. */
  readonly leftOut: number;
}

/** More Compose files than these are not looked at. */
const MOST_FILES = 400;
/** Folders that hold other people's files. */
const SKIPPED_FOLDERS = new Set(["node_modules", ".git"]);

/**
 * Finds and reads the projects of a commit.
 * @param changed what matters most if not all can be looked at.
 */
export async function lookAt(state: RepositoryState, repository: Repository, contents: Contents, setups: readonly [Setup, ...Setup[]], changed: ReadonlySet<string>): Promise<Look> {
  const files = new Snapshot(state, contents);
  const [setup] = setups;
  const [composeFiles, leftOut] = composeFilesIn(state, changed);
  // What stands at the root may list projects whose files are called otherwise.
  for (const each of setups) await each.load([...composeFiles, "compose.yaml"]);
  const listed = setup.projectsWith(new Set(state.entries.keys())).flatMap((project) => project.files);
  const names = [...new Set([...composeFiles, ...listed.filter((name) => state.entries.get(name)?.kind === "file")])].filter((name) => setup.of(name)?.ignores(name) !== true);
  const projects = await gather(files, contents, repository, async () => {
    const found = await projectsOf({ files: [], envFiles: [], profiles: [], follow: true }, files, names, setup);
    // A project that a configuration lists may not be there yet, or not any more.
    return found.filter(({ request }) => request.files.every((name) => state.entries.has(pathIn(name) ?? ""))).map((each) => readProject(files, each));
  });
  for (const each of setups) await each.load(projects.map(({ found }) => found.request.files[0] ?? ""));
  return { files, projects, leftOut };
}

function composeFilesIn({ entries }: RepositoryState, changed: ReadonlySet<string>): readonly [files: readonly string[], leftOut: number] {
  const all = [...entries].filter(([path, { kind }]) => kind === "file" && isComposeFileName(posix.basename(path)) && !path.split("/").some((name) => SKIPPED_FOLDERS.has(name))).map(([path]) => path).sort();
  if (all.length <= MOST_FILES) return [all, 0];
  const folders = new Set([...changed].map((path) => posix.dirname(path)));
  const distance = (path: string): number => (changed.has(path) ? 0 : folders.has(posix.dirname(path)) ? 1 : 2);
  return [all.toSorted((a, b) => distance(a) - distance(b)).slice(0, MOST_FILES).sort(), all.length - MOST_FILES];
}

function readProject(files: Snapshot, found: FoundProject): ReadProject {
  const asked = new Set<string>();
  const note = (name: string): string => {
    asked.add(pathIn(name) ?? name);
    return name;
  };
  const noting: ProjectFiles = { read: (name) => files.read(note(name)), exists: (name) => files.exists(note(name)), withheld: (name) => files.withheld(name) };
  return { found, project: loadProject(noting, found.request), asked };
}

/** The projects that a change touches: those that depend on what is different, and those that share files with them at the other end. */
export function touchedProjects(base: Look, head: Look, changed: ReadonlySet<string>): { readonly base: readonly ReadProject[]; readonly head: readonly ReadProject[] } {
  const isTouched = ({ asked }: ReadProject): boolean => [...asked].some((path) => changed.has(path));
  const sharing = (others: readonly ReadProject[]): ((each: ReadProject) => boolean) => {
    const paths = new Set(others.flatMap(({ project }) => project.files.map(({ path }) => path)));
    return ({ project }) => project.files.some(({ path }) => paths.has(path));
  };
  const sharesWithBase = sharing(base.projects.filter(isTouched));
  const after = head.projects.filter((each) => isTouched(each) || sharesWithBase(each));
  const sharesWithHead = sharing(after);
  return { head: after, base: base.projects.filter((each) => isTouched(each) || sharesWithHead(each)) };
}
