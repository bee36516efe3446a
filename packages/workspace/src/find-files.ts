import { readdirSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { isComposeFileName } from "@compose-lint/core";
import { repositoryOf } from "./configuration/find.js";
import { gitIgnoreFor, type GitIgnore } from "./git-ignore.js";
import { noteSearch } from "./observe-reads.js";
import { isBelow, isRoom } from "./reach.js";
import { printable } from "./printable.js";
import { explainSystemError, Trouble } from "./trouble.js";

/** One thing to lint. */
export type Input = { readonly kind: "stdin" } | { readonly kind: "file"; readonly path: string };

export interface Found {
  readonly inputs: readonly Input[];
  /** What was asked for and cannot be had, a sentence each. */
  readonly troubles: readonly string[];
  /** What was found and is left alone, a sentence each. */
  readonly notes: readonly string[];
}

/** Folders that hold other people's files. */
const SKIPPED_FOLDERS = new Set(["node_modules", ".git"]);

export interface SearchOptions {
  /** `--root`: links do not lead out of this folder; absent for the repository of each file. */
  readonly root?: string;
  /** What to add where there is no such path, because something else may be meant. */
  readonly hint?: (path: string) => string;
}

/**
 * The files that the arguments stand for, each once, under paths relative to `cwd`. A file named explicitly counts whatever its name; a
 * folder is searched for Compose files.
 */
export function findFiles(paths: readonly string[], cwd: string, { root, hint = () => "" }: SearchOptions = {}): Found {
  const inputs: Input[] = [];
  const troubles: string[] = [];
  const notes: string[] = [];
  const seen = new Set<string>();
  const bounds = new Bounds(cwd, root);
  const add = (path: string, refused: string[], searched?: string): void => {
    const identity = realpathSync(path);
    const left = bounds.leaves(path, identity, searched);
    if (left !== undefined) refused.push(`${shownPath(path, cwd)} is a link to what is outside of ${left}, and is not read. --root <folder> allows a wider one.`);
    if (left !== undefined || seen.has(identity)) return;
    seen.add(identity);
    inputs.push({ kind: "file", path: shownPath(path, cwd) });
  };

  for (const path of paths.length > 0 ? paths : ["."]) {
    if (path === "-") {
      if (!inputs.some(({ kind }) => kind === "stdin")) inputs.push({ kind: "stdin" });
      continue;
    }
    const absolute = resolve(cwd, path);
    try {
      if (!statSync(absolute).isDirectory()) {
        add(absolute, troubles);
        continue;
      }
    } catch (error) {
      troubles.push(`${path}: ${explainSystemError(error)}.${hint(path)}`);
      continue;
    }
    const search = searchFolder(absolute, cwd);
    troubles.push(...search.troubles);
    for (const file of search.files) add(file, notes, absolute);
    if (search.files.length === 0) troubles.push(nothingFound(path === "." ? cwd : path));
  }
  return { inputs, troubles, notes };
}

/** How far links may lead: whoever has written what is in a repository may make one to any file of this machine. */
class Bounds {
  private readonly real = new Map<string, string | undefined>();
  private readonly repositories = new Map<string, string | undefined>();

  constructor(
    private readonly cwd: string,
    private readonly root: string | undefined,
  ) {
    if (root === "") throw new Trouble("--root: the path is empty; is a variable unset?");
    if (root !== undefined && !statSync(resolve(cwd, root), { throwIfNoEntry: false })?.isDirectory()) throw new Trouble(`--root: there is no folder ${printable(root)}.`);
  }

  /**
   * The folder that a path leads out of, if it does.
   * @param searched the folder in which it was found; absent if somebody has named it, who answers for it where there is no repository.
   */
  leaves(path: string, identity: string, searched?: string): string | undefined {
    if (path === identity) return undefined;
    const folder = this.boundOf(dirname(path)) ?? (searched !== undefined && isRoom(this.cwd) && isBelow(searched, this.cwd) ? this.cwd : searched);
    if (folder === undefined || !isBelow(path, folder)) return undefined;
    if (!this.real.has(folder)) this.real.set(folder, realpathSync(folder));
    return isBelow(identity, this.real.get(folder) ?? folder) ? undefined : folder;
  }

  private boundOf(folder: string): string | undefined {
    if (this.root !== undefined) return resolve(this.cwd, this.root);
    if (!this.repositories.has(folder)) this.repositories.set(folder, repositoryOf(folder));
    return this.repositories.get(folder);
  }
}

interface Search {
  readonly files: readonly string[];
  readonly troubles: readonly string[];
}

/** Links to files are followed; links to folders are not: what they lead to is found where it really is, and no circle is walked. */
function searchFolder(start: string, cwd: string): Search {
  const files: string[] = [];
  const troubles: string[] = [];
  const attempt = <T>(path: string, read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      troubles.push(`${shownPath(path, cwd) || path}: ${explainSystemError(error)}.`);
      return undefined;
    }
  };
  const walk = (folder: string, ignored: GitIgnore): void => {
    noteSearch(folder);
    const entries = attempt(folder, () => readdirSync(folder, { withFileTypes: true })) ?? [];
    const folders: string[] = [];
    for (const entry of entries.sort(byName)) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (isEntered(path, ignored)) folders.push(path);
      } else if (isComposeFileName(entry.name) && !ignored.ignores(path, "file")) {
        const isFile = entry.isFile() || (entry.isSymbolicLink() && attempt(path, () => statSync(path).isFile()) === true);
        if (isFile) files.push(path);
      }
    }
    for (const path of folders) walk(path, ignored.enter(path));
  };
  walk(start, gitIgnoreFor(start));
  return { files, troubles };
}

/** Whether the search of a folder goes into one that is below it. */
export function isSearched(path: string, start: string): boolean {
  if (!isBelow(path, start)) return false;
  let [folder, ignored] = [start, gitIgnoreFor(start)];
  for (const name of relative(start, path).split(sep).filter((each) => each !== "")) {
    folder = join(folder, name);
    if (!isEntered(folder, ignored)) return false;
    ignored = ignored.enter(folder);
  }
  return true;
}

function isEntered(path: string, ignored: GitIgnore): boolean {
  return !SKIPPED_FOLDERS.has(basename(path)) && !ignored.ignores(path, "folder");
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1;
}

function nothingFound(where: string): string {
  return (
    `no Compose file found in ${where} and the folders below.\n` +
    "  Looked for compose.yaml, docker-compose.yml and variants such as docker-compose.prod.yml,\n" +
    "  except in node_modules, .git and what .gitignore names. A file named as an argument may have any name."
  );
}

/** As people and other programs are told a path: relative to the current folder, with forward slashes. */
export function shownPath(path: string, cwd: string): string {
  return relative(cwd, path).split(sep).join("/");
}
