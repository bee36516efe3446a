import { readCommits } from "../forge/commits.js";
import type { Change } from "../review/change.js";
import { ApiRepository, apiState } from "./api-repository.js";
import type { Client } from "./client.js";
import { explainFailure, failureIn } from "./failure.js";

/** Which pull request is meant. */
export interface PullRequestName {
  readonly owner: string;
  readonly repo: string;
  readonly pull_number: number;
}

/** A pull request as it is now. */
export interface PullRequest {
  readonly name: PullRequestName;
  /** The full hashes of commits. */
  readonly head: string;
  /** Where the branch is that it goes to. */
  readonly tip: string;
  /** The last commit that both have in common. */
  readonly fork: string;
}

/** @throws Trouble if GitHub does not tell. */
export async function findPullRequest(client: Client, name: PullRequestName): Promise<PullRequest> {
  try {
    const { data } = await client.request("GET /repos/{owner}/{repo}/pulls/{pull_number}", { ...name });
    const tip = (await tipOf(client, name, data.base.ref)) ?? data.base.sha;
    // Of the comparison only the common commit is wanted: its list of files ends at 300.
    const { data: comparison } = await client.request("GET /repos/{owner}/{repo}/compare/{basehead}", { owner: name.owner, repo: name.repo, basehead: `${tip}...${data.head.sha}`, per_page: 1 });
    return { name, head: data.head.sha, tip, fork: comparison.merge_base_commit.sha };
  } catch (error) {
    return explainFailure(error, `reading pull request ${String(name.pull_number)} of ${name.owner}/${name.repo}`);
  }
}

/** The commit at the head of a pull request by now. */
export async function headOf(client: Client, name: PullRequestName): Promise<string> {
  const { data } = await client.request("GET /repos/{owner}/{repo}/pulls/{pull_number}", { ...name });
  return data.head.sha;
}

/** Nothing if the branch is gone. */
async function tipOf(client: Client, { owner, repo }: PullRequestName, branch: string): Promise<string | undefined> {
  try {
    const { data } = await client.request("GET /repos/{owner}/{repo}/git/ref/{ref}", { owner, repo, ref: `heads/${branch}` });
    return data.object.sha;
  } catch (error) {
    if (failureIn(error)?.status === 404) return undefined;
    throw error;
  }
}

/**
 * What a pull request would change. Its diffs come from GitHub, which takes comments on nothing else; its files do from the checkout in `cwd`,
 * as far as that has them.
 * @throws Trouble if GitHub does not tell.
 */
export async function changeOf(client: Client, pull: PullRequest, { cwd, trustBase }: { readonly cwd: string; readonly trustBase: boolean }): Promise<Change> {
  const { name, head, tip, fork } = pull;
  try {
    const shown = await shownFiles(client, name);
    const trusted = trustBase ? tip : head;
    const { repository, state } = await readCommits(cwd, [fork, head, trusted], {
      repository: new ApiRepository(client, name),
      stateOf: (commit) => apiState(client, name, commit),
    });
    return {
      repository,
      base: state(fork),
      head: state(head),
      trusted: state(trusted),
      ...shown,
    };
  } catch (error) {
    return explainFailure(error, `reading the files of ${name.owner}/${name.repo}`);
  }
}

/** GitHub tells of 3,000 files at most, and shows no diff of large ones: what is not there takes no comments. */
async function shownFiles(client: Client, name: PullRequestName): Promise<Pick<Change, "renamed" | "patchOf">> {
  const files = await client.paginate("GET /repos/{owner}/{repo}/pulls/{pull_number}/files", { ...name, per_page: 100 });
  const patches = new Map(files.map(({ filename, patch }) => [filename, patch] as const));
  const renamed = new Map(files.flatMap(({ filename, previous_filename, status }) => (status === "renamed" && previous_filename !== undefined ? [[previous_filename, filename] as const] : [])));
  return { renamed, patchOf: (path) => Promise.resolve(patches.get(path)) };
}
