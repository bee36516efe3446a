import { Trouble } from "@compose-lint/workspace";
import type { Entry, Repository, RepositoryState } from "../review/change.js";
import { KINDS } from "../review/file-kinds.js";
import type { Client } from "./client.js";

interface RepositoryName {
  readonly owner: string;
  readonly repo: string;
}

/** The content of files, from GitHub. */
export class ApiRepository implements Repository {
  constructor(
    private readonly client: Client,
    private readonly name: RepositoryName,
  ) {}

  async read(ids: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
    const { owner, repo } = this.name;
    return new Map(
      await Promise.all(
        ids.map(async (id) => {
          const { data } = await this.client.request("GET /repos/{owner}/{repo}/git/blobs/{file_sha}", { owner, repo, file_sha: id });
          return [id, Buffer.from(data.content, data.encoding === "base64" ? "base64" : "utf8")] as const;
        }),
      ),
    );
  }
}

/**
 * All that a commit has.
 * @throws Trouble if that is more than GitHub tells.
 */
export async function apiState(client: Client, { owner, repo }: RepositoryName, commit: string): Promise<RepositoryState> {
  const { data } = await client.request("GET /repos/{owner}/{repo}/git/trees/{tree_sha}", { owner, repo, tree_sha: commit, recursive: "1" });
  if (data.truncated) throw new Trouble(`${owner}/${repo} has more files than GitHub lists. Run the review in a checkout with all of its history, as with fetch-depth: 0.`);
  const entries = new Map<string, Entry>();
  for (const { path, mode, sha, size } of data.tree) {
    const kind = KINDS[mode];
    if (kind) entries.set(path, { id: sha, kind, ...(size === undefined ? {} : { size }) });
  }
  return { commit, entries };
}
