import type { Entry, Repository, RepositoryState } from "../review/change.js";
import { KINDS } from "../review/file-kinds.js";
import { runGit } from "./run-git.js";

const NEWLINE = 10;

/** The content of files, from the objects of a checkout. */
export class GitRepository implements Repository {
  constructor(private readonly cwd: string) {}

  async read(ids: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
    const output = await runGit(this.cwd, ["cat-file", "--batch"], ids.map((id) => `${id}\n`).join(""));
    const contents = new Map<string, Uint8Array>();
    // `<id> blob <size>`, the bytes, a line feed; `<id> missing` for what is not there.
    for (let at = 0; at < output.length; ) {
      const end = output.indexOf(NEWLINE, at);
      const [id = "", kind, size] = output.toString("latin1", at, end).split(" ");
      at = end + 1;
      if (size === undefined) continue;
      if (kind === "blob") contents.set(id, output.subarray(at, at + Number(size)));
      at += Number(size) + 1;
    }
    return contents;
  }
}

/** All that a commit has, by its full hash. */
export async function gitState(cwd: string, commit: string): Promise<RepositoryState> {
  const output = await runGit(cwd, ["ls-tree", "-r", "-z", "-l", "--full-tree", commit]);
  const entries = new Map<string, Entry>();
  for (const line of output.toString().split("\0")) {
    // `100644 blob <id>   <size>\t<path>`
    const [, mode = "", id, size, path] = /^(\d+) \w+ (\w+) +(\d+|-)\t(.*)$/s.exec(line) ?? [];
    const kind = KINDS[mode];
    if (id !== undefined && path !== undefined && kind) entries.set(path, { id, kind, ...(size === "-" ? {} : { size: Number(size) }) });
  }
  return { commit, entries };
}
