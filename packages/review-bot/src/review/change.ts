/** Something that a commit has at a path. */
export interface Entry {
  /** What its content is known by: the same for the same content, in every commit. */
  readonly id: string;
  readonly kind: "file" | "link" | "submodule";
  /** In bytes, where the repository tells. */
  readonly size?: number;
}

/** A repository at one commit. */
export interface RepositoryState {
  readonly commit: string;
  /** All that is in it, by its path from the root with forward slashes. Folders are not entries. */
  readonly entries: ReadonlyMap<string, Entry>;
}

/** Where the content of files comes from, be it a checkout or an API. */
export interface Repository {
  /** The bytes of files by the ids of their entries; one that cannot be had is left out. */
  read(ids: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>;
}

/** What a pull request would change. */
export interface Change {
  readonly repository: Repository;
  /** Where the change begins: the last commit that it has in common with the branch that it goes to. */
  readonly base: RepositoryState;
  readonly head: RepositoryState;
  /** Whose configuration counts: that branch as it is now, or the head if somebody trusts it. */
  readonly trusted: RepositoryState;
  /** The new path of each file that was moved, by its old one. */
  readonly renamed: ReadonlyMap<string, string>;
  /** The unified diff of a file of the head, as the forge shows it, with or without headers; nothing if the forge shows none. */
  patchOf(path: string): Promise<string | undefined>;
}

/** All paths that are different at the head, the folders that came or went among them. */
export function changedPaths(base: RepositoryState, head: RepositoryState): ReadonlySet<string> {
  const changed = new Set<string>();
  for (const [path, { id, kind }] of head.entries) {
    const before = base.entries.get(path);
    if (before?.id !== id || before.kind !== kind) changed.add(path);
  }
  for (const path of base.entries.keys()) if (!head.entries.has(path)) changed.add(path);
  const [foldersBefore, foldersAfter] = [foldersOf(base), foldersOf(head)];
  for (const folder of foldersAfter) if (!foldersBefore.has(folder)) changed.add(folder);
  for (const folder of foldersBefore) if (!foldersAfter.has(folder)) changed.add(folder);
  return changed;
}

const known = new WeakMap<RepositoryState["entries"], ReadonlySet<string>>();

/** The folders of a commit; the root is the empty path. */
export function foldersOf({ entries }: Pick<RepositoryState, "entries">): ReadonlySet<string> {
  const before = known.get(entries);
  if (before) return before;
  const folders = new Set<string>([""]);
  for (const path of entries.keys()) {
    for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) {
      const folder = path.slice(0, end);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  known.set(entries, folders);
  return folders;
}
