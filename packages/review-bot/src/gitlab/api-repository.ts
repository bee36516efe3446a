import type { Entry, Repository, RepositoryState } from "../review/change.js";
import { KINDS } from "../review/file-kinds.js";
import { allPages, type Client } from "./client.js";
import { answerOf } from "./failure.js";

/** So many files are asked for at the same time. */
const AT_ONCE = 6;

/** The content of files, from GitLab. */
export class ApiRepository implements Repository {
  constructor(
    private readonly client: Client,
    private readonly project: string,
  ) {}

  async read(ids: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
    const contents = new Map<string, Uint8Array>();
    for (let at = 0; at < ids.length; at += AT_ONCE) {
      for (const [id, content] of await Promise.all(ids.slice(at, at + AT_ONCE).map(async (id) => [id, await this.readOne(id)] as const))) contents.set(id, content);
    }
    return contents;
  }

  private async readOne(id: string): Promise<Uint8Array> {
    const { data } = await answerOf(this.client.GET("/projects/{id}/repository/blobs/{sha}", { params: { path: { id: this.project, sha: id } } }));
    return Buffer.from(data.content, data.encoding === "base64" ? "base64" : "utf8");
  }
}

/**
 * All that a commit has.
 * @throws Trouble if that is too much.
 */
export async function apiState(client: Client, project: string, commit: string): Promise<RepositoryState> {
  const items = await allPages((page) => client.GET("/projects/{id}/repository/tree", { params: { path: { id: project }, query: { ref: commit, recursive: true, pagination: "keyset", ...page } } }));
  const entries = new Map<string, Entry>();
  for (const { path, mode, id } of items) {
    const kind = KINDS[mode];
    if (kind) entries.set(path, { id, kind });
  }
  return { commit, entries };
}
