import { posix } from "node:path";
import type { ProjectFiles } from "@compose-lint/core";
import { isIgnoredIn } from "@compose-lint/workspace";
import { foldersOf, type Repository, type RepositoryState } from "./change.js";

/** In bytes. Far above what core lints; keeps somebody's disk image from being fetched. */
const MAX_SIZE = 8 * 1024 * 1024;

/** Content that was read, by id; absent content could not be had. Commits share it. */
export type Contents = Map<string, Uint8Array | undefined>;

/**
 * A commit as core sees it. What core asks for and is not in hand yet counts as absent, and is noted: `gather` fetches it and has the work
 * done again. Nothing is read but what the commit has; links are not followed.
 */
export class Snapshot implements ProjectFiles {
  private readonly wanted = new Set<string>();
  private readonly reasons = new Map<string, string>();

  constructor(
    private readonly state: RepositoryState,
    private readonly contents: Contents,
  ) {}

  read(name: string): Uint8Array | undefined {
    if (name === "/dev/null") return new Uint8Array();
    const path = pathIn(name);
    const entry = path === undefined ? undefined : this.state.entries.get(path);
    const why = path === undefined ? "outside of the repository" : entry ? unreadable(entry) : this.isBehindLink(path) ? "behind a symbolic link or in a submodule" : undefined;
    if (why !== undefined) this.reasons.set(name, why);
    if (!entry || why !== undefined) return undefined;
    if (!this.contents.has(entry.id)) this.wanted.add(entry.id);
    else if (this.contents.get(entry.id) === undefined) this.reasons.set(name, "it could not be read");
    return this.contents.get(entry.id);
  }

  exists(name: string): boolean | undefined {
    const path = pathIn(name);
    if (path === undefined || this.isBehindLink(path)) return undefined;
    if (this.state.entries.has(path) || foldersOf(this.state).has(path)) return true;
    // What git ignores is made where the project runs, so that nothing follows from its absence.
    return this.isIgnored(path) ? undefined : false;
  }

  withheld(name: string): string | undefined {
    return this.reasons.get(name);
  }

  /** What was asked for and is to be fetched. */
  takeWanted(): readonly string[] {
    const ids = [...this.wanted];
    this.wanted.clear();
    return ids;
  }

  private isBehindLink(path: string): boolean {
    for (let end = path.indexOf("/"); end !== -1; end = path.indexOf("/", end + 1)) if (this.state.entries.has(path.slice(0, end))) return true;
    return false;
  }

  private isIgnored(path: string): boolean {
    const names = posix.dirname(path).split("/").filter((name) => name !== ".");
    const folders = ["/", ...names.map((_, index) => `/${names.slice(0, index + 1).join("/")}`)];
    return isIgnoredIn(folders, `/${path}`, (folder) => {
      const content = this.read(posix.join(folder, ".gitignore").slice(1));
      return content && new TextDecoder().decode(content);
    });
  }
}

/** Does work that reads a commit until nothing is missing for it. */
export async function gather<T>(snapshot: Snapshot, contents: Contents, repository: Repository, work: () => T | Promise<T>): Promise<T> {
  for (;;) {
    const result = await work();
    const wanted = snapshot.takeWanted();
    if (wanted.length === 0) return result;
    const read = await repository.read(wanted);
    for (const id of wanted) contents.set(id, read.get(id));
  }
}

function unreadable({ kind, size = 0 }: { readonly kind: string; readonly size?: number }): string | undefined {
  if (kind !== "file") return kind === "link" ? "it is a symbolic link, which a review does not follow" : "it is a submodule";
  return size > MAX_SIZE ? `larger than ${String(MAX_SIZE >> 20)} MiB` : undefined;
}

/** A path from the root of the repository; nothing if it leads out of it. */
export function pathIn(name: string): string | undefined {
  const path = posix.normalize(name).replace(/^\.\/|\/$/g, "");
  if (posix.isAbsolute(path) || path === ".." || path.startsWith("../")) return undefined;
  return path === "." ? "" : path;
}
