import { statSync, watch, type FSWatcher } from "node:fs";
import { basename, dirname, join } from "node:path";
import { explainSystemError, Trouble } from "@compose-lint/workspace";

/** Which names of a folder somebody waits for. */
interface Watched {
  readonly watcher: FSWatcher;
  /** Device and inode: a folder that was replaced by another one tells nothing any more. */
  readonly identity: string;
}

/**
 * Tells when something happens to paths, be they there or not. Their folders are watched and not they themselves, because most editors
 * write a new file and give it the name of the old one; of a path whose folder is not there, the nearest one above it that is.
 */
export class FolderWatch {
  private readonly watched = new Map<string, Watched>();
  private names = new Map<string, ReadonlySet<string>>();

  /**
   * @param onChange told of a path that is waited for, or of a folder of such.
   * @param isWanted for names that nobody has asked for by path, in the folders that are watched.
   */
  constructor(
    private readonly onChange: (path: string) => void,
    private readonly isWanted: (path: string) => boolean,
  ) {}

  /**
   * Waits for these paths from now on, and for no others.
   * @param searched folders in which anything that `isWanted` may come into being, be there something to wait for by name or not.
   * @returns the folders that were not watched before.
   * @throws Trouble if the system does not let us.
   */
  waitFor(paths: Iterable<string>, searched: Iterable<string>): ReadonlySet<string> {
    const names = new Map([...searched].map((folder) => [folder, new Set<string>()]));
    for (const path of paths) {
      let [folder, name] = [dirname(path), basename(path)];
      while (!isFolder(folder) && dirname(folder) !== folder) [folder, name] = [dirname(folder), basename(folder)];
      names.set(folder, (names.get(folder) ?? new Set()).add(name));
    }
    this.names = names;
    for (const [folder, { watcher, identity }] of this.watched) {
      if (names.has(folder) && identityOf(folder) === identity) continue;
      watcher.close();
      this.watched.delete(folder);
    }
    const fresh = [...names.keys()].filter((folder) => !this.watched.has(folder));
    for (const folder of fresh) {
      const identity = identityOf(folder);
      const watcher = this.open(folder);
      if (watcher) this.watched.set(folder, { watcher, identity });
    }
    if (this.watched.size === 0) throw new Trouble("--watch: none of the folders may be watched: permission denied.");
    return new Set(fresh);
  }

  close(): void {
    for (const { watcher } of this.watched.values()) watcher.close();
    this.watched.clear();
  }

  /** @returns nothing if it is gone by now, which is told, or if we may not read it, as the folders above somebody's own. */
  private open(folder: string): FSWatcher | undefined {
    try {
      const watcher = watch(folder, (_event, name) => {
        // Without a name, or with its own, something has happened to the folder itself.
        if (name === null || name === basename(folder)) this.onChange(folder);
        else if (this.names.get(folder)?.has(name) === true || this.isWanted(join(folder, name))) this.onChange(join(folder, name));
      });
      watcher.on("error", () => { this.onChange(folder); });
      return watcher;
    } catch (error) {
      const code = codeOf(error);
      if (code === "ENOENT" || code === "ENOTDIR") this.onChange(folder);
      if (code === "ENOENT" || code === "ENOTDIR" || code === "EACCES" || code === "EPERM") return undefined;
      this.close();
      throw new Trouble(`--watch: ${folder} cannot be watched: ${explain(error)}.`);
    }
  }
}

function explain(error: unknown): string {
  const code = codeOf(error);
  return code === "ENOSPC" || code === "EMFILE" ? "the system watches as many folders for this user as it is set to (on Linux: fs.inotify.max_user_watches and max_user_instances)" : explainSystemError(error);
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}

/** Whether there is a folder at a path, as far as we may know. */
export function isFolder(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  } catch {
    return false;
  }
}

function identityOf(folder: string): string {
  try {
    const { dev, ino } = statSync(folder, { bigint: true });
    return `${String(dev)}:${String(ino)}`;
  } catch {
    return "";
  }
}
